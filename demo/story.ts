import type { NewStack } from '../emulator/cloudformation/state/new-stack.ts';
import type { Fault } from '../emulator/faults/fault.ts';
import type { NewService } from '../emulator/proton/new-service.ts';
import type { EmulatorSettings } from '../emulator/settings.ts';
import type { Outcome } from '../src/cancellation/model/outcome.ts';

/** A service that exists when a story begins. */
export interface StoryService extends NewService {
  readonly name: string;
}

/** A stack that exists when a story begins. */
export interface StoryStack extends NewStack {
  readonly name: string;
}

/** A story of the demo: what is set up, what the step of the workflow asks for, and how it should end. Only data. */
export interface Story {
  /** What it shows, one line for the list of stories: begins in lower case and has no full stop. */
  readonly shows: string;
  /** What happens, a few sentences for readers who have never used Proton. */
  readonly situation: string;
  /** How the emulator differs from its defaults. */
  readonly emulator: Partial<EmulatorSettings>;
  /** The services that Proton has. The step may ask for others as well. */
  readonly services: readonly StoryService[];
  /** The stacks that CloudFormation has. */
  readonly stacks: readonly StoryStack[];
  /** What goes wrong on the way. */
  readonly faults: readonly Fault[];
  /** What the step has under `with:`. */
  readonly inputs: Readonly<Record<string, string>>;
  /** How long after its cancel request the workflow run is cancelled, in milliseconds; left out if it is not. */
  readonly interruptedAfterMilliseconds?: number;
  /** The stack whose update the job begins behind the guard; left out if the step is the action's. The run is cancelled then. */
  readonly guardedStack?: string;
  /** How it should end. */
  readonly expected: Expected;
}

/** How a story should end. */
export interface Expected {
  readonly step: StepVerdict;
  /** The outcome of each target that the step asks for, by the target's name. None for the guard, which has no outputs. */
  readonly outcomes: Readonly<Record<string, Outcome>>;
}

/** How the runner reads a step's exit code. */
export type StepVerdict = 'passed' | 'failed';

/** The AWS API that a story's step calls. */
export function apiOf({ inputs }: Story): 'AWS Proton' | 'CloudFormation' {
  return 'stack-name' in inputs ? 'CloudFormation' : 'AWS Proton';
}
