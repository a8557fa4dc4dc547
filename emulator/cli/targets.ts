import { resourceName } from '../proton/constraints.ts';
import { initialDeployments } from '../proton/initial-deployment.ts';
import type { NewService } from '../proton/new-service.ts';
import { OptionError } from './option-error.ts';

/** A service to put in place at the start. */
export interface StartService {
  readonly name: string;
  readonly options: NewService;
}

/** Reads `NAME` or `NAME=STATE`; without a state, an update is in progress. Throws `OptionError`. */
export function parseService(text: string): StartService {
  const [name = '', state = 'in-progress', ...rest] = text.split('=');
  if (rest.length > 0 || name.length > resourceName.maximum || !resourceName.pattern?.test(name)) {
    throw new OptionError('service', text, 'NAME or NAME=STATE, with a name of 1 to 100 letters, digits, "-" and "_"');
  }
  if (state === 'no-pipeline') {
    return { name, options: { pipeline: false } };
  }
  const known = initialDeployments.find((deployment) => deployment === state);
  if (known === undefined) {
    throw new OptionError('service', text, `NAME=STATE with a state of ${initialDeployments.join(', ')}, no-pipeline`);
  }
  return { name, options: { deployment: known } };
}
