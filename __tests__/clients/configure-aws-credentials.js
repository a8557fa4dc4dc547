// The calls of aws-actions/configure-aws-credentials 6.2.3, in their order: who am I, with keys; the role by a token or
// by the keys; who am I, in the role. Prints what the action would hand on.
import process from 'node:process';
import {
  AssumeRoleCommand,
  AssumeRoleWithWebIdentityCommand,
  GetCallerIdentityCommand,
  STSClient,
} from '@aws-sdk/client-sts';

const [role = '', token] = process.argv.slice(2);
const region = process.env['AWS_REGION'] ?? '';
const customUserAgent = 'configure-aws-credentials-for-github-actions';
const session = { RoleArn: role, RoleSessionName: 'GitHubActions', DurationSeconds: 3600 };
const accounts = [];

async function account() {
  const { Account } = await new STSClient({ region, customUserAgent }).send(new GetCallerIdentityCommand({}));
  accounts.push(Account);
}

async function assumeRole() {
  const client = new STSClient({ region, customUserAgent });
  if (token !== undefined) {
    return client.send(new AssumeRoleWithWebIdentityCommand({ ...session, WebIdentityToken: token }));
  }
  const names = ['GitHub', 'Repository', 'Workflow', 'Action', 'Actor', 'Branch', 'Commit'];
  const tags = names.map((name) => ({ Key: name, Value: 'x' }));
  return client.send(new AssumeRoleCommand({ ...session, Tags: tags, TransitiveTagKeys: ['Repository'] }));
}

if (token === undefined) await account();
if (role !== '') {
  const { Credentials: handedOut } = await assumeRole();
  process.env['AWS_ACCESS_KEY_ID'] = handedOut?.AccessKeyId;
  process.env['AWS_SECRET_ACCESS_KEY'] = handedOut?.SecretAccessKey;
  process.env['AWS_SESSION_TOKEN'] = handedOut?.SessionToken;
  await account();
}
const { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN } = process.env;
console.log(JSON.stringify({ accounts, environment: { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN } }));
