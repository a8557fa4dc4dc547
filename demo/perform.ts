import type { RecordedRequest } from '../emulator/http/recorded-request.ts';
import { type Emulator, startEmulator } from '../emulator/server.ts';
import { environmentFor } from '../runner/emulated.ts';
import { createJob } from '../runner/job.ts';
import { type StepResult, startStep } from '../runner/run-step.ts';
import { type GitHubPullRequest, startGitHubPullRequest } from './github-pull-request.ts';
import type { Story } from './story.ts';

/** Called with what happens while a story runs. */
export interface Audience {
  /** The step is about to run against the emulator at this address. */
  readonly onStage: (emulatorUrl: string) => void;
  /** A piece of the step's output. */
  readonly onOutput: (text: string) => void;
  /** The workflow run is cancelled: the runner sends the first signal. */
  readonly onInterruption: () => void;
}

/** What a story produced. */
export interface Performance {
  readonly step: StepResult;
  /** Every request to the emulator, oldest first. */
  readonly requests: readonly RecordedRequest[];
  /** The comment on the pull request, in Markdown; undefined if there is none. */
  readonly comment: string | undefined;
}

/**
 * Runs a story: sets up the emulator and a stand-in for GitHub, and runs the action's bundle as GitHub's runner would.
 *
 * @throws if the emulator, the stand-in for GitHub or the step can't be started
 */
export async function perform(story: Story, audience: Audience): Promise<Performance> {
  const emulator = await startEmulator(story.emulator);
  try {
    const gitHub = await startGitHubPullRequest();
    try {
      return await performAt(story, emulator, gitHub, audience);
    } finally {
      await gitHub.close();
    }
  } finally {
    await emulator.close();
  }
}

async function performAt(
  story: Story,
  emulator: Emulator,
  gitHub: GitHubPullRequest,
  audience: Audience,
): Promise<Performance> {
  // Time begins to count for them with the first request, however long the step takes to start.
  const stopWaiting = emulator.onRequest(() => {
    stopWaiting();
    for (const { name, ...service } of story.services) emulator.proton.addService(name, service);
    for (const { name, ...stack } of story.stacks) emulator.cloudformation.addStack(name, stack);
  });
  for (const fault of story.faults) emulator.inject(fault);
  audience.onStage(emulator.url);
  const { guardedStack } = story;
  const step =
    guardedStack === undefined
      ? await runStepOf(story, emulator, gitHub, audience)
      : await runGuardedJob(story, guardedStack, emulator, audience);
  return { step, requests: emulator.requests, comment: gitHub.comment() };
}

async function runStepOf(
  story: Story,
  emulator: Emulator,
  gitHub: GitHubPullRequest,
  audience: Audience,
): Promise<StepResult> {
  const running = await startStep({
    // The token is the default that action.yml gives the input.
    inputs: { ...story.inputs, 'github-token': 'the-token-of-the-demo' },
    env: { ...environmentFor(emulator), AWS_ENDPOINT_URL: emulator.url },
    environment: { GITHUB_API_URL: gitHub.url, GITHUB_EVENT_NAME: 'pull_request' },
    event: gitHub.event,
    onOutput: audience.onOutput,
  });
  const { interruptedAfterMilliseconds: delay } = story;
  if (delay !== undefined) {
    const stopWatching = emulator.onRequest(({ operation }) => {
      if (!operation.startsWith('Cancel')) return;
      stopWatching();
      const timer = setTimeout(() => {
        audience.onInterruption();
        running.cancel();
      }, delay);
      running.process.once('exit', () => clearTimeout(timer));
    });
  }
  return running.result;
}

/** A job whose run is cancelled during its deployment. Gives what the guard's step at the end of the job left. */
async function runGuardedJob(
  { inputs }: Story,
  stack: string,
  emulator: Emulator,
  { onOutput, onInterruption }: Audience,
): Promise<StepResult> {
  const job = await createJob({ env: { ...environmentFor(emulator), AWS_ENDPOINT_URL: emulator.url } });
  await job.run({ uses: 'guard', with: inputs, onOutput });
  // The deploying tool: it begins an update, and waits for its end.
  emulator.cloudformation.setStatus(stack, 'UPDATE_IN_PROGRESS');
  const deploying = await job.start({ run: 'echo "Deploying ..."; exec sleep 600', onOutput });
  deploying.process.stdout?.once('data', () => {
    onInterruption();
    job.cancel();
  });
  await deploying.result;
  const [post] = await job.finish();
  if (post === undefined) throw new Error("The guard's post step did not run.");
  return post;
}
