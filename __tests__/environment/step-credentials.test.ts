import { writeFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { describe, expect, test } from 'vitest';
import { temporaryFolder } from '../after-file.ts';
import { type ScriptedAnswer, startEndpoint } from '../whole-step/scripted-endpoint.ts';
import {
  config,
  credentials,
  noKeys,
  otherKeys,
  ownKeys,
  run,
  serve,
  startWorld,
  stsError,
  textOf,
} from './step-world.ts';

describe('credentials are those that the AWS CLI would take', () => {
  test('keys in the environment go before AWS_PROFILE, and the log says so', async () => {
    const step = await run({ ...(await config(`[profile prod]\n${otherKeys}`)), AWS_PROFILE: 'prod' });
    expect(step.outputs['outcome'], textOf(step)).toBe('cancelled');
    expect(step.log[0]).toContain('keys in the environment instead of AWS_PROFILE (prod)');
  });

  test('without keys, AWS_PROFILE counts', async () => {
    const file = await config(`[default]\n${otherKeys}\n[profile prod]\n${ownKeys}`);
    expect((await run({ ...noKeys, ...file, AWS_PROFILE: 'prod' })).outputs['outcome']).toBe('cancelled');
    expect((await run({ ...noKeys, ...file, AWS_DEFAULT_PROFILE: 'prod' })).outputs['outcome']).toBe('cancelled');
    expect((await run({ ...noKeys, ...file })).outputs['outcome']).toBe('error');
  });

  test('without any variable, the default profile of the home directory counts, its region as well', async () => {
    const HOME = await temporaryFolder('home');
    await mkdir(path.join(HOME, '.aws'));
    await writeFile(path.join(HOME, '.aws', 'credentials'), `[default]\n${ownKeys}`);
    await writeFile(path.join(HOME, '.aws', 'config'), '[default]\nregion = us-east-1\n');
    const files = { AWS_CONFIG_FILE: undefined, AWS_SHARED_CREDENTIALS_FILE: undefined, AWS_REGION: undefined };
    const step = await run({ ...noKeys, ...files, HOME, USERPROFILE: HOME });
    expect(step.outputs['outcome'], textOf(step)).toBe('cancelled');
    expect(step.log[0]).toContain('in us-east-1');
  });

  test('half a pair of keys is bad input: other credentials would take its place', async () => {
    const step = await run({ ...(await config(`[default]\n${ownKeys}`)), AWS_SECRET_ACCESS_KEY: undefined });
    expect(step.annotations[0]?.message).toContain('AWS_SECRET_ACCESS_KEY must be set too');
  });

  test('a web identity in the environment goes before the keys of a profile', async () => {
    const sts = await serve((request, response) => {
      request.resume().on('end', () => response.writeHead(403).end(stsError('AccessDenied', 'Not for you.')));
    });
    const token = path.join(await temporaryFolder('token'), 'token');
    await writeFile(token, 'a-token');
    const role = { AWS_ROLE_ARN: 'arn:aws:iam::123456789012:role/job', AWS_WEB_IDENTITY_TOKEN_FILE: token };
    const step = await run({
      ...noKeys,
      ...role,
      ...(await config(`[default]\n${ownKeys}`)),
      AWS_ENDPOINT_URL_STS: sts,
    });
    expect(textOf(step)).toContain('AWS_WEB_IDENTITY_TOKEN_FILE: Not for you.');
    expect(textOf(step)).not.toContain('set AWS_ACCESS_KEY_ID');
  });
});

describe('a profile may assume a role', () => {
  test('with the keys of another profile, of which STS is asked at the endpoint that is set', async () => {
    const profiles = `[profile base]\n${ownKeys}\n[profile prod]\nrole_arn = arn:aws:iam::123456789012:role/deploy\nsource_profile = base\n`;
    const world = await startWorld();
    const step = await world.run({
      ...noKeys,
      ...(await config(profiles)),
      AWS_PROFILE: 'prod',
      AWS_ENDPOINT_URL: world.url,
    });
    expect(step.outputs['outcome'], textOf(step)).toBe('cancelled');
  });

  test('but not with a device for a code, which no job has', async () => {
    const profiles = `[profile base]\n${ownKeys}\n[profile prod]\nrole_arn = arn:aws:iam::123456789012:role/deploy\nsource_profile = base\nmfa_serial = arn:aws:iam::123456789012:mfa/me\n`;
    const step = await run({ ...noKeys, ...(await config(profiles)), AWS_PROFILE: 'prod' });
    expect(textOf(step)).toContain(': Profile prod requires multi-factor authentication');
  });
});

describe('a source of credentials that fails is named, and no other takes its place', () => {
  /** A metadata service that would give credentials, of the machine's account. */
  async function machine(): Promise<{
    readonly environment: Readonly<Record<string, string>>;
    readonly asked: string[];
  }> {
    const asked: string[] = [];
    const url = await serve((request, response) => {
      asked.push(String(request.url));
      response.end('x');
    });
    return { asked, environment: { AWS_EC2_METADATA_DISABLED: 'false', AWS_EC2_METADATA_SERVICE_ENDPOINT: url } };
  }

  test('a profile that is missing', async () => {
    const { environment, asked } = await machine();
    const file = await config('[default]\nregion = eu-west-1\n');
    const step = await run({ ...noKeys, ...environment, ...file, AWS_PROFILE: 'prod' });
    expect(textOf(step)).toContain(`Profile prod: it is neither in ${file['AWS_CONFIG_FILE']} nor in`);
    expect(textOf(step)).not.toContain('set AWS_ACCESS_KEY_ID');
    expect(asked).toEqual([]);
  });

  test('a process that fails, by its words, and without its command', async () => {
    const { environment, asked } = await machine();
    const script = "process.stderr.write('No session. Log in.'); process.exit(1)";
    const command = `"${process.execPath}" -e "${script}" hidden`;
    const file = await config(`[profile prod]\ncredential_process = ${command}\n`);
    const step = await run({ ...noKeys, ...environment, ...file, AWS_PROFILE: 'prod' });
    expect(textOf(step)).toContain('Profile prod: the credential process failed: No session. Log in.');
    expect(textOf(step)).not.toContain('hidden');
    expect(asked).toEqual([]);
  });

  test('a profile without credentials leaves it to the machine', async () => {
    const { environment, asked } = await machine();
    await run({ ...noKeys, ...environment, ...(await config('[profile prod]\noutput = json\n')), AWS_PROFILE: 'prod' });
    expect(asked).not.toEqual([]);
  });
});

describe('what keeps credentials from being loaded for a moment is waited out', () => {
  const answer = JSON.stringify({
    AccessKeyId: credentials.accessKeyId,
    SecretAccessKey: credentials.secretAccessKey,
    Token: 'x',
    Expiration: new Date(Date.now() + 3_600_000).toISOString(),
  });

  /** A container's service of credentials that first answers these statuses; 0 stands for a reset. */
  async function container(faults: readonly number[]): Promise<string> {
    const left = [...faults];
    return serve((_request, response) => {
      const fault = left.shift();
      if (fault === 0) response.destroy();
      else response.writeHead(fault ?? 200).end(answer);
    });
  }

  test.each([
    ['503 twice', [503, 503]],
    ['429 twice', [429, 429]],
    ['a reset', [0]],
  ])('%s of a metadata service', async (_what, faults) => {
    const world = await startWorld({ ...credentials, sessionToken: 'x' });
    const variables = { ...noKeys, AWS_SESSION_TOKEN: undefined };
    const url = await container(faults);
    const step = await world.run({ ...variables, AWS_CONTAINER_CREDENTIALS_FULL_URI: `${url}/role` });
    expect(step.outputs['outcome'], textOf(step)).toBe('cancelled');
    expect(step.log.join('\n')).toContain('trying again');
  });

  test('a metadata service that takes more than a second', async () => {
    const world = await startWorld({ ...credentials, sessionToken: 'x' });
    const url = await serve((_request, response) => {
      setTimeout(() => response.end(answer), 1_200);
    });
    const variables = { ...noKeys, AWS_SESSION_TOKEN: undefined };
    const step = await world.run({ ...variables, AWS_CONTAINER_CREDENTIALS_FULL_URI: `${url}/role` });
    expect(step.outputs['outcome'], textOf(step)).toBe('cancelled');
  });

  test('a machine’s metadata service that is slow and busy', async () => {
    const world = await startWorld({ ...credentials, sessionToken: 'x' });
    let asked = 0;
    const url = await serve((request, response) => {
      asked += 1;
      if (asked <= 2) response.writeHead(503).end();
      else if (request.method === 'PUT') setTimeout(() => response.end('a-session'), 1_200);
      else response.end(request.url?.endsWith('/') ? 'the-role' : answer);
    });
    const machine = { AWS_EC2_METADATA_DISABLED: 'false', AWS_EC2_METADATA_SERVICE_ENDPOINT: url };
    const step = await world.run({ ...noKeys, AWS_SESSION_TOKEN: undefined, ...machine });
    expect(step.outputs['outcome'], textOf(step)).toBe('cancelled');
  });

  test('STS that fails as often as its client asks', async () => {
    const world = await startWorld({ ...credentials, sessionToken: 'x' });
    let asked = 0;
    const { AccessKeyId, SecretAccessKey, Token, Expiration } = JSON.parse(answer);
    const keys = `<AccessKeyId>${AccessKeyId}</AccessKeyId><SecretAccessKey>${SecretAccessKey}</SecretAccessKey><SessionToken>${Token}</SessionToken><Expiration>${Expiration}</Expiration>`;
    const sts = await serve((request, response) => {
      request.resume().on('end', () => {
        asked += 1;
        if (asked <= 3) response.writeHead(503).end(stsError('ServiceUnavailable', 'Later.'));
        else response.end(stsAnswer(keys));
      });
    });
    const token = path.join(await temporaryFolder('token'), 'token');
    await writeFile(token, 'a-token');
    const role = { AWS_ROLE_ARN: 'arn:aws:iam::123456789012:role/job', AWS_WEB_IDENTITY_TOKEN_FILE: token };
    const step = await world.run({ ...noKeys, AWS_SESSION_TOKEN: undefined, ...role, AWS_ENDPOINT_URL_STS: sts });
    expect(step.outputs['outcome'], textOf(step)).toBe('cancelled');
    expect(asked).toBe(4);
  });

  test('a file of credentials that is replaced while the step waits', async () => {
    const file = await config(`[default]\n${otherKeys}`);
    let reads = 0;
    const endpoint = await startEndpoint((operation) => {
      if (operation === 'CancelUpdateStack') {
        writeFileSync(file['AWS_CONFIG_FILE'] ?? '', `[default]\n${ownKeys}`);
        return queryAnswer(operation, '');
      }
      reads += 1;
      return reads === 1
        ? { status: 403, body: stsError('ExpiredToken', 'The security token included in the request is expired') }
        : queryAnswer(operation, stackOf('UPDATE_ROLLBACK_COMPLETE', 'User Initiated'));
    });
    const step = await run({ ...noKeys, ...file, AWS_ENDPOINT_URL_CLOUDFORMATION: endpoint.url });
    expect(step.outputs['outcome'], textOf(step)).toBe('cancelled');
    expect(endpoint.asked.slice(0, 3)).toEqual(['CancelUpdateStack', 'DescribeStacks', 'DescribeStacks']);
    expect(JSON.stringify(step)).not.toMatch(/of-another-account|the-keys-of-the-job/);
  });

  test('a file of credentials that is replaced by nothing new ends it', async () => {
    const file = await config(`[default]\n${otherKeys}`);
    const endpoint = await startEndpoint((operation) =>
      operation === 'CancelUpdateStack'
        ? queryAnswer(operation, '')
        : { status: 403, body: stsError('ExpiredToken', 'The security token included in the request is expired') },
    );
    const step = await run({ ...noKeys, ...file, AWS_ENDPOINT_URL_CLOUDFORMATION: endpoint.url });
    expect(step.outputs['outcome']).toBe('error');
    expect(endpoint.asked).toEqual(['CancelUpdateStack', 'DescribeStacks']);
  });
});

/** An answer of CloudFormation, whose request id shows that it is one. */
function queryAnswer(operation: string, content: string): ScriptedAnswer {
  const result = `<${operation}Result>${content}</${operation}Result>`;
  const body = `<${operation}Response xmlns="http://cloudformation.amazonaws.com/doc/2010-05-15/">${result}<ResponseMetadata><RequestId>r</RequestId></ResponseMetadata></${operation}Response>`;
  return { headers: { 'content-type': 'text/xml', 'x-amzn-requestid': 'r' }, body };
}

function stackOf(status: string, reason: string): string {
  const id = 'arn:aws:cloudformation:us-east-1:123456789012:stack/shop/1b9d6bcd-bbfd-4b2d-9b5d-ab8dfbbd4bed';
  return `<Stacks><member><StackId>${id}</StackId><StackName>shop</StackName><StackStatus>${status}</StackStatus><StackStatusReason>${reason}</StackStatusReason></member></Stacks>`;
}

function stsAnswer(keys: string): string {
  const action = 'AssumeRoleWithWebIdentity';
  return `<${action}Response xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><${action}Result><Credentials>${keys}</Credentials></${action}Result></${action}Response>`;
}
