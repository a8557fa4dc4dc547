import type { Story } from './story.ts';

/** The names of the stories, as `npm start -- NAME` takes them. The first one is told where none is named. */
export const storyNames = [
  'cancelled',
  'too-late',
  'failed',
  'nothing-to-cancel',
  'no-such-service',
  'access-denied',
  'throttled',
  'interrupted',
  'timed-out',
  'several-services',
] as const;

/** The name of a story. */
export type StoryName = (typeof storyNames)[number];

/** The picture that stands for the summary of every story without one of its own. */
export const picture = 'docs/summary-cancelled.png';

const templateName = 'web-service-pipeline';

/** What holds where a story says nothing else: one service, whose deployment to version 1.1 takes minutes. */
const usual = {
  emulator: {},
  services: [{ name: 'payments-api', deployment: 'in-progress', templateName }],
  faults: [],
  inputs: { 'service-name': 'payments-api', 'aws-region': 'us-east-1' },
} as const satisfies Partial<Story>;

/** The stories. Their durations are short, for people to watch and for tests to wait for. */
export const stories: Readonly<Record<StoryName, Story>> = {
  cancelled: {
    ...usual,
    shows: 'a deployment is stopped, and what was deployed before stays',
    situation:
      'Proton is deploying version 1.1 of the pipeline of the service payments-api, and somebody has seen that this must not go on. The deployment would take five minutes. A workflow step cancels it, and waits until Proton has really stopped it, which here takes four seconds.',
    emulator: { cancelMilliseconds: 4_000 },
    picture,
    expected: { step: 'passed', outcomes: { 'payments-api': 'cancelled' } },
  },
  'too-late': {
    ...usual,
    shows: 'the deployment finishes before the cancellation takes hold',
    situation:
      'The deployment of payments-api is nearly done. Proton takes the request, but the deployment succeeds before it can be stopped: the new version is deployed. The step passes with a warning; with the input "fail-on: succeeded" it would fail.',
    emulator: { cancelMilliseconds: 2_000, cancelEnding: 'SUCCEEDED' },
    expected: { step: 'passed', outcomes: { 'payments-api': 'succeeded' } },
  },
  failed: {
    ...usual,
    shows: 'Proton tries to cancel, and fails',
    situation:
      "Proton begins to stop the deployment of payments-api, but what had been changed can't be changed back: the deployment ends as FAILED. Somebody has to look at it, so the step fails.",
    emulator: { cancelMilliseconds: 2_000, cancelEnding: 'FAILED' },
    expected: { step: 'failed', outcomes: { 'payments-api': 'failed' } },
  },
  'nothing-to-cancel': {
    ...usual,
    shows: 'no deployment is in progress',
    situation:
      'The last deployment of payments-api ended a quarter of an hour ago. There is nothing to stop, and a step that stops deployments "just in case" must not fail for that: it passes with a notice.',
    services: [{ name: 'payments-api', deployment: 'succeeded', templateName }],
    expected: { step: 'passed', outcomes: { 'payments-api': 'nothing-to-cancel' } },
  },
  'no-such-service': {
    ...usual,
    shows: 'the name of the service is misspelt',
    situation:
      'The service is called payments-api, but the workflow says payment-api. Nothing is stopped, so the step fails, and says what to check.',
    inputs: { ...usual.inputs, 'service-name': 'payment-api' },
    expected: { step: 'failed', outcomes: { 'payment-api': 'not-found' } },
  },
  'access-denied': {
    ...usual,
    shows: 'the role may not cancel',
    situation:
      "The role that the workflow has assumed lacks the permission to cancel deployments. The step fails, and names the permission and the resource to put into the role's policy.",
    emulator: { denied: ['proton:CancelServicePipelineDeployment'] },
    expected: { step: 'failed', outcomes: { 'payments-api': 'error' } },
  },
  throttled: {
    ...usual,
    shows: 'Proton says "Rate exceeded" again and again, and the step gets through',
    situation:
      'Others in the same account keep Proton busy: it turns down the first cancel request, and several status reads. The step slows down, asks again, and gets to its end.',
    emulator: { cancelMilliseconds: 3_000 },
    faults: [
      { kind: 'error', name: 'ThrottlingException', operation: 'CancelServicePipelineDeployment', times: 1 },
      { kind: 'error', name: 'ThrottlingException', operation: 'GetService', times: 2 },
    ],
    expected: { step: 'passed', outcomes: { 'payments-api': 'cancelled' } },
  },
  interrupted: {
    ...usual,
    shows: 'somebody cancels the workflow run while the step waits',
    situation:
      'While the step waits for Proton, somebody presses "Cancel workflow". The runner sends SIGINT to the step, and would kill it ten seconds later. The step stops waiting, says what AWS goes on doing, and is out within two seconds.',
    emulator: { cancelMilliseconds: 120_000 },
    interruptedAfterMilliseconds: 1_500,
    expected: { step: 'failed', outcomes: { 'payments-api': 'interrupted' } },
  },
  'timed-out': {
    ...usual,
    shows: 'Proton takes longer than the step was told to wait',
    situation:
      'Proton needs two minutes to stop the deployment of payments-api, but the workflow lets the step wait for three seconds only (0.05 minutes; by default it is 30 minutes). The step fails, since nobody knows yet how it ends.',
    emulator: { cancelMilliseconds: 120_000 },
    inputs: { ...usual.inputs, 'wait-for-minutes': '0.05' },
    expected: { step: 'failed', outcomes: { 'payments-api': 'timed-out' } },
  },
  'several-services': {
    ...usual,
    shows: 'six services at once, with mixed outcomes',
    situation:
      "One step stops the deployments of six services side by side. Two are stopped, one finishes first, one can't be changed back, one had nothing in progress, and one does not exist. The step fails, since some of these need somebody.",
    services: [
      { name: 'payments-api', deployment: 'in-progress', templateName, cancelMilliseconds: 2_000 },
      { name: 'orders-worker', deployment: 'in-progress', templateName, cancelMilliseconds: 4_500 },
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
      { name: 'docs-site', deployment: 'succeeded', templateName },
    ],
    inputs: {
      ...usual.inputs,
      'service-name': 'payments-api\norders-worker\nsearch-indexer\nweb-frontend\ndocs-site\nlegacy-reports',
    },
    picture: 'docs/summary-several-targets.png',
    expected: {
      step: 'failed',
      outcomes: {
        'payments-api': 'cancelled',
        'orders-worker': 'cancelled',
        'search-indexer': 'succeeded',
        'web-frontend': 'failed',
        'docs-site': 'nothing-to-cancel',
        'legacy-reports': 'not-found',
      },
    },
  },
};

/** Tells whether a text is the name of a story. */
export function isStoryName(text: string): text is StoryName {
  return storyNames.some((name) => name === text);
}
