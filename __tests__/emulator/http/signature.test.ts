import { Sha256 } from '@aws-crypto/sha256-js';
import { GetServiceCommand } from '@aws-sdk/client-proton';
import { SignatureV4 } from '@smithy/signature-v4';
import { beforeEach, describe, expect, test } from 'vitest';
import { type Emulator, startEmulator } from '../../../emulator/server.ts';
import { rejectionOf, sdkClient } from '../clients.ts';
import { send } from './requests.ts';

interface Signing {
  readonly secretAccessKey?: string;
  readonly accessKeyId?: string;
  readonly sessionToken?: string;
  readonly region?: string;
  readonly service?: string;
  readonly signingDate?: Date;
}

type Headers = Record<string, string>;

const getShop = JSON.stringify({ name: 'shop' });
const minute = 60_000;

describe('the signature of a request', () => {
  let emulator: Emulator;

  beforeEach(async () => {
    emulator = await startEmulator();
    emulator.proton.addService('shop');
    return () => emulator.close();
  });

  async function signedHeaders(signing: Signing = {}, more: Headers = {}): Promise<Headers> {
    const { credentials, region, url } = emulator;
    const { host, hostname } = new URL(url);
    const { signingDate = new Date(), service = 'proton', ...changes } = signing;
    const signer = new SignatureV4({
      credentials: { ...credentials, ...changes },
      region: signing.region ?? region,
      service,
      sha256: Sha256,
    });
    const headers = {
      host,
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-target': 'AwsProton20200720.GetService',
      ...more,
    };
    const signed = await signer.sign(
      { method: 'POST', protocol: 'http:', hostname, path: '/', headers, body: getShop },
      { signingDate },
    );
    return signed.headers;
  }

  async function errorOf(
    headers: Headers,
    body = getShop,
  ): Promise<{ readonly name: string; readonly message: string }> {
    const { status, text } = await send(emulator.url, { headers, body });
    if (status === 200) return { name: 'none', message: '' };
    const answer: unknown = JSON.parse(text);
    expect(answer).toMatchObject({ __type: expect.stringContaining('#'), message: expect.any(String) });
    const [, name = '', message = ''] = /"__type":"[^#]*#(\w+)","message":"(.*)"\}$/.exec(text) ?? [];
    return { name, message };
  }

  test('that is right is taken', async () => {
    expect(await errorOf(await signedHeaders())).toEqual({ name: 'none', message: '' });
  });

  test.each([
    ['made with another secret', { secretAccessKey: 'other' }, 'InvalidSignatureException', 'does not match'],
    ['made with an unknown key', { accessKeyId: 'AKIAOTHER' }, 'UnrecognizedClientException', 'token'],
    ['with a session token it should not have', { sessionToken: 'x' }, 'UnrecognizedClientException', 'token'],
    ['for another service', { service: 'ecs' }, 'InvalidSignatureException', 'correct service'],
    ['for another region', { region: 'eu-west-1' }, 'InvalidSignatureException', 'valid region'],
    [
      'of ten minutes ago',
      { signingDate: new Date(Date.now() - 10 * minute) },
      'InvalidSignatureException',
      'Signature expired',
    ],
    [
      'of ten minutes ahead',
      { signingDate: new Date(Date.now() + 10 * minute) },
      'InvalidSignatureException',
      'not yet current',
    ],
  ])('%s is refused', async (_, signing, name, words) => {
    const error = await errorOf(await signedHeaders(signing));
    expect(error.name).toBe(name);
    expect(error.message).toContain(words);
  });

  test('of four minutes ago is taken', async () => {
    const error = await errorOf(await signedHeaders({ signingDate: new Date(Date.now() - 4 * minute) }));
    expect(error.name).toBe('none');
  });

  test('does not hold for a tampered body, even where its hash is a signed header', async () => {
    const headers = await signedHeaders();
    expect(headers['x-amz-content-sha256']).toBeDefined();
    expect((await errorOf(headers, JSON.stringify({ name: 'bank' }))).name).toBe('InvalidSignatureException');
  });

  test('does not hold for a body that says it is not signed, as only S3 allows', async () => {
    const headers = await signedHeaders({}, { 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' });
    expect((await errorOf(headers)).name).toBe('InvalidSignatureException');
  });

  test('does not hold for a tampered header', async () => {
    const headers = await signedHeaders();
    headers['x-amz-target'] = 'AwsProton20200720.DeleteService';
    expect((await errorOf(headers)).name).toBe('InvalidSignatureException');
    expect(emulator.proton.service('shop')?.status).toBe('ACTIVE');
  });

  test('that is missing is missed', async () => {
    const { authorization: _, ...headers } = await signedHeaders();
    expect((await errorOf(headers)).name).toBe('MissingAuthenticationTokenException');
  });

  test('of another form is incomplete', async () => {
    const headers = { ...(await signedHeaders()), authorization: 'Bearer abc' };
    expect((await errorOf(headers)).name).toBe('IncompleteSignature');
  });

  test('is refused when a signed header has not arrived', async () => {
    const { 'x-amz-target': _, ...headers } = await signedHeaders();
    const error = await errorOf(headers);
    expect(error.name).toBe('InvalidSignatureException');
    expect(error.message).toContain("'x-amz-target'");
  });

  test('is refused when an x-amz header came without being signed', async () => {
    const headers = { ...(await signedHeaders()), 'x-amz-extra': 'new' };
    const error = await errorOf(headers);
    expect(error.name).toBe('InvalidSignatureException');
    expect(error.message).toContain("'x-amz-extra' must be a 'SignedHeader'");
  });

  test('is refused when the date of its scope is not the date of the request', async () => {
    const headers = await signedHeaders();
    const authorization = headers['authorization']?.replace(/\/\d{8}\//, '/20200101/') ?? '';
    expect((await errorOf({ ...headers, authorization })).message).toContain('Date in Credential scope');
  });

  test('takes no request with another content type, method or path', async () => {
    const otherType = await signedHeaders({}, { 'content-type': 'application/json' });
    expect((await errorOf(otherType)).name).toBe('UnknownOperationException');
    const otherPath = await send(emulator.url, { path: '/services', headers: await signedHeaders(), body: getShop });
    expect(otherPath.status).toBe(404);
  });

  test.each(['application/x-amz-json-1.0; charset=utf-8', 'application/x-amz-json-1.0;charset=UTF-8'])(
    'takes the content type %s',
    async (type) => {
      expect((await errorOf(await signedHeaders({}, { 'content-type': type }))).name).toBe('none');
    },
  );

  test.each(['GetService', 'AwsProton20200720', 'AwsProton20200720.', 'Other_20200720.GetService', ''])(
    'takes no X-Amz-Target but the full one: %j',
    async (target) => {
      const error = await errorOf(await signedHeaders({}, { 'x-amz-target': target }));
      expect(error.name).toBe('UnknownOperationException');
    },
  );

  test('lets an operation through that the emulator does not know, to be refused as that', async () => {
    const headers = await signedHeaders({}, { 'x-amz-target': 'AwsProton20200720.CreateComponent' });
    expect((await errorOf(headers)).name).toBe('UnknownOperationException');
    expect(emulator.requests.at(-1)).toMatchObject({
      operation: 'CreateComponent',
      answer: 'UnknownOperationException',
    });
  });
});

test('a session token that belongs to the credentials must be there', async () => {
  const credentials = { accessKeyId: 'ASIAEXAMPLE', secretAccessKey: 'secret', sessionToken: 'token' };
  const emulator = await startEmulator({ credentials });
  try {
    emulator.proton.addService('shop');
    const get = new GetServiceCommand({ name: 'shop' });
    await sdkClient(emulator).send(get);
    const { sessionToken: _, ...without } = credentials;
    const missing = await rejectionOf(sdkClient(emulator, { credentials: without }).send(get));
    expect(missing.name).toBe('UnrecognizedClientException');
    const wrong = await rejectionOf(sdkClient(emulator, { credentials: { ...without, sessionToken: 'x' } }).send(get));
    expect(wrong.name).toBe('UnrecognizedClientException');
  } finally {
    await emulator.close();
  }
});
