import { appendFileSync } from 'node:fs';
import process from 'node:process';
import {
  AssumeRoleCommand,
  AssumeRoleWithWebIdentityCommand,
  GetCallerIdentityCommand,
  STSClient,
} from '@aws-sdk/client-sts';

const input = (name) => process.env[`INPUT_${name.toUpperCase()}`] ?? '';
const region = input('aws-region');
const roleArn = input('role-to-assume');
const withKeys = input('aws-access-key-id') !== '';

/** A new client for each call, with the credentials in the environment, as the action has it. */
function call(command) {
  return new STSClient({ region, customUserAgent: 'configure-aws-credentials-for-github-actions' }).send(command);
}

function handOn(variables) {
  Object.assign(process.env, variables);
  const lines = Object.entries(variables).map(([name, value]) => `${name}=${value}\n`);
  appendFileSync(process.env['GITHUB_ENV'], lines.join(''));
}

async function tellAccount() {
  const { Account } = await call(new GetCallerIdentityCommand({}));
  appendFileSync(process.env['GITHUB_OUTPUT'], `aws-account-id=${Account}\n`);
}

async function assumeRole() {
  const session = { RoleArn: roleArn, RoleSessionName: 'GitHubActions', DurationSeconds: 3600 };
  if (!withKeys) {
    // The token comes from GitHub: what it says is the emulator's to ignore.
    return call(new AssumeRoleWithWebIdentityCommand({ ...session, WebIdentityToken: 'header.payload.signature' }));
  }
  const names = ['GitHub', 'Repository', 'Workflow', 'Action', 'Actor', 'Commit', 'Branch'];
  return call(new AssumeRoleCommand({ ...session, Tags: names.map((name) => ({ Key: name, Value: 'x' })) }));
}

handOn({ AWS_DEFAULT_REGION: region, AWS_REGION: region });
if (withKeys) {
  handOn({
    AWS_ACCESS_KEY_ID: input('aws-access-key-id'),
    AWS_SECRET_ACCESS_KEY: input('aws-secret-access-key'),
  });
  await tellAccount();
}
if (roleArn !== '') {
  const { Credentials } = await assumeRole();
  handOn({
    AWS_ACCESS_KEY_ID: Credentials.AccessKeyId,
    AWS_SECRET_ACCESS_KEY: Credentials.SecretAccessKey,
    AWS_SESSION_TOKEN: Credentials.SessionToken,
  });
  await tellAccount();
}
