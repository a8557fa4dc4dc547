import { CloudFormation } from '@aws-sdk/client-cloudformation';
import { Proton } from '@aws-sdk/client-proton';
import { afterEach, describe, expect, test } from 'vitest';
import { exampleCredentials } from '../../../emulator/settings.ts';
import { send } from '../http/requests.ts';
import { type Child, exported, startCommand } from './child.ts';

const started: Child[] = [];

function start(...words: readonly string[]): Child {
  // With little memory, to notice what is kept of requests.
  const child = startCommand(['--max-old-space-size=64'], words);
  started.push(child);
  return child;
}

async function listening(...words: readonly string[]): Promise<Child & { readonly url: string }> {
  const child = start('--port', '0', ...words);
  await expect.poll(child.output).toContain('Requests:');
  return { ...child, url: exported(child.output(), 'AWS_ENDPOINT_URL') };
}

afterEach(() => {
  for (const child of started.splice(0)) child.process.kill('SIGKILL');
});

describe('the command line', () => {
  test('explains itself', async () => {
    const child = start('--help');
    expect(await child.ended).toBe(0);
    expect(child.output()).toContain('Usage: npm run emulator -- [options]');
    expect(child.errors()).toBe('');
  });

  test('ends with code 2 and one clear error for a bad option', async () => {
    const child = start('--cancel-ending', 'explode');
    expect(await child.ended).toBe(2);
    expect(child.errors().split('\n')[0]).toBe(
      '--cancel-ending: "explode" can\'t be used: it must be one of cancelled, failed, too-late.',
    );
    expect(child.output()).toBe('');
  });

  test('serves a client that does what the start tells it, logs the request, and ends on Ctrl-C', async () => {
    const child = start('--port', '0', '--region', 'eu-west-1', '--service', 'shop');
    await expect.poll(child.output).toContain('Requests:');
    const client = new Proton({
      endpoint: exported(child.output(), 'AWS_ENDPOINT_URL'),
      region: exported(child.output(), 'AWS_REGION'),
      credentials: {
        accessKeyId: exported(child.output(), 'AWS_ACCESS_KEY_ID'),
        secretAccessKey: exported(child.output(), 'AWS_SECRET_ACCESS_KEY'),
      },
      maxAttempts: 1,
    });
    expect(child.output()).toContain('aws proton cancel-service-pipeline-deployment --service-name shop');
    const { pipeline } = await client.cancelServicePipelineDeployment({ serviceName: 'shop' });
    expect(pipeline?.deploymentStatus).toBe('CANCELLING');
    await expect
      .poll(child.output)
      .toMatch(/T[\d:.]+Z {2}CancelServicePipelineDeployment {2}shop {2}ok {2}[0-9a-f-]{36}\n/);
    child.process.kill('SIGINT');
    expect(await child.ended).toBe(0);
    expect(child.errors()).toBe('');
  });

  test('begins with the update of a stack, which its first command cancels', async () => {
    const { url, output } = await listening('--stack', 'shop', '--deny', 'ListStacks');
    expect(output()).toContain('aws cloudformation cancel-update-stack --stack-name shop');
    const client = new CloudFormation({ endpoint: url, region: 'us-east-1', credentials: exampleCredentials });
    await client.cancelUpdateStack({ StackName: 'shop' });
    await expect.poll(output).toMatch(/T[\d:.]+Z {2}CancelUpdateStack {2}shop {2}ok {2}[0-9a-f-]{36}\n/);
    await expect.poll(output).toContain('  shop  UPDATE_IN_PROGRESS -> UPDATE_ROLLBACK_IN_PROGRESS\n');
  });

  test('serves on when nobody reads its log any more', async () => {
    const child = start('--port', '0', '--service', 'shop');
    await expect.poll(child.output).toContain('Requests:');
    const url = exported(child.output(), 'AWS_ENDPOINT_URL');
    child.process.stdout?.destroy();
    for (const attempt of [1, 2, 3]) {
      expect({ attempt, status: (await fetch(url, { method: 'POST' })).status }).toEqual({ attempt, status: 403 });
    }
  });

  test('says what to do about a port in use', async () => {
    const { url } = await listening();
    const { port } = new URL(url);
    const second = start('--port', port);
    expect(await second.ended).toBe(1);
    expect(second.errors()).toBe(
      `Port ${port} of 127.0.0.1 is in use (EADDRINUSE), perhaps by another emulator. End that, or choose another port with --port; --port 0 takes any free one.\n`,
    );
  });

  test('says what to do about a host that is not of this machine', async () => {
    const child = start('--port', '0', '--host', '192.0.2.1');
    expect(await child.ended).toBe(1);
    expect(child.errors()).toMatch(/^192\.0\.2\.1 is no host or address of this machine .* --host\.\n$/);
  });

  test('warns where others can reach it, and only there', async () => {
    const open = await listening('--host', '0.0.0.0');
    expect(open.errors()).toMatch(/^Warning: others can reach this emulator at 0\.0\.0\.0/);
    expect((await listening('--host', '127.0.0.1')).errors()).toBe('');
  });

  test('logs changes of state that nobody asks about', async () => {
    const child = await listening('--service', 'shop', '--deploy-seconds', '0.3');
    await expect.poll(child.output).toMatch(/T[\d:.]+Z {2}shop {2}IN_PROGRESS -> SUCCEEDED\n/);
  });

  test('takes any credentials, with any session token and region, where it is told to, but not another form', async () => {
    const child = await listening('--service', 'shop', '--any-credentials');
    const client = new Proton({
      endpoint: child.url,
      region: 'eu-central-1',
      credentials: { accessKeyId: 'ASIAOTHER', secretAccessKey: 'of somebody', sessionToken: 'else' },
      maxAttempts: 1,
    });
    const { pipeline } = await client.cancelServicePipelineDeployment({ serviceName: 'shop' });
    expect(pipeline?.deploymentStatus).toBe('CANCELLING');
    expect(await send(child.url, { body: '{}' })).toMatchObject({ status: 403 });
    expect(await send(child.url, { headers: { authorization: 'Bearer abc' } })).toMatchObject({ status: 400 });
  });

  test('survives a hundred megabytes that nobody signed', async () => {
    const child = await listening();
    const body = JSON.stringify('x'.repeat(1024 * 1024 - 2));
    for (let round = 0; round < 4; round += 1) {
      const sent = Array.from({ length: 25 }, () => send(child.url, { body }));
      expect(new Set((await Promise.all(sent)).map(({ status }) => status))).toEqual(new Set([403]));
    }
    expect((await send(child.url, { method: 'GET', path: '/health' })).status).toBe(200);
  });
});
