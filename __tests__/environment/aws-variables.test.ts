import { expect, test } from 'vitest';
import { settleAwsVariables } from '../../src/environment/aws-variables.ts';

function settled(environment: NodeJS.ProcessEnv, homedir = () => '/home/me'): NodeJS.ProcessEnv {
  settleAwsVariables(environment, homedir);
  return environment;
}

test('an AWS variable that is empty counts as not set; others are left alone', () => {
  const environment = { AWS_REGION: '', AWS_PROFILE: '', AWS_ROLE_ARN: 'arn', GITHUB_HEAD_REF: '' };
  expect(settled(environment)).toEqual({ AWS_ROLE_ARN: 'arn', GITHUB_HEAD_REF: '' });
});

test('true and false may be in any case; what is neither is left for an error', () => {
  const environment = {
    AWS_USE_FIPS_ENDPOINT: 'TRUE',
    AWS_USE_DUALSTACK_ENDPOINT: 'False',
    AWS_EC2_METADATA_DISABLED: '1',
  };
  expect(settled(environment)).toEqual({
    AWS_USE_FIPS_ENDPOINT: 'true',
    AWS_USE_DUALSTACK_ENDPOINT: 'false',
    AWS_EC2_METADATA_DISABLED: '1',
  });
});

test('AWS_DEFAULT_PROFILE goes before AWS_PROFILE, as in the AWS CLI', () => {
  expect(settled({ AWS_DEFAULT_PROFILE: 'a', AWS_PROFILE: 'b' })).toMatchObject({ AWS_PROFILE: 'a' });
});

test('a user without a home directory gets one without files, which the SDK needs', () => {
  const homeless = (): string => {
    throw new Error('uv_os_homedir returned ENOENT');
  };
  expect(settled({}, homeless)).toEqual({ HOME: '/nonexistent' });
  expect(settled({ USERPROFILE: 'C:\\me' }, homeless)).toEqual({ USERPROFILE: 'C:\\me' });
  expect(settled({})).toEqual({});
});
