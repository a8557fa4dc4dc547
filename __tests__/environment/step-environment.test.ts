import { writeFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { createServer, type RequestListener } from 'node:http';
import path from 'node:path';
import process from 'node:process';
import { describe, expect, test } from 'vitest';
import { startEmulator } from '../../emulator/server.ts';
import type { EmulatorSettings } from '../../emulator/settings.ts';
import { environmentFor } from '../../runner/emulated.ts';
import { afterFile, temporaryFolder } from '../after-file.ts';
import { deadPort, listenOnLoopback } from '../loopback-port.ts';
import { type MemoryStepResult, quickClock, runInMemory } from '../memory-runner.ts';
import { type ScriptedAnswer, startEndpoint } from '../whole-step/scripted-endpoint.ts';

const credentials = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'the-keys-of-the-job' };
const noKeys = { AWS_ACCESS_KEY_ID: undefined, AWS_SECRET_ACCESS_KEY: undefined };
const ownKeys = 'aws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = the-keys-of-the-job\n';
const otherKeys = 'aws_access_key_id = AKIAI44QH8DHBEXAMPLE\naws_secret_access_key = of-another-account\n';

/** Runs a step against an emulator with a stack whose update goes on for long. */
type Run = (
  environment: Readonly<Record<string, string | undefined>>,
  inputs?: Readonly<Record<string, string>>,
) => Promise<MemoryStepResult>;

/** Time passes ten times as fast: what is given up after seconds gets some tenths of one, on a busy machine as well. */
async function startWorld(keys: EmulatorSettings['credentials'] = credentials): Promise<{ run: Run; url: string }> {
  const clock = quickClock(10);
  const emulator = await startEmulator({
    clock: { now: () => clock.epoch() },
    credentials: keys,
    deployMilliseconds: 3_600_000,
    cancelMilliseconds: 1_000,
  });
  afterFile(() => emulator.close());
  emulator.cloudformation.addStack('shop', { status: 'UPDATE_IN_PROGRESS' });
  const run: Run = (environment, inputs) =>
    runInMemory({
      clock,
      inputs: { 'stack-name': 'shop', ...inputs },
      environment: { ...environmentFor(emulator), ...environment },
    });
  return { run, url: emulator.url };
}

const run: Run = async (environment, inputs) => (await startWorld()).run(environment, inputs);

