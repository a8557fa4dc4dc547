import type { Reason } from '../../cancellation/model/reason.ts';
import { moment } from '../../text/time.ts';
import { unchanged, unsettled } from '../sentences/fate.ts';
import { after, asSentence, runAgain, type SentenceContext, statusInBrackets } from '../sentences/sentence.ts';
import { leftovers, wayOut } from './failed.ts';
import type { OutcomeWords, ReasonOf } from './outcome-words.ts';

/** No deployment was in progress, or not the one that `deployment-id` names. */
export const nothingToCancel: OutcomeWords = {
  label: 'nothing to cancel',
  title: ({ deployment }, results) =>
    results.some(({ reason }) => isOtherInProgress(reason))
      ? `another ${deployment} is in progress`
      : `no ${deployment} to cancel`,
  answer: ({ reason }) => (isOtherInProgress(reason) ? 'Not cancelled' : 'Nothing to cancel'),
  headline: ({ result: { reason }, medium, words, name }) => {
    if (!isOtherInProgress(reason)) return ` for ${name}.`;
    return `: another ${words.deployment}${after(reason.current, (id) => `(${medium.name(id)})`)} is in progress for ${name}.`;
  },
  deployedNow: ({ reason }, version) => {
    const deployed = deployedBy[reason.kind] ?? unchanged;
    return version === undefined ? deployed : `${version}; ${deployed}`;
  },
  nextStep: (context) => {
    const { reason } = context.result;
    if (reason.kind === 'stuck') return wayOut(reason.status, context);
    if (!isOtherInProgress(reason)) return undefined;
    const { facts, medium, words } = context;
    if (!facts.hasDeploymentId) return `${runAgain(facts)} to cancel the other ${words.short}.`;
    const other = after(reason.current, (id) => `or set it to ${medium.name(id)}`);
    return `To cancel the other ${words.short}, leave out \`deployment-id\`${other}.`;
  },
};

/** Whether a deployment goes on that nobody asked to cancel. */
function isOtherInProgress(reason: Reason): reason is ReasonOf<'another-deployment'> {
  return reason.kind === 'another-deployment' && reason.isInProgress;
}

/** What is deployed where something has changed it. */
const deployedBy: Readonly<Partial<Record<Reason['kind'], string>>> = {
  stuck: leftovers,
  'rolled-back-by-others': 'what was deployed before',
  'already-cancelling': unsettled,
};

type Because = ReasonOf<
  | 'already-ended'
  | 'no-deployment'
  | 'nothing-began'
  | 'already-cancelling'
  | 'stuck'
  | 'rolled-back-by-others'
  | 'another-deployment'
>;

/** Why there was nothing to cancel. May begin with a small letter. */
export function whyNothing(reason: Because, context: SentenceContext): string {
  const { medium, words, facts } = context;
  const none = `no ${words.deployment}`;
  switch (reason.kind) {
    case 'already-ended': {
      const end = reason.status ? `ended as ${medium.name(reason.status)}` : 'ended';
      const time = after(moment(reason.endedAt), (at) => `at ${at}`);
      return `${none} was in progress: the last one had already ${end}${time}.`;
    }
    case 'no-deployment':
      if (reason.status) return `${none} is in progress: the ${words.target} is ${medium.name(reason.status)}.`;
      return facts.targetKind === 'service' ? 'the service has no pipeline.' : `${none} is in progress.`;
    case 'nothing-began': {
      const left = ` What was already in progress then${statusInBrackets(reason.status, context)} is left alone.`;
      return `${none} started after the guard step.${reason.isInProgress ? left : ''}`;
    }
    case 'already-cancelling':
      return `${words.cancellingAlready}${statusInBrackets(reason.status, context)}.`;
    case 'stuck': {
      const state = after(reason.status, (text) => `in ${medium.name(text)}`);
      // CloudFormation takes another update in UPDATE_FAILED (`cdk deploy --no-rollback` relies on it).
      const rest = reason.status === 'UPDATE_FAILED' ? '' : " and can't be updated until it is repaired";
      return `${none} was in progress: the ${words.target} is stuck${state} after a failure${rest}.`;
    }
    case 'rolled-back-by-others':
      return whoRolledBack(reason, context);
    case 'another-deployment':
      return whichOther(reason, context);
  }
}

function whoRolledBack(
  { by, cause }: ReasonOf<'rolled-back-by-others'>,
  { result, medium, words }: SentenceContext,
): string {
  switch (by) {
    case 'itself': {
      const why = cause === undefined ? '' : ` AWS gives this cause: ${asSentence(medium.prose(cause))}`;
      return `the ${words.deployment} failed and was rolled back without being cancelled.${why}`;
    }
    case 'repair':
      return `the ${words.short} failed or its rollback did, and somebody repaired it with ContinueUpdateRollback or RollbackStack. That isn't a cancellation.`;
    case 'parent': {
      const root = after(result.nestedIn, (id) => medium.prose(id));
      return `its parent stack rolled it back. The events of the root stack${root} say whether it was cancelled or failed.`;
    }
    case undefined:
      return `the ${words.deployment} was rolled back. It could not be determined whether a user or a failure started that.`;
  }
}

function whichOther(
  { wanted, current, isInProgress }: ReasonOf<'another-deployment'>,
  { medium, words }: SentenceContext,
): string {
  const other = current === undefined ? undefined : medium.name(current);
  const subject = `${words.short} ${medium.name(wanted)}`;
  if (isInProgress) {
    return `${subject} is not the one in progress: ${other ?? 'another one'} is. Nothing was cancelled.`;
  }
  return `${subject} is not in progress.${after(other, (id) => `The latest one, ${id}, isn't in progress either.`)}`;
}

/** Why another one is in progress: whichever the input names, or the one that this step had found before. */
export function isNotWanted({ wanted }: ReasonOf<'another-deployment'>, context: SentenceContext): string {
  const { facts, medium, words } = context;
  return facts.hasDeploymentId
    ? `\`deployment-id\` is ${medium.name(wanted)}, which is not in progress.`
    : `the ${words.short} to be cancelled, ${medium.name(wanted)}, had already ended.`;
}
