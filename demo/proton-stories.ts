import type { Story } from './story.ts';

const name = 'payments-api';
const templateName = 'web-service-pipeline';

/** What each story changes only in part: one service, whose deployment of version 1.1 would take five minutes. */
const usual = {
  emulator: {},
  services: [{ name, deployment: 'in-progress', templateName }],
  stacks: [],
  faults: [],
  inputs: { 'service-name': name, 'aws-region': 'us-east-1' },
} as const satisfies Partial<Story>;

/** The stories about AWS Proton services. Durations are short: people watch them, and tests wait for them. */
export const protonStories = {
  cancelled: {
    ...usual,
    shows: 'a deployment is cancelled, and what was deployed before stays',
    situation:
      'Proton is deploying version 1.1 of the pipeline of the service payments-api, and the deployment should not go on. It would take five minutes. A workflow step cancels it and waits until Proton has finished cancelling, which takes four seconds here. Then it reports what is deployed now.',
    emulator: { cancelMilliseconds: 4_000 },
    inputs: { ...usual.inputs, 'comment-on-pull-request': 'true' },
    expected: { step: 'passed', outcomes: { [name]: 'cancelled' } },
  },
  'finished-first': {
    ...usual,
    shows: 'the deployment finishes before the cancellation takes effect',
    situation:
      'The deployment of payments-api is nearly done. Proton accepts the cancellation, but the deployment succeeds first: the new version is deployed. The step passes with a warning; with "fail-on: succeeded" it would fail.',
    emulator: { cancelMilliseconds: 2_000, cancelEnding: 'SUCCEEDED' },
    expected: { step: 'passed', outcomes: { [name]: 'succeeded' } },
  },
  failed: {
    ...usual,
    shows: 'the cancellation is accepted, but the deployment ends as FAILED',
    situation:
      'Proton begins to cancel the deployment of payments-api, but cannot undo what was changed: the deployment ends as FAILED. Somebody has to look at it, so the step fails.',
    emulator: { cancelMilliseconds: 2_000, cancelEnding: 'FAILED' },
    expected: { step: 'failed', outcomes: { [name]: 'failed' } },
  },
  'nothing-to-cancel': {
    ...usual,
    shows: 'no deployment is in progress',
    situation:
      'The last deployment of payments-api has already ended. A step that cancels deployments "just in case" must not fail because of that: it passes with a notice.',
    services: [{ name, deployment: 'succeeded', templateName }],
    expected: { step: 'passed', outcomes: { [name]: 'nothing-to-cancel' } },
  },
  'not-found': {
    ...usual,
    shows: 'the name of the service is misspelt',
    situation:
      'The service is called payments-api, but the workflow says payment-api. Nothing is cancelled, so the step fails and says what to check.',
    inputs: { ...usual.inputs, 'service-name': 'payment-api' },
    expected: { step: 'failed', outcomes: { 'payment-api': 'not-found' } },
  },
  'access-denied': {
    ...usual,
    shows: 'the role lacks the permission to cancel',
    situation:
      'The IAM role of the workflow lacks the permission to cancel deployments. The step fails, and names the IAM action and the resource to add to the policy.',
    emulator: { denied: ['proton:CancelServicePipelineDeployment'] },
    expected: { step: 'failed', outcomes: { [name]: 'error' } },
  },
  'proton-ended': {
    ...usual,
    shows: 'Proton refuses every call, as other retired AWS services have done',
    situation:
      'AWS ended Proton on 2026-10-07. What Proton has answered since then is not documented; this is how other retired services answered. The step fails, and says what the answer means and how to cancel an update of the stack that Proton left behind.',
    faults: [{ kind: 'discontinued', name: 'AccessDeniedException' }],
    expected: { step: 'failed', outcomes: { [name]: 'error' } },
  },
  throttled: {
    ...usual,
    shows: 'Proton answers "Rate exceeded", and the step gets through',
    situation:
      'Other clients of the same account keep Proton busy: it refuses the first cancel request and two status reads. The step slows down and tries again.',
    emulator: { cancelMilliseconds: 3_000 },
    faults: [
      { kind: 'error', name: 'ThrottlingException', operation: 'CancelServicePipelineDeployment', times: 1 },
      { kind: 'error', name: 'ThrottlingException', operation: 'GetService', times: 2 },
    ],
    expected: { step: 'passed', outcomes: { [name]: 'cancelled' } },
  },
  interrupted: {
    ...usual,
    shows: 'the workflow run is cancelled while the step waits',
    situation:
      'While the step waits for Proton, somebody clicks "Cancel workflow". The runner sends SIGINT to the step and kills it ten seconds later. The step stops waiting, reports what AWS will go on doing, and exits within two seconds.',
    emulator: { cancelMilliseconds: 120_000 },
    interruptedAfterMilliseconds: 1_500,
    expected: { step: 'failed', outcomes: { [name]: 'interrupted' } },
  },
  'timed-out': {
    ...usual,
    shows: 'Proton takes longer than wait-for-minutes',
    situation:
      'Proton needs two minutes to cancel the deployment of payments-api, but the step waits only three seconds (0.05 minutes; the default is 30). The step fails, since the result is not known yet.',
    emulator: { cancelMilliseconds: 120_000 },
    inputs: { ...usual.inputs, 'wait-for-minutes': '0.05' },
    expected: { step: 'failed', outcomes: { [name]: 'timed-out' } },
  },
  'several-services': {
    ...usual,
    shows: 'four services at once, with four different outcomes',
    situation:
      'One step cancels the deployments of four services at the same time. One is cancelled, one finishes first, one ends as FAILED, and one service does not exist. The step fails, since some of them need attention.',
    services: [
      { name, deployment: 'in-progress', templateName, cancelMilliseconds: 4_500 },
      {
        name: 'search-indexer',
        deployment: 'in-progress',
        templateName,
        cancelMilliseconds: 1_000,
        cancelEnding: 'SUCCEEDED',
      },
      {
        name: 'web-frontend',
        deployment: 'in-progress',
        templateName,
        cancelMilliseconds: 3_000,
        cancelEnding: 'FAILED',
      },
    ],
    inputs: {
      ...usual.inputs,
      'service-name': 'payments-api\nsearch-indexer\nweb-frontend\nlegacy-reports',
    },
    expected: {
      step: 'failed',
      outcomes: {
        [name]: 'cancelled',
        'search-indexer': 'succeeded',
        'web-frontend': 'failed',
        'legacy-reports': 'not-found',
      },
    },
  },
} as const satisfies Record<string, Story>;
