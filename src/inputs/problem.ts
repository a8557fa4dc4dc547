import type { endpointFlags } from '../environment/aws-variables.ts';
import type { EndpointVariable } from '../environment/endpoint.ts';
import type { ProxyVariable } from '../environment/proxy.ts';
import type { SharedSetting } from '../environment/shared-config.ts';
import type { InputName } from './name.ts';

/** What a problem is named after: an input, an environment variable or a setting of the shared config. */
type Setting =
  | InputName
  | EndpointVariable
  | ProxyVariable
  | SharedSetting
  | (typeof endpointFlags)[number]
  | 'AWS_REGION'
  | 'AWS_DEFAULT_REGION'
  | 'AWS_SECRET_ACCESS_KEY';

/** What is wrong with one input, or with something else that the step depends on. */
export interface InputProblem {
  readonly input: Setting;
  /** As the workflow gave it; undefined if it must not be shown. Outside text. */
  readonly value: string | undefined;
  /** Follows the input and its value in a sentence, such as "must be true or false". No full stop. */
  readonly rule: string;
  /** A sentence about the likely slip. Starts with a capital letter, no full stop. May quote the value. */
  readonly hint?: string | undefined;
}

/** Takes the problems as they are found. */
export type Report = (
  input: InputProblem['input'],
  value: InputProblem['value'],
  rule: InputProblem['rule'],
  hint?: InputProblem['hint'],
) => void;

/** A hint on quotes that are part of the value: YAML removes its own, so this one was quoted twice. */
export function hintOnQuotes(text: string): string | undefined {
  return /^(["'`]).*\1$/s.test(text) && text.length > 1 ? 'Leave out the quotes' : undefined;
}
