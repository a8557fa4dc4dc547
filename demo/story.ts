import type { Fault } from '../emulator/faults/fault.ts';
import type { NewService } from '../emulator/proton/new-service.ts';
import type { EmulatorSettings } from '../emulator/settings.ts';
import type { Outcome } from '../src/cancellation/model/outcome.ts';

/** A service that is there when a story begins. */
export interface StoryService extends NewService {
  readonly name: string;
}

/** A story that the demo can tell: what is set up, what the workflow's step asks for, and how it is to end. Only data. */
export interface Story {
  /** What it shows, in a line for the list of stories; begins small and has no full stop. */
  readonly shows: string;
  /** The situation, told before the step runs: a few sentences for somebody who has never heard of Proton. */
  readonly situation: string;
  /** How the emulator differs from its defaults. */
  readonly emulator: Partial<EmulatorSettings>;
  /** The services that Proton has. The step may ask for others as well. */
  readonly services: readonly StoryService[];
  /** What goes wrong on the way. */
  readonly faults: readonly Fault[];
  /** What the step says under `with:`. */
  readonly inputs: Readonly<Record<string, string>>;
  /** How long after its cancel request somebody cancels the workflow run; left out where nobody does. */
  readonly interruptedAfterMilliseconds?: number;
  /** The picture of its summary that the README shows, a path from the project's root; left out where it shows none. */
  readonly picture?: string;
  /** How it is to end. */
  readonly expected: Expected;
}

/** How a story is to end. */
export interface Expected {
  readonly step: StepVerdict;
  /** The outcome of each service that the step asks for, by the service's name. */
  readonly outcomes: Readonly<Record<string, Outcome>>;
}

/** What the runner makes of a step's exit code. */
export type StepVerdict = 'passed' | 'failed';
