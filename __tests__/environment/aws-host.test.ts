import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { awsDomains, isAwsHost } from '../../src/environment/endpoint.ts';

test('the domains are those of all partitions that the SDK knows', () => {
  const file = new URL(
    '../../node_modules/@aws-sdk/core/dist-es/submodules/client/util-endpoints/lib/aws/partitions.js',
    import.meta.url,
  );
  const suffixes = [...readFileSync(file, 'utf8').matchAll(/"(?:dnsSuffix|dualStackDnsSuffix)": "([^"]+)"/g)];
  expect(new Set(awsDomains)).toEqual(new Set(suffixes.map(([, suffix]) => suffix)));
});

test.each([
  ['proton.eu-west-1.amazonaws.com', true],
  ['cloudformation-fips.us-east-1.amazonaws.com', true],
  ['cloudformation.cn-north-1.amazonaws.com.cn', true],
  ['cloudformation.cn-north-1.api.amazonwebservices.com.cn', true],
  ['cloudformation.eusc-de-east-1.amazonaws.eu', true],
  ['cloudformation.us-iso-east-1.c2s.ic.gov', true],
  ['vpce-1.proton.us-east-1.vpce.amazonaws.com', true],
  ['vpce-1.cloudformation.eusc-de-east-1.vpce.amazonaws.eu', true],
  ['CloudFormation.us-east-1.api.aws', true],
  ['ec2-203-0-113-25.compute-1.amazonaws.com', false],
  ['cloudformation.amazonaws.com.example.org', false],
  ['cloudformation.example', false],
  ['127.0.0.1', false],
])('%s is an endpoint of AWS: %s', (hostname, isAws) => {
  expect(isAwsHost(hostname)).toBe(isAws);
});
