/** The AWS page about the end of Proton. */
export const endOfSupportPage = 'https://docs.aws.amazon.com/proton/latest/userguide/proton-end-of-support.html';

/** What everybody who meets a silent or refusing Proton has to know, and the way round it. */
export const endOfSupport = [
  `AWS ended support for Proton on 2026-10-07 and closed its endpoints (${endOfSupportPage}):`,
  'a deployment can no longer be cancelled through Proton; what it deployed stays in CloudFormation and is managed there.',
  'To use another endpoint, such as the emulator of this action, set AWS_ENDPOINT_URL_PROTON or AWS_ENDPOINT_URL.',
].join(' ');

/** The regions that Proton was offered in, until its end. */
export const protonRegions: readonly string[] = [
  'us-east-1',
  'us-east-2',
  'us-west-2',
  'ap-northeast-1',
  'ap-northeast-2',
  'ap-southeast-1',
  'ap-southeast-2',
  'ca-central-1',
  'eu-central-1',
  'eu-west-1',
  'eu-west-2',
];

/**
 * Whether an error's text says that the service is no longer offered. AWS announced no text for Proton; these are the
 * words with which other retired services have answered.
 */
export function isDiscontinuation(text: string): boolean {
  return /discontinu|existing customers|no longer (accepting|available|supported)|end of (support|life)|new customers/i.test(
    text,
  );
}
