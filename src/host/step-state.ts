import * as core from '@actions/core';

/** Where the runner keeps what an action's main step leaves to its post step. */
export interface StepState {
  /** @throws if the runner's file can't be written */
  save(name: string, value: string): void;
  /** Empty where nothing was saved. */
  find(name: string): string;
}

/** The one of the runner, through GitHub's toolkit. */
export const stepState: StepState = { save: core.saveState, find: core.getState };
