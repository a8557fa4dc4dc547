import type { Story } from './story.ts';

const name = 'orders-prod';
const resources = ['OrdersService', 'OrdersWorker'];

/** What each story changes only in part: one stack, whose update would take five minutes. */
const usual = {
  emulator: {},
  services: [],
  stacks: [{ name, status: 'UPDATE_IN_PROGRESS' }],
  faults: [],
  inputs: { 'stack-name': name, 'aws-region': 'us-east-1' },
} as const satisfies Partial<Story>;

/** The stories about CloudFormation stacks. Durations are short: people watch them, and tests wait for them. */
export const stackStories = {
  'stack-cancelled': {
    ...usual,
    shows: 'a stack update is cancelled and rolled back',
    situation:
      'CloudFormation is updating the stack orders-prod, and the update should not go on. The step cancels it and waits until the rollback is complete, so that a later step can deploy again. Here the rollback takes three seconds, and the cleanup after it one more.',
    emulator: { cancelMilliseconds: 3_000 },
    expected: { step: 'passed', outcomes: { [name]: 'cancelled' } },
  },
  guard: {
    ...usual,
    shows: 'a run is cancelled while it deploys, and the guard stops its update',
    situation:
      'A job deploys the stack orders-prod. The guard step comes before the deployment: it reads the state of the stack, and changes nothing. Then somebody cancels the run. The deploying step ends, but CloudFormation would go on with the update. At the end of the job the guard cancels it, and waits until the stack is rolled back.',
    emulator: { cancelMilliseconds: 3_000 },
    stacks: [{ name, status: 'UPDATE_COMPLETE' }],
    inputs: { 'stack-name': name },
    guardedStack: name,
    expected: { step: 'passed', outcomes: {} },
  },
  'stack-rolled-back-by-itself': {
    ...usual,
    shows: 'the stack update failed, and is already being rolled back',
    situation:
      'The update of orders-prod failed, and CloudFormation began to roll it back before this step asked. There is nothing left to cancel. The step still waits until the stack is at rest, so a later step can deploy again, and says which resource failed first, and why.',
    emulator: { cancelMilliseconds: 2_000 },
    stacks: [{ name, status: 'UPDATE_ROLLBACK_IN_PROGRESS', resources }],
    expected: { step: 'passed', outcomes: { [name]: 'nothing-to-cancel' } },
  },
  'stack-finished-first': {
    ...usual,
    shows: 'the connection breaks, and the stack update finishes in the meantime',
    situation:
      'The connection to AWS breaks before an answer arrives, and in the meantime the update finishes. Did CloudFormation get the request? The step does not guess: it reads the stack and its events, and finds that the update completed: the new version is deployed. The step passes with a warning; with "fail-on: succeeded" it would fail.',
    emulator: { deployMilliseconds: 1_500, cleanupMilliseconds: 2_500 },
    faults: [
      { kind: 'reset', stage: 'before', operation: 'CancelUpdateStack', times: 1 },
      { kind: 'delay', milliseconds: 2_000, operation: 'CancelUpdateStack', times: 1 },
    ],
    expected: { step: 'passed', outcomes: { [name]: 'succeeded' } },
  },
  'stack-rollback-failed': {
    ...usual,
    shows: 'the cancellation is accepted, but the rollback fails',
    situation:
      'CloudFormation accepts the cancellation, but one resource of orders-prod cannot be changed back: the stack ends as UPDATE_ROLLBACK_FAILED, and cannot be updated until somebody repairs it. The step fails and gives the command for that. It also comments on the pull request, since the workflow asks for a comment on failure.',
    emulator: { cancelMilliseconds: 3_000 },
    stacks: [
      {
        name,
        status: 'UPDATE_IN_PROGRESS',
        rollbackEnding: 'UPDATE_ROLLBACK_FAILED',
        resources,
      },
    ],
    inputs: { ...usual.inputs, 'comment-on-pull-request': 'on-failure' },
    expected: { step: 'failed', outcomes: { [name]: 'failed' } },
  },
} as const satisfies Record<string, Story>;
