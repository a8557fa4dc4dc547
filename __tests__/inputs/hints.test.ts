import { describe, expect, test } from 'vitest';
import type { InputName } from '../../src/inputs.ts';
import { problems } from './load.ts';

function hintsOf(input: InputName, value: string): readonly (string | undefined)[] {
  const given = input === 'stack-name' ? { 'service-name': '', [input]: value } : { [input]: value };
  return problems(given).map(({ hint }) => hint);
}

const stackArn = 'arn:aws:cloudformation:eu-west-1:123456789012:stack/shop/1b9d6bcd-bbfd-4b2d-9b5d-ab8dfbbd4bed';
const serviceArn = 'arn:aws:proton:eu-west-1:123456789012:service/shop';

describe('a likely slip gets a hint', () => {
  test.each<[InputName, string, string]>([
    ['service-name', 'shop cart', 'Separate names with newlines or commas'],
    ['service-name', 'shop; cart', 'Separate names with newlines or commas'],
    ['service-name', '["shop", "cart"]', "This is a JSON array: give it as join(fromJSON(…), ',')"],
    ['service-name', '[\n  "shop",\n  "cart"\n]', "This is a JSON array: give it as join(fromJSON(…), ',')"],
    ['service-name', '"shop"', 'Leave out the quotes'],
    ['service-name', '- shop', 'Leave out the dashes: one name per line'],
    ['service-name', stackArn, 'This is a stack ARN: use stack-name for it'],
    ['service-name', serviceArn, 'This is an ARN: give only the name, shop'],
    ['service-name', `${serviceArn}/pipeline`, 'This is an ARN: give only the name, shop'],
    ['stack-name', 'shop cart', 'Separate names with newlines or commas'],
    ['stack-name', '["shop"]', "This is a JSON array: give it as join(fromJSON(…), ',')"],
    ['stack-name', "'shop'", 'Leave out the quotes'],
    ['stack-name', serviceArn, 'This is a Proton ARN: give the name of the service as service-name'],
    ['stack-name', 'my_service', 'If this is a Proton service, give it as service-name'],
    ['stack-name', stackArn.replace(/[^/]+$/, '*'), 'A stack ARN ends with an id; the name is enough'],
    ['deployment-id', '1B9D6BCD-BBFD-4B2D-9B5D-AB8DFBBD4BED', 'Write 1b9d6bcd-bbfd-4b2d-9b5d-ab8dfbbd4bed'],
    ['fail-on', 'Failed', 'Write failed'],
    ['fail-on', 'timed_out', 'Write timed-out'],
    ['fail-on', 'canceled', 'Write cancelled'],
    ['fail-on', 'failed superseded', 'Separate outcomes with newlines or commas'],
    ['fail-on', '["failed"]', "This is a JSON array: give it as join(fromJSON(…), ',')"],
    ['dry-run', 'yes', 'Write true'],
    ['dry-run', "'true'", 'Write true'],
    ['include-spec', 'off', 'Write false'],
    ['job-summary', '0', 'Write false'],
    ['comment-on-pull-request', 'always', 'Write true'],
    ['comment-on-pull-request', 'on_failure', 'Write on-failure'],
    ['wait-for-minutes', '1,5', 'Write 1.5'],
    ['wait-for-minutes', '30m', 'Give only the number of minutes'],
    ['max-poll-interval-seconds', '10 seconds', 'Give only the number of seconds'],
    ['aws-region', 'EU-WEST-1', 'Write eu-west-1'],
    ['aws-region', 'eu-west-1a', 'This is an availability zone: write eu-west-1'],
    ['aws-region', 'us-west-2-lax-1a', 'This is an availability zone: write us-west-2'],
    ['aws-region', 'euw1-az1', 'This is the id of an availability zone'],
  ])('%s: %j', (input, value, hint) => {
    expect(hintsOf(input, value)).toEqual([hint]);
  });

  test('and what looks like none gets no hint', () => {
    expect(hintsOf('service-name', 'a/b')).toEqual([undefined]);
    expect(hintsOf('dry-run', 'perhaps')).toEqual([undefined]);
  });
});
