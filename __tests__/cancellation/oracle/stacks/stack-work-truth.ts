import { sceneStart } from '../scene.ts';
import { type StackAftermath, stackName } from './stack-scene.ts';

/** Says what is not true about a part of what the step said and did; undefined if all is well. */
export type Judge = (aftermath: StackAftermath) => string | undefined;

/** The untruth, unless something holds. */
export function must(holds: boolean, untruth: string): string | undefined {
  return holds ? undefined : untruth;
}

/** What is said about the request has to be what CloudFormation saw of it. */
const standingUntruth: Judge = ({ result, stacks }) => {
  switch (result.requestState) {
    case 'nothing-sent':
      return must(stacks.cancelsSent === 0, 'a request was sent');
    case 'refused':
      return must(
        stacks.arrived.every(({ isTaken }) => !isTaken),
        'a request was carried out',
      );
    case 'accepted':
      return must(stacks.firstAcceptedAt !== undefined, 'no request was accepted');
    case 'in-doubt':
      return must(stacks.cancelsSent > 0, 'no request was sent');
  }
};

/** A dry run and a guard keep requests from being sent, and a repeated one carries the token of the first. */
const requestUntruth: Judge = ({ scene, before, updates, stacks, token }) => {
  const cancelledByUs = updates.filter(({ cancelRequests }) =>
    cancelRequests.some((asked) => asked.token === token && asked.verdict === 'accepted'),
  );
  return (
    must(!scene.dryRun || stacks.cancelsSent === 0, 'a dry run sent a request') ??
    must(scene.guard !== 'wrong' || stacks.cancelsSent === 0, 'another update than the guarded one was hit') ??
    must(
      stacks.arrived.every((request) => request.token === token),
      'a request was repeated with another token',
    ) ??
    must(cancelledByUs.length <= 1, 'two updates were cancelled') ??
    must(scene.guard === 'none' || cancelledByUs.every(({ id }) => id === before?.id), 'a successor was hit')
  );
};

/** From the first read on, the stack id counts, not the name. */
const referenceUntruth: Judge = ({ stacks, stackId }) => {
  const wrong = stacks.references.filter((reference, at) => reference !== (stacks.knewId[at] ? stackId : stackName));
  return must(stackId === undefined || wrong.length === 0, `the stack was named ${String(wrong[0])}`);
};

/** Times and counts: no run is too long, outputs come early, the end is noticed within a tenth, reads are few. */
const timeUntruth: Judge = (aftermath) => {
  const { scene, events, stacks, schedule, result, milliseconds, before, updates } = aftermath;
  if (milliseconds > scene.waitMilliseconds + 25_000) return `it took ${milliseconds} ms`;
  const early = events.find(({ type }) => type === 'first-accepted');
  if (early?.atMilliseconds !== stacks.firstAcceptedAt) return `early outputs at ${String(early?.atMilliseconds)} ms`;
  const mostReads = 40 + scene.waitMilliseconds / 9_000;
  if (stacks.reads > mostReads) return `${stacks.reads} reads`;
  const isPlain = schedule.every((fault) => fault === 'none') && result.reason.kind === 'ended';
  const ended = updates.find(({ id }) => id === before?.id)?.endedAtMilliseconds;
  if (!isPlain || ended === undefined || result.deploymentId !== before?.id) return undefined;
  const lag = milliseconds - (ended - sceneStart);
  const allowed = Math.max(1_000, milliseconds / 10) + 200;
  return must(lag <= allowed, `the end was noticed ${lag} ms late`);
};

/** What the step did, whatever it said about the end. */
export const workJudges: readonly Judge[] = [standingUntruth, requestUntruth, referenceUntruth, timeUntruth];
