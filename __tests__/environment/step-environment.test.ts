import { describe, expect, test } from 'vitest';
import { deadPort } from '../loopback-port.ts';
import { startEndpoint } from '../whole-step/scripted-endpoint.ts';
import { config, run, serve, startWorld, stsError, textOf } from './step-world.ts';

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
