import process from 'node:process';
import { expect, test, vi } from 'vitest';
import { createCloudFormationService } from '../../src/cloudformation/service.ts';
import { createProtonService } from '../../src/proton/service.ts';
import { deadPort } from '../loopback-port.ts';
import { certificateFile, limits, serve, setEnvironment } from './loopback.ts';

const service = '{"service":{"name":"checkout-api","status":"ACTIVE"}}';
const date = 'Tue, 24 Nov 2026 09:00:00 GMT';

function createProton(
  environment: NodeJS.ProcessEnv = {},
  learnSecrets: (secrets: readonly string[]) => void = () => undefined,
) {
  return createProtonService({ region: 'us-east-1', environment: { ...process.env, ...environment }, learnSecrets });
}

test('an answer brings AWS’s time, in milliseconds since 1970', async () => {
  const endpoint = await serve((_request, response) => response.setHeader('date', date).end(service));
  setEnvironment({ AWS_ENDPOINT_URL_PROTON: endpoint });
  const answer = await createProton().readState('checkout-api', limits());
  expect(answer).toMatchObject({ ok: true, dateEpoch: Date.parse(date) });
});

test('an error brings AWS’s time as well', async () => {
  const endpoint = await serve((_request, response) =>
    response
      .writeHead(400, { date, 'x-amzn-requestid': 'request-1' })
      .end('{"__type":"ConflictException","message":"No."}'),
  );
  setEnvironment({ AWS_ENDPOINT_URL_PROTON: endpoint });
  const answer = await createProton().cancel('checkout-api', 'token', limits());
  expect(answer).toMatchObject({
    ok: false,
    failure: { kind: 'conflict', message: 'No.', requestId: 'request-1', region: 'us-east-1' },
    dateEpoch: Date.parse(date),
  });
});

test('the time of a proxy’s page is not AWS’s', async () => {
  const endpoint = await serve((_request, response) => response.writeHead(200, { date }).end('<html>Log in</html>'));
  setEnvironment({ AWS_ENDPOINT_URL_PROTON: endpoint });
  const answer = await createProton().readState('checkout-api', limits());
  expect(answer).toMatchObject({ ok: false, failure: { kind: 'unreadable' }, dateEpoch: undefined });
  expect(JSON.stringify(answer)).not.toContain('hidden field');
});

test('an answer that breaks off has no time', async () => {
  const endpoint = await serve((_request, response) => {
    response.writeHead(200, { date, 'content-length': service.length });
    response.write(service.slice(0, 10), () => response.destroy());
  });
  setEnvironment({ AWS_ENDPOINT_URL_PROTON: endpoint });
  expect(await createProton().readState('checkout-api', limits())).toMatchObject({
    failure: { kind: 'connection-lost' },
    dateEpoch: undefined,
  });
});

test.each(['not a date', ''])('an answer with the date %j has no time', async (text) => {
  const endpoint = await serve((_request, response) => {
    response.sendDate = false;
    response.setHeader('date', text).end(service);
  });
  setEnvironment({ AWS_ENDPOINT_URL_PROTON: endpoint });
  expect(await createProton().readState('checkout-api', limits())).toMatchObject({ ok: true, dateEpoch: undefined });
});

test('makes one attempt, whatever AWS_MAX_ATTEMPTS says: repeating is decided elsewhere', async () => {
  let asked = 0;
  const endpoint = await serve((_request, response) => {
    asked += 1;
    response.writeHead(503).end();
  });
  setEnvironment({ AWS_ENDPOINT_URL_PROTON: endpoint, AWS_MAX_ATTEMPTS: '5', AWS_RETRY_MODE: 'adaptive' });
  expect(await createProton().readState('checkout-api', limits())).toMatchObject({ ok: false });
  expect(asked).toBe(1);
});

test('AWS_CA_BUNDLE names the certificate authorities to trust', async () => {
  const endpoint = await serve((_request, response) => response.end(service), { isSecure: true });
  setEnvironment({ AWS_ENDPOINT_URL_PROTON: endpoint });
  expect(await createProton().readState('a', limits())).toMatchObject({ failure: { kind: 'untrusted' } });
  setEnvironment({ AWS_ENDPOINT_URL_PROTON: endpoint, AWS_CA_BUNDLE: certificateFile });
  expect(await createProton().readState('a', limits())).toMatchObject({ ok: true });
});

test('AWS_SDK_UA_APP_ID is sent along', async () => {
  const agents: (string | undefined)[] = [];
  const endpoint = await serve((request, response) => {
    agents.push(request.headers['user-agent']);
    response.end(service);
  });
  setEnvironment({ AWS_ENDPOINT_URL_PROTON: endpoint, AWS_SDK_UA_APP_ID: 'deploy-job' });
  await createProton().readState('a', limits());
  expect(agents[0]).toContain('app/deploy-job');
});

test('an interruption before the call sends nothing', async () => {
  const stop = new AbortController();
  stop.abort();
  let asked = 0;
  const endpoint = await serve(() => {
    asked += 1;
  });
  setEnvironment({ AWS_ENDPOINT_URL_PROTON: endpoint });
  const watched = limits(10_000, stop.signal);
  expect(await createProton().cancel('a', 'token', watched)).toMatchObject({ failure: { kind: 'interrupted' } });
  expect(watched.onSent).not.toHaveBeenCalled();
  expect(asked).toBe(0);
});

