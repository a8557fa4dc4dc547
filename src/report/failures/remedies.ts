import type { Failure } from '../../cancellation/model/failure.ts';
import type { Medium } from '../../text/escape.ts';
import type { ReportFacts } from '../facts.ts';
import type { TargetWords } from '../sentences/vocabulary.ts';

/** What a remedy depends on. */
export interface RemedyFacts {
  readonly failure: Failure;
  readonly facts: ReportFacts;
  readonly medium: Medium;
  readonly words: TargetWords;
  /** Undefined where several targets share the failure. */
  readonly targetName: string | undefined;
}

/** The IAM action and the resource that the role lacks, and where a denial may come from. */
export function allowTheRole({ failure, facts, medium, words, targetName }: RemedyFacts): string {
  const parts = { region: failure.region ?? facts.region, account: undefined, name: targetName };
  const resource = failure.deniedResource ?? words.resource(failure.call, parts);
  return `Allow the role ${medium.prose(words.actions[failure.call])} on ${medium.prose(resource)}, in its policy and any permissions boundary, session policy or SCP.${purposeOf(failure, facts, words)}`;
}

/** A space and the sentence on why a step that cancels has to read as well; nothing for the cancellation itself. */
function purposeOf({ call }: Failure, { dryRun, guard }: ReportFacts, { short }: TargetWords): string {
  switch (call) {
    case 'cancel':
      return '';
    case 'read-state': {
      const isLookOnly = dryRun || guard?.moment === 'before';
      return ` This step needs it to see what is in progress${isLookOnly ? '' : ' and how it ends'}.`;
    }
    case 'read-end':
      return ` This step needs it to find out how the ${short} ended.`;
  }
}

/** No connection: a custom endpoint or the network. */
export function connect(remedyFacts: RemedyFacts): string {
  const { failure, words } = remedyFacts;
  if (failure.isAwsEndpoint === false) return startEndpoint(remedyFacts);
  return `There is no connection to ${hostOf(remedyFacts)}. Check that ${words.api} is available in the region, the runner's network, and HTTPS_PROXY and NO_PROXY if it uses a proxy.`;
}

/** An endpoint that the workflow itself has set: it helps to name it, not to advise setting one. */
export function startEndpoint(remedyFacts: RemedyFacts): string {
  const { facts, medium } = remedyFacts;
  const address = facts.endpoint === undefined ? hostOf(remedyFacts) : medium.prose(facts.endpoint);
  return `The endpoint ${address}, set by the workflow or its environment, doesn't answer. Is the emulator running?`;
}

/** The host of the failed call; in words where none is known. */
export function hostOf({ failure, medium }: RemedyFacts): string {
  return failure.host === undefined ? 'the endpoint' : medium.prose(failure.host);
}
