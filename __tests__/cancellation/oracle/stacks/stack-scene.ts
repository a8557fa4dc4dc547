import { CloudFormationState } from '../../../../emulator/cloudformation/state/cloudformation-state.ts';
import { cancelUpdateStack } from '../../../../emulator/cloudformation/state/stack-requests.ts';
import { isAtRest, type StackStatus } from '../../../../emulator/cloudformation/state/stack-status.ts';
import type { UpdateTruth } from '../../../../emulator/cloudformation/state/stack-updates.ts';
import { defaultSettings } from '../../../../emulator/settings.ts';
import { cancelTargets } from '../../../../src/cancellation/cancel-targets.ts';
import type { CancellationEvent } from '../../../../src/cancellation/model/events.ts';
import type { TargetResult } from '../../../../src/cancellation/model/result.ts';
import { FakeClock } from '../../fake-clock.ts';
import { defaultPlan } from '../../play.ts';
import { type CallFaultName, callFaults } from '../call-faults.ts';
import { uuids } from '../faulty-calls.ts';
import { sceneStart } from '../scene.ts';
import { EmulatedStacks } from './emulated-stacks.ts';

export const stackName = 'shop';

/** What CloudFormation is like, and what the workflow's author asks for. Durations in milliseconds. */
export interface StackScene {
  readonly stack: StackStatus | 'absent';
  /** Whether the rollback that goes on, or is over, at the start was begun by a user. */
  readonly cancelledBefore: boolean;
  readonly nested: boolean;
  readonly disableRollback: boolean;
  readonly updateEnding: 'UPDATE_COMPLETE' | 'UPDATE_FAILED';
  readonly rollbackEnding: 'UPDATE_ROLLBACK_COMPLETE' | 'UPDATE_ROLLBACK_FAILED';
  readonly rollbackOperation: 'own' | 'shared';
  readonly deployMilliseconds: number;
  readonly cancelMilliseconds: number;
  readonly cleanupMilliseconds: number;
  /** When somebody else's update begins after a rollback, if any does. */
  readonly supersededAfterMilliseconds: number | undefined;
  /** When somebody else begins an update, if the stack is at rest by then; when a user cancels; when one deletes the stack. */
  readonly updatedAtMilliseconds: number | undefined;
  readonly cancelledAtMilliseconds: number | undefined;
  readonly deletedAtMilliseconds: number | undefined;
  /** By how much the runner's clock is ahead of AWS's. */
  readonly runnerClockOffset: number;
  readonly guard: 'none' | 'right' | 'wrong';
  readonly dryRun: boolean;
  readonly waitMilliseconds: number;
}

export const plainStackScene: StackScene = {
  stack: 'UPDATE_IN_PROGRESS',
  cancelledBefore: false,
  nested: false,
  disableRollback: false,
  updateEnding: 'UPDATE_COMPLETE',
  rollbackEnding: 'UPDATE_ROLLBACK_COMPLETE',
  rollbackOperation: 'own',
  deployMilliseconds: 300_000,
  cancelMilliseconds: 5_000,
  cleanupMilliseconds: 1_000,
  supersededAfterMilliseconds: undefined,
  updatedAtMilliseconds: undefined,
  cancelledAtMilliseconds: undefined,
  deletedAtMilliseconds: undefined,
  runnerClockOffset: 0,
  guard: 'none',
  dryRun: false,
  waitMilliseconds: 120_000,
};

/** How a scene went: what the step said, and what the emulator knows. */
export interface StackAftermath {
  readonly scene: StackScene;
  readonly schedule: readonly CallFaultName[];
  readonly result: TargetResult;
  readonly events: readonly CancellationEvent[];
  /** The latest update at the start, as it was then, if there was one. */
  readonly before: UpdateTruth | undefined;
  /** All updates at the end of the step, oldest first. */
  readonly updates: readonly UpdateTruth[];
  /** The stack's status at the end of the step. */
  readonly status: StackStatus | undefined;
  readonly stackId: string | undefined;
  readonly stacks: EmulatedStacks;
  /** The step's token, and that of somebody else's cancellation. */
  readonly token: string;
  /** Milliseconds from the start to the end of the step. */
  readonly milliseconds: number;
}

/** Plays a scene. Each call takes the next fault of the schedule; after the last one all goes well. */
export async function actStack(scene: StackScene, schedule: readonly CallFaultName[]): Promise<StackAftermath> {
  const clock = new FakeClock(sceneStart + scene.runnerClockOffset);
  const uuid = uuids();
  const state = new CloudFormationState({ ...defaultSettings, uuid, clock: { now: () => sceneStart + clock.now() } });
  const stackId = scene.stack === 'absent' ? undefined : addStack(scene, scene.stack, state);
  const before = state.updates(stackName).at(-1);
  const ending = new AbortController();
  disturb(scene, state, (at) => clock.sleep(at, ending.signal), ending.signal);
  const pending = [...schedule];
  const stacks = new EmulatedStacks(state, clock, () => callFaults[pending.shift() ?? 'none']);
  const events: CancellationEvent[] = [];
  const token = uuid();
  const plan = {
    ...defaultPlan,
    targetKind: 'stack',
    targets: [{ name: stackName, reference: stackName }],
    deploymentId: { none: undefined, right: before?.id ?? uuid(), wrong: uuid() }[scene.guard],
    dryRun: scene.dryRun,
    waitMilliseconds: scene.waitMilliseconds,
  } as const;
  const observe = (event: CancellationEvent): void => {
    events.push(event);
  };
  const { signal } = new AbortController();
  const dependencies = { service: stacks, clock, random: () => 0.5, newToken: () => token, signal, observe };
  const [result] = await clock.run(cancelTargets(plan, dependencies));
  if (result === undefined) throw new Error('There is no result.');
  ending.abort();
  const [updates, status] = [state.updates(stackName), state.stack(stackName)?.status];
  const milliseconds = clock.now();
  return { scene, schedule, result, events, before, updates, status, stackId, stacks, token, milliseconds };
}

function addStack(scene: StackScene, status: StackStatus, state: CloudFormationState): string {
  return state.addStack(stackName, {
    ...scene,
    status,
    cancelled: scene.cancelledBefore && status.includes('UPDATE_ROLLBACK'),
    ...(scene.nested ? { parentId: state.addStack('root') } : {}),
  });
}

/** What other people do meanwhile. */
function disturb(
  { updatedAtMilliseconds, cancelledAtMilliseconds, deletedAtMilliseconds }: StackScene,
  state: CloudFormationState,
  sleepUntil: (milliseconds: number) => Promise<void>,
  ended: AbortSignal,
): void {
  const later = (at: number | undefined, act: (status: StackStatus) => void): void => {
    if (at === undefined) return;
    void sleepUntil(at).then(() => {
      const stack = ended.aborted ? undefined : state.stack(stackName);
      if (stack !== undefined) act(stack.status);
    });
  };
  later(updatedAtMilliseconds, (status) => {
    if (isAtRest(status) && !status.startsWith('DELETE_')) state.setStatus(stackName, 'UPDATE_IN_PROGRESS');
  });
  later(cancelledAtMilliseconds, (status) => {
    if (status === 'UPDATE_IN_PROGRESS') cancelUpdateStack(state, { nameOrId: stackName, token: 'of-somebody-else' });
  });
  later(deletedAtMilliseconds, (status) => {
    if (status !== 'DELETE_COMPLETE') state.beginDeletion(stackName);
  });
}