test('calls at the same time keep their own limits and times', async () => {
  const dates = [undefined, 'Tue, 24 Nov 2026 09:00:01 GMT', 'Tue, 24 Nov 2026 09:00:02 GMT'];
  const closed: number[] = [];
  let asked = 0;
  const endpoint = await serve((request, response) => {
    const number = asked;
    asked += 1;
    request.socket.on('close', () => closed.push(number));
    const answeredAt = dates[number];
    if (answeredAt !== undefined) response.setHeader('date', answeredAt).end(service);
  });
  setEnvironment({ AWS_ENDPOINT_URL_PROTON: endpoint });
  const proton = createProton();
  const stop = new AbortController();
  const isSent = Promise.withResolvers<void>();
  const silent = proton.readState('a', { ...limits(10_000, stop.signal), onSent: isSent.resolve });
  await isSent.promise;
  expect(await proton.readState('b', limits())).toMatchObject({ ok: true, dateEpoch: Date.parse(dates[1] ?? '') });
  const stopped = limits(10_000, stop.signal);
  stop.abort();
  expect(await proton.readState('c', stopped)).toMatchObject({ failure: { kind: 'interrupted' } });
  expect(stopped.onSent).not.toHaveBeenCalled();
  expect(await silent).toMatchObject({ failure: { kind: 'interrupted' }, dateEpoch: undefined });
  expect(await proton.readState('d', limits())).toMatchObject({ ok: true, dateEpoch: Date.parse(dates[2] ?? '') });
  await vi.waitFor(() => expect(closed).toEqual([0]));
});

test('what the credential chain finds is learned before it is used', async () => {
  const learnSecrets = vi.fn<(secrets: readonly string[]) => void>();
  setEnvironment({
    AWS_ENDPOINT_URL_PROTON: `http://127.0.0.1:${deadPort}`,
    AWS_SESSION_TOKEN: 'a-session-token',
  });
  await createProton({}, learnSecrets).readState('a', limits());
  expect(learnSecrets).toHaveBeenCalledWith(['AKIAIOSFODNN7EXAMPLE', 'a-secret-access-key', 'a-session-token']);
});

const settings: readonly (readonly [what: string, variables: Readonly<Record<string, string>>])[] = [
  ['a session token that ends in a newline', { AWS_SESSION_TOKEN: 'a-session-token\n' }],
  ['a key id that ends in a newline', { AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE\n' }],
  ['an endpoint that is no URL', { AWS_ENDPOINT_URL: 'foo' }],
  ['an endpoint without a host', { AWS_ENDPOINT_URL: 'http://' }],
  ['an endpoint that is a file', { AWS_ENDPOINT_URL: 'file:///etc/hosts' }],
  ['an endpoint with an odd port', { AWS_ENDPOINT_URL: 'http://127.0.0.1:99999' }],
  ['an odd AWS_DEFAULTS_MODE', { AWS_DEFAULTS_MODE: 'odd' }],
  ['a file of certificate authorities that is not there', { AWS_CA_BUNDLE: '/nowhere/ca.pem' }],
];

test.each(settings)('%s is misconfigured: nothing leaves, nothing is thrown', async (_what, variables) => {
  setEnvironment({ AWS_ENDPOINT_URL: `http://127.0.0.1:${deadPort}`, ...variables });
  const made = { region: 'us-east-1', environment: process.env, learnSecrets: () => undefined };
  for (const create of [createProtonService, createCloudFormationService]) {
    const watched = limits();
    const answer = await create(made).cancel('checkout-api', 'token', watched);
    expect(answer).toMatchObject({
      ok: false,
      failure: { kind: 'misconfigured', call: 'cancel' },
      dateEpoch: undefined,
    });
    expect(watched.onSent).not.toHaveBeenCalled();
  }
});

test('without a region, nothing leaves', async () => {
  setEnvironment({});
  const answer = await createProtonService({
    region: undefined,
    environment: process.env,
    learnSecrets: () => undefined,
  }).readState('a', limits());
  expect(answer).toMatchObject({ ok: false, failure: { kind: 'region-missing', region: undefined } });
});

test('without credentials, nothing leaves', async () => {
  setEnvironment({ AWS_ACCESS_KEY_ID: undefined, AWS_SECRET_ACCESS_KEY: undefined });
  const answer = await createProton().readState('a', limits());
  expect(answer).toMatchObject({ ok: false, failure: { kind: 'credentials-missing', region: 'us-east-1' } });
});

test('a text about the end of a service counts for Proton alone', async () => {
  const message = 'This service is only available for existing customers.';
  const proton = await serve((_request, response) =>
    response.writeHead(400).end(JSON.stringify({ __type: 'AccessDeniedException', message })),
  );
  const cloudFormation = await serve((_request, response) =>
    response
      .writeHead(403)
      .end(`<ErrorResponse><Error><Code>AccessDenied</Code><Message>${message}</Message></Error></ErrorResponse>`),
  );
  setEnvironment({ AWS_ENDPOINT_URL_PROTON: proton, AWS_ENDPOINT_URL_CLOUDFORMATION: cloudFormation });
  const made = { region: 'us-east-1', environment: process.env, learnSecrets: () => undefined };
  for (const [create, isEndOfService] of [
    [createProtonService, true],
    [createCloudFormationService, false],
  ] as const) {
    const answer = await create(made).cancel('checkout-api', 'token', limits());
    expect(answer).toMatchObject({ failure: { kind: 'access-denied', message, isEndOfService } });
  }
});

test('a proxy that does not answer is not the end of Proton', async () => {
  setEnvironment({});
  const proton = createProton({ HTTPS_PROXY: `http://127.0.0.1:${deadPort}` });
  const host = 'proton.us-east-1.amazonaws.com';
  expect(await proton.cancel('checkout-api', 'token', limits())).toMatchObject({
    failure: { kind: 'unreachable', name: 'ECONNREFUSED', host, isAwsEndpoint: true, isEndOfService: false },
  });
});
