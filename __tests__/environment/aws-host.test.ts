import { expect, test } from 'vitest';
import { isAwsHost } from '../../src/environment/aws-host.ts';

test.each([
  ['proton.eu-west-1.amazonaws.com', true],
  ['cloudformation.cn-north-1.amazonaws.com.cn', true],
  ['vpce-1.proton.us-east-1.vpce.amazonaws.com', true],
  ['cloudformation.us-east-1.api.aws', true],
  ['amazonaws.com.example.org', false],
  ['127.0.0.1', false],
])('%s is an endpoint of AWS: %s', (hostname, isAws) => {
  expect(isAwsHost(hostname)).toBe(isAws);
});
