import type { Failure } from '../../cancellation/model/failure.ts';
import type { ReportFacts } from '../facts.ts';

/** The AWS page about the end of Proton: the one place in `src/` for its address. */
export const endOfSupportPage = 'https://docs.aws.amazon.com/proton/latest/userguide/proton-end-of-support.html';

/** What happened to Proton: the first words of every text about it. */
export const protonEnded = 'AWS Proton ended on 2026-10-07';

/** Whether a failure means that AWS has ended Proton. */
export function isEndOfProton(failure: Failure | undefined, { targetKind }: ReportFacts): boolean {
  return targetKind === 'service' && failure?.isEndOfService === true;
}

/**
 * The way on, as GitHub Flavored Markdown that also reads well as plain text. The query is the one by which people find
 * the stacks of a service: Proton tagged each of them with the service's ARN.
 *
 * @param name the service's name, which the input's rule keeps to letters, digits, `-` and `_`; a placeholder for several
 */
export function wayOnAfterProton(name = 'NAME'): string {
  const findStacks = `aws cloudformation describe-stacks --query "Stacks[?Tags[?Key=='proton:service' && ends_with(Value, ':service/${name}')]].[StackName,StackStatus]" --output table`;
  return [
    `What Proton deployed is still there (${endOfSupportPage}).`,
    `To cancel a running update of a stack that Proton left behind, use \`stack-name\` instead of \`service-name\`; find the stack with \`${findStacks}\`.`,
    'To stop a CodeBuild run, use `aws codebuild stop-build --id BUILD-ID`.',
    "To try a workflow without AWS, use this action's emulator.",
  ].join(' ');
}
