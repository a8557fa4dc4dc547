import { beforeEach, describe, expect, test } from 'vitest';
import { assumedRole, Callers } from '../../../emulator/http/callers.ts';
import { type Emulator, startEmulator } from '../../../emulator/server.ts';
import type { EmulatorCredentials } from '../../../emulator/settings.ts';
import { FakeClock, rejectionOf } from '../clients.ts';
import { stacksClient } from '../cloudformation/client.ts';
import { send } from '../http/requests.ts';
import { form, sendSigned } from '../signed.ts';

const role = 'arn:aws:iam::111122223333:role/teams/shop/deploy';
const headers = { 'content-type': form };

describe('STS', () => {
  let emulator: Emulator;
  let clock: FakeClock;

  beforeEach(async () => {
    clock = new FakeClock();
    emulator = await startEmulator({ signatureClock: { now: () => Date.now() }, clock });
    emulator.cloudformation.addStack('shop');
    return () => emulator.close();
  });

  const bodyOf = (members: Readonly<Record<string, string>>) =>
    new URLSearchParams({ Version: '2011-06-15', ...members }).toString();

  async function ask(members: Readonly<Record<string, string>>, credentials?: EmulatorCredentials) {
    const service = 'sts';
    const request = { service, headers, body: bodyOf(members) };
    return sendSigned(emulator, credentials === undefined ? request : { ...request, credentials });
  }

  const askUnsigned = (members: Readonly<Record<string, string>>) =>
    send(emulator.url, { headers, body: bodyOf(members) });

  const member = (text: string, name: string) => new RegExp(`<${name}>([^<]*)</${name}>`).exec(text)?.[1] ?? '';

  function credentialsIn(text: string): Required<EmulatorCredentials> {
    return {
      accessKeyId: member(text, 'AccessKeyId'),
      secretAccessKey: member(text, 'SecretAccessKey'),
      sessionToken: member(text, 'SessionToken'),
    };
  }

  const webIdentity = {
    Action: 'AssumeRoleWithWebIdentity',
    RoleArn: role,
    RoleSessionName: 'run-7',
    WebIdentityToken: 'header.payload.signature',
  };

  test('says who is calling, in the account that the emulator is told', async () => {
    const { status, text } = await ask({ Action: 'GetCallerIdentity' });
    expect(status).toBe(200);
    expect(text).toMatch(
      /^<GetCallerIdentityResponse xmlns="https:\/\/sts\.amazonaws\.com\/doc\/2011-06-15\/"><GetCallerIdentityResult>/,
    );
    expect(member(text, 'Account')).toBe('123456789012');
    expect(member(text, 'Arn')).toBe('arn:aws:sts::123456789012:assumed-role/emulated-role/emulated-session');
  });

  test.each<[string, (members: typeof webIdentity) => ReturnType<typeof ask>]>([
    ['a signed call', (members) => ask({ ...members, Action: 'AssumeRole' })],
    ['a token, unsigned', askUnsigned],
  ])('hands out a session for %s, which every service takes from then on', async (_, call) => {
    const { status, text } = await call(webIdentity);
    expect(status).toBe(200);
    const credentials = credentialsIn(text);
    expect(credentials.accessKeyId).toMatch(/^ASIA[0-9A-F]{16}$/);
    expect(credentials.secretAccessKey).toHaveLength(40);
    const expiration = Date.parse(member(text, 'Expiration'));
    expect(Math.abs(expiration - Date.now() - 3_600_000)).toBeLessThan(60_000);

    const identity = await ask({ Action: 'GetCallerIdentity' }, credentials);
    expect(member(identity.text, 'Arn')).toBe('arn:aws:sts::111122223333:assumed-role/deploy/run-7');
    expect(member(identity.text, 'Arn')).toBe(member(text, 'Arn'));
    expect(member(identity.text, 'Account')).toBe('111122223333');

    const client = stacksClient(emulator, { credentials });
    await expect(client.describeStacks({ StackName: 'shop' })).resolves.toBeDefined();
    const { sessionToken: _token, ...withoutToken } = credentials;
    const refused = stacksClient(emulator, { credentials: withoutToken }).describeStacks({});
    expect((await rejectionOf(refused)).name).toBe('InvalidClientTokenId');
    const wrongSecret = { ...credentials, secretAccessKey: 'other' };
    const forged = stacksClient(emulator, { credentials: wrongSecret }).describeStacks({});
    expect((await rejectionOf(forged)).name).toBe('SignatureDoesNotMatch');
  });

  test('names the session in a refusal', async () => {
    const denying = await startEmulator({ denied: ['cloudformation:DescribeStacks'] });
    try {
      const { text } = await send(denying.url, { headers, body: bodyOf(webIdentity) });
      const call = stacksClient(denying, { credentials: credentialsIn(text) }).describeStacks({});
      expect((await rejectionOf(call)).message).toContain('User: arn:aws:sts::111122223333:assumed-role/deploy/run-7 ');
    } finally {
      await denying.close();
    }
  });

  test('forgets the earliest of more than 1,000 sessions', () => {
    const callers = new Callers(emulator.credentials, '123456789012');
    const owner = assumedRole('123456789012', 'deploy', 'run-7');
    const keys = Array.from({ length: 1_001 }, (_nothing, at) => `ASIA${at}`);
    for (const accessKeyId of keys) {
      callers.admit({ ...owner, credentials: { accessKeyId, secretAccessKey: 'a secret' } });
    }
    expect(keys.filter((key) => callers.find(key) === undefined)).toEqual(['ASIA0']);
  });

  test.each<[string, Readonly<Record<string, string>>, string]>([
    ['no role', { ...webIdentity, RoleArn: '' }, 'ValidationError'],
    ['a user for a role', { ...webIdentity, RoleArn: 'arn:aws:iam::111122223333:user/me' }, 'ValidationError'],
    ['a session name with blanks', { ...webIdentity, RoleSessionName: 'a b' }, 'ValidationError'],
    ['no token', { ...webIdentity, WebIdentityToken: '' }, 'ValidationError'],
    ['a second', { ...webIdentity, DurationSeconds: '1' }, 'ValidationError'],
    [
      'an operation that it does not have',
      { ...webIdentity, Action: 'GetFederationToken' },
      'MissingAuthenticationToken',
    ],
    ['a call that must be signed', { Action: 'GetCallerIdentity' }, 'MissingAuthenticationToken'],
  ])('refuses %s', async (_, members, code) => {
    const { text } = await askUnsigned(members);
    expect(member(text, 'Code')).toBe(code);
  });

  test('refuses a signed operation that it does not have', async () => {
    expect(member((await ask({ Action: 'GetSessionToken' })).text, 'Code')).toBe('InvalidAction');
  });

  test('does not keep more of an unsigned request than a token needs', async () => {
    const { status } = await askUnsigned({ ...webIdentity, WebIdentityToken: 'x'.repeat(50_000) });
    expect(status).toBe(403);
  });

  test('takes a call that is signed for another region', async () => {
    const body = bodyOf({ Action: 'GetCallerIdentity' });
    expect((await sendSigned(emulator, { service: 'sts', headers, body, region: 'eu-west-1' })).status).toBe(200);
  });
});
