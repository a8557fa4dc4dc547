import { stackNameRule } from '../cloudformation/rules.ts';
import { type StackStatus, stackStatuses } from '../cloudformation/state/stack-status.ts';
import { resourceName } from '../proton/constraints.ts';
import { initialDeployments } from '../proton/initial-deployment.ts';
import type { NewService } from '../proton/new-service.ts';
import { OptionError } from './option-error.ts';

/** A service to put in place at the start. */
export interface StartService {
  readonly name: string;
  readonly options: NewService;
}

/** A stack to put in place at the start. */
export interface StartStack {
  readonly name: string;
  readonly status: StackStatus;
}

/** Reads `NAME` or `NAME=STATE`; without a state, an update is in progress. @throws `OptionError` */
export function parseService(text: string): StartService {
  const [name = '', state = 'in-progress', ...rest] = text.split('=');
  if (rest.length > 0 || name.length > resourceName.maximum || !resourceName.pattern?.test(name)) {
    throw new OptionError('service', text, 'NAME or NAME=STATE, with a name of 1 to 100 letters, digits, "-" and "_"');
  }
  if (state === 'no-pipeline') return { name, options: { pipeline: false } };
  const known = initialDeployments.find((deployment) => deployment === state);
  if (known === undefined) {
    throw new OptionError('service', text, `NAME=STATE with a state of ${initialDeployments.join(', ')}, no-pipeline`);
  }
  return { name, options: { deployment: known } };
}

/** Reads `NAME` or `NAME=STATUS`; without a status, an update is in progress. @throws `OptionError` */
export function parseStack(text: string): StartStack {
  const [name = '', status = 'UPDATE_IN_PROGRESS', ...rest] = text.split('=');
  if (rest.length > 0 || name.length > stackNameRule.maximum || !stackNameRule.pattern?.test(name)) {
    const rule = 'NAME or NAME=STATUS, with a name of 1 to 128 letters, digits and "-" that begins with a letter';
    throw new OptionError('stack', text, rule);
  }
  const known = stackStatuses.find((candidate) => candidate === status);
  if (known === undefined) {
    throw new OptionError('stack', text, `NAME=STATUS with a status of ${stackStatuses.join(', ')}`);
  }
  return { name, status: known };
}
