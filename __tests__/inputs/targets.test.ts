import { describe, expect, test } from 'vitest';
import { load, problems, valid } from './load.ts';

const id = '1b9d6bcd-bbfd-4b2d-9b5d-ab8dfbbd4bed';
const arnOf = (name: string, region = 'eu-west-1', stackId = id): string =>
  `arn:aws:cloudformation:${region}:123456789012:stack/${name}/${stackId}`;
const stacks = (text: string) => ({ 'service-name': '', 'stack-name': text });

describe('exactly one of service-name and stack-name', () => {
  test('none is a problem', () => {
    expect(problems({ 'service-name': '' })).toEqual([
      { input: 'service-name', value: '', rule: expect.stringContaining('unless stack-name is given') },
    ]);
  });

  test('both is a problem, however many names either has', () => {
    expect(problems({ 'service-name': 'a', 'stack-name': 'b, c' })).toEqual([
      { input: 'stack-name', value: 'b, c', rule: expect.stringContaining("can't be combined with service-name") },
    ]);
  });

  test.each([', ,', '\n,'])('a list without names (%j) is a problem of the input that it was given to', (text) => {
    expect(problems({ 'service-name': text })).toMatchObject([{ input: 'service-name', value: text }]);
    expect(problems(stacks(text))).toMatchObject([{ input: 'stack-name', value: text }]);
  });
});

describe('stack-name', () => {
  test('takes names and ARNs, separated by newlines and commas, in order', () => {
    const { plan } = valid(stacks(`shop, ${arnOf('Payments')}\nAWSProton-x-cloudformation--ABC`));
    expect(plan.targetKind).toBe('stack');
    expect(plan.targets).toEqual([
      { name: 'shop', reference: 'shop' },
      { name: 'Payments', reference: arnOf('Payments') },
      { name: 'AWSProton-x-cloudformation--ABC', reference: 'AWSProton-x-cloudformation--ABC' },
    ]);
  });

  test.each([
    `shop, ${arnOf('shop')}, cart`,
    `${arnOf('shop')}\ncart\nshop`,
    `shop, shop, cart, ${arnOf('shop')}, ${arnOf('shop')}`,
  ])('counts the same stack once, and knows it by its ARN: %j', (text) => {
    expect(valid(stacks(text)).plan.targets).toEqual([
      { name: 'shop', reference: arnOf('shop') },
      { name: 'cart', reference: 'cart' },
    ]);
  });

  test('takes the ARNs of the partitions of China and GovCloud', () => {
    const arn = `arn:aws-us-gov:cloudformation:us-gov-west-1:123456789012:stack/shop/${id}`;
    expect(valid(stacks(arn))).toMatchObject({ region: 'us-gov-west-1' });
  });

  test.each([
    '1shop',
    '-a',
    'a_b',
    'a b',
    'ä',
    'a'.repeat(129),
    arnOf('a_b'),
    arnOf('a').replace('123456789012', '12'),
    'arn:aws:s3:::bucket',
  ])('refuses %j', (text) => {
    expect(problems(stacks(text))).toMatchObject([{ input: 'stack-name', value: text }]);
  });

  test('is told with what a name may be, and so is service-name', () => {
    expect(problems(stacks('1shop'))[0]?.rule).toBe(
      'must be the ARN of a stack, or its name: up to 128 letters (A to Z), digits and hyphens, beginning with a letter',
    );
    expect(problems({ 'service-name': '-a' })[0]?.rule).toBe(
      'must be up to 100 letters (A to Z), digits, hyphens and underscores, beginning with a letter or a digit',
    );
  });

  test('takes a name of 128 characters', () => {
    expect(load(stacks('a'.repeat(128))).ok).toBe(true);
  });

  test('refuses two stacks of one name, since later steps could not tell them apart', () => {
    const other = arnOf('shop', 'eu-west-1', '00000000-0000-4000-8000-000000000000');
    expect(problems(stacks(`${arnOf('shop')}, shop, ${other}`))).toEqual([
      {
        input: 'stack-name',
        value: other,
        rule: `must not have the same name as another stack in the list, ${arnOf('shop')}`,
      },
    ]);
  });
});

describe('the region of the ARNs', () => {
  test('is the step’s if nothing else gives one', () => {
    expect(valid(stacks(`cart, ${arnOf('shop')}`)).region).toBe('eu-west-1');
  });

  test.each([
    [{ 'aws-region': 'us-east-1' }, {}],
    [{}, { AWS_REGION: 'us-east-1' }],
    [{}, { AWS_DEFAULT_REGION: 'us-east-1' }],
  ])('must be the one that is given by %j %j', (inputs, environment) => {
    expect(problems({ ...stacks(`cart, ${arnOf('shop')}`), ...inputs }, environment)).toEqual([
      expect.objectContaining({
        input: 'stack-name',
        value: arnOf('shop'),
        rule: 'must be in the region of the step, us-east-1',
      }),
    ]);
    expect(valid({ ...stacks(arnOf('shop', 'us-east-1')), ...inputs }, environment).region).toBe('us-east-1');
  });

  test('must be the same for all', () => {
    expect(problems(stacks(`${arnOf('shop')}, ${arnOf('cart', 'us-east-1')}`))).toMatchObject([
      { value: arnOf('cart', 'us-east-1'), rule: 'must be in the same region as the other stacks, eu-west-1' },
    ]);
  });

  test('of services comes from input or environment, the input first', () => {
    expect(valid({}, { AWS_REGION: 'eu-west-1', AWS_DEFAULT_REGION: 'x' }).region).toBe('eu-west-1');
    expect(valid({ 'aws-region': 'us-east-1' }, { AWS_REGION: 'eu-west-1' }).region).toBe('us-east-1');
    expect(valid({}).region).toBeUndefined();
  });
});