/** Writes a config file. Returns the environment that names it. */
async function config(text: string): Promise<Readonly<Record<string, string>>> {
  const file = path.join(await temporaryFolder('config'), 'config');
  await writeFile(file, text);
  return { AWS_CONFIG_FILE: file };
}

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  const port = await listenOnLoopback(server);
  afterFile(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${port}`;
}

function textOf({ annotations, log, summary }: MemoryStepResult): string {
  return [...annotations.map(({ message }) => message), ...log, summary].join('\n');
}

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

describe('an empty variable is not set', () => {
  test('whatever it is', async () => {
    const names = [
      'PROFILE',
      'DEFAULT_PROFILE',
      'SESSION_TOKEN',
      'DEFAULT_REGION',
      'ENDPOINT_URL',
      'USE_FIPS_ENDPOINT',
    ];
    const more = ['CA_BUNDLE', 'DEFAULTS_MODE', 'MAX_ATTEMPTS', 'RETRY_MODE', 'ROLE_ARN', 'WEB_IDENTITY_TOKEN_FILE'];
    const empty = Object.fromEntries([...names, ...more].map((name) => [`AWS_${name}`, '']));
    const step = await run({ ...empty, HTTP_PROXY: '', NO_PROXY: '' });
    expect(step.outputs['outcome'], textOf(step)).toBe('cancelled');
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

function stsError(code: string, message: string): string {
  return `<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error><RequestId>request-1</RequestId></ErrorResponse>`;
}

describe('the endpoint is the one that was meant', () => {
  /** Through a proxy that isn't there, so that nothing leaves this machine: the error names the host. */
  const nowhere = { HTTPS_PROXY: `127.0.0.1:${deadPort}`, AWS_ENDPOINT_URL_CLOUDFORMATION: undefined };

  test.each(['TRUE', 'True', 'true'])('AWS_USE_FIPS_ENDPOINT=%s asks the FIPS endpoint', async (value) => {
    const step = await run({ ...nowhere, AWS_USE_FIPS_ENDPOINT: value });
    expect(textOf(step)).toContain('cloudformation-fips.us-east-1.amazonaws.com');
  });

  test('use_fips_endpoint of the shared config, too', async () => {
    const step = await run({ ...nowhere, ...(await config('[default]\nuse_fips_endpoint = TRUE\n')) });
    expect(textOf(step)).toContain('cloudformation-fips.us-east-1.amazonaws.com');
  });

  test.each(['AWS_USE_FIPS_ENDPOINT', 'AWS_USE_DUALSTACK_ENDPOINT', 'AWS_IGNORE_CONFIGURED_ENDPOINT_URLS'])(
    '%s=1 is bad input',
    async (name) => {
      const step = await run({ [name]: '1' });
      expect(step.annotations[0]?.message).toContain(`${name} "1" must be true or false`);
    },
  );

  test('endpoint_url of the shared config is asked, and named everywhere', async () => {
    const world = await startWorld();
    const file = await config(`[default]\nendpoint_url = ${world.url.replace('//', '//user:hidden@')}\n`);
    const step = await world.run({ ...file, AWS_ENDPOINT_URL_CLOUDFORMATION: undefined });
    expect(step.outputs['outcome'], textOf(step)).toBe('cancelled');
    for (const text of [step.log[0], step.summary]) expect(text).toContain(world.url);
    expect(JSON.stringify(step)).not.toContain('hidden');
  });

  test('where endpoints are to be ignored, nothing looks like a rehearsal', async () => {
    const file = await config('[default]\nignore_configured_endpoint_urls = TRUE\n');
    const step = await run({ ...nowhere, ...file, AWS_ENDPOINT_URL: 'http://127.0.0.1:9' });
    expect(textOf(step)).toContain('cloudformation.us-east-1.amazonaws.com');
    expect(textOf(step)).not.toMatch(/emulator running|not AWS's own|Not AWS's own/);
  });

  test('a VPC endpoint of another partition is AWS', async () => {
    const url = 'https://vpce-1.cloudformation.eusc-de-east-1.vpce.amazonaws.eu';
    const step = await run({ ...nowhere, AWS_ENDPOINT_URL_CLOUDFORMATION: url, AWS_REGION: 'eusc-de-east-1' });
    expect(textOf(step)).toContain('amazonaws.eu');
    expect(textOf(step)).not.toMatch(/emulator running|not AWS's own/i);
  });
});

describe('a proxy', () => {
  test('without a scheme is used', async () => {
    const asked: string[] = [];
    const proxy = await serve((request, response) => {
      asked.push(String(request.url));
      response.writeHead(502).end('<html>');
    });
    await run({ HTTP_PROXY: proxy.replace('http://', '') }, { 'wait-for-minutes': '0' });
    expect(asked[0]).toMatch(/^http:\/\/127\.0\.0\.1/);
  });

  test.each(['socks5://user:hidden@proxy.example:1080', 'socks5h://proxy.example', 'http://'])(
    '%s is bad input, without its password',
    async (proxy) => {
      const step = await run({ HTTP_PROXY: proxy });
      expect(step.annotations[0]?.message).toMatch(/^HTTP_PROXY ".*" must be the address of an HTTP proxy/);
      expect(JSON.stringify(step)).not.toContain('hidden');
    },
  );

  test('that can not be used does not matter where NO_PROXY covers the endpoint', async () => {
    const step = await run({ HTTP_PROXY: 'socks5://proxy.example', NO_PROXY: '127.0.0.1' });
    expect(step.outputs['outcome']).toBe('cancelled');
  });
});

test('a zone in place of a region is bad input, wherever it is set', async () => {
  const file = await config('[default]\nregion = eu-west-1a\n');
  const places = [{ AWS_REGION: 'eu-west-1a' }, { AWS_REGION: undefined, AWS_DEFAULT_REGION: 'eu-west-1a' }];
  for (const environment of [...places, { ...file, AWS_REGION: undefined }]) {
    const { annotations } = await run(environment);
    expect(annotations[0]?.message).toContain('This is an availability zone: write eu-west-1');
  }
});

describe('advice leads somewhere', () => {
  test('an endpoint that does not have the operation is asked once, and that is said', async () => {
    const body =
      '<ErrorResponse><Error><Code>InternalFailure</Code><Message>Not yet implemented</Message></Error></ErrorResponse>';
    const endpoint = await startEndpoint(() => ({ status: 501, headers: { 'x-amzn-requestid': 'r' }, body }));
    const step = await run({ AWS_ENDPOINT_URL_CLOUDFORMATION: endpoint.url });
    expect(endpoint.asked).toEqual(['CancelUpdateStack']);
    expect(textOf(step)).toContain("CancelUpdateStack isn't implemented at 127.0.0.1");
    expect(textOf(step)).not.toMatch(/Unknown whether|health\.aws/);
  });

  test.each([
    [
      'OptInRequired',
      'The AWS Access Key Id needs a subscription for the service',
      'The problem is the account, not the role',
    ],
    ['SignatureDoesNotMatch', "Credential should be scoped to a valid region, not 'us-east-1'.", 'Check `aws-region`'],
  ])('%s', async (code, message, advice) => {
    const endpoint = await startEndpoint(() => ({ status: 403, body: stsError(code, message) }));
    const step = await run({ AWS_ENDPOINT_URL_CLOUDFORMATION: endpoint.url });
    expect(textOf(step)).toContain(advice);
    expect(textOf(step)).not.toMatch(/Allow the role|id-token/);
    expect(endpoint.asked).toHaveLength(1);
  });
});
