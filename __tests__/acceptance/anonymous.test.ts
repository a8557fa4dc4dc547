import { expect, test } from 'vitest';
import { anonymiser } from '../../acceptance/anonymous.ts';

const id = '5a1b2c3d-1111-4222-8333-444455556666';
const other = '6a1b2c3d-1111-4222-8333-444455556666';

test.each([
  [
    'arn:aws:cloudformation:eu-west-1:987654321098:stack/acceptance-7-cancelled/x',
    'arn:aws:cloudformation:eu-west-1:123456789012:stack/acceptance-cancelled/x',
  ],
  [
    'User: arn:aws:sts::987654321098:assumed-role/secret-role/someone@example.com is not',
    'User: arn:aws:sts::123456789012:assumed-role/role/session is not',
  ],
  ['arn:aws-cn:iam::987654321098:user/me and', 'arn:aws:sts::123456789012:assumed-role/role/session and'],
  [
    '<PhysicalResourceId>https://cloudformation-waitcondition-eu-west-1.s3.amazonaws.com/arn%3A?AWSAccessKeyId=AKIA&amp;Signature=x</PhysicalResourceId>',
    '<PhysicalResourceId>https://example.invalid/</PhysicalResourceId>',
  ],
  [
    '<A xmlns="http://cloudformation.amazonaws.com/doc/2010-05-15/">',
    '<A xmlns="http://cloudformation.amazonaws.com/doc/2010-05-15/">',
  ],
])('takes out whose account it was: %s', (text, expected) => {
  expect(anonymiser('acceptance-7')(text)).toBe(expected);
});

test('gives the same id the same replacement, in all texts of a run', () => {
  const anonymise = anonymiser('acceptance-7');
  const [one, two] = [1, 2].map((number) => `00000000-0000-4000-8000-00000000000${number}`);
  expect(anonymise(`${id} ${other} ${id}`)).toBe(`${one} ${two} ${one}`);
  expect(anonymise(other)).toBe(two);
});
