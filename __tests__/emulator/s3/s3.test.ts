import { beforeEach, describe, expect, test } from 'vitest';
import { ObjectStore } from '../../../emulator/s3/object-store.ts';
import { type Emulator, startEmulator } from '../../../emulator/server.ts';
import { FakeClock, rejectionOf } from '../clients.ts';
import { smallTemplate, stacksClient } from '../cloudformation/client.ts';
import { type SignedRequest, sendSigned } from '../signed.ts';

const mebibyte = 1024 * 1024;

describe('S3', () => {
  let emulator: Emulator;

  beforeEach(async () => {
    emulator = await startEmulator({ region: 'eu-west-1' });
    return () => emulator.close();
  });

  const ask = (method: string, path: string, more: Partial<SignedRequest> = {}) =>
    sendSigned(emulator, { service: 's3', method, path, ...more });

  test('gives an object back as it was put, and its head', async () => {
    const headers = { 'content-type': 'application/json' };
    const put = await ask('PUT', '/assets/a%20b%2Bc.json', {
      headers,
      body: '{"Resources":{}}',
      query: { 'x-id': 'PutObject' },
    });
    const { etag } = put.headers;
    expect(put).toMatchObject({ status: 200, text: '', headers: { etag: expect.stringMatching(/^"[0-9a-f]{32}"$/) } });
    expect(await ask('GET', '/assets/a%20b%2Bc.json')).toMatchObject({
      status: 200,
      text: '{"Resources":{}}',
      headers: { etag, 'content-type': 'application/json', 'content-length': '16' },
    });
    expect(await ask('HEAD', '/assets/a%20b%2Bc.json')).toMatchObject({
      status: 200,
      text: '',
      headers: { etag, 'content-length': '16' },
    });
    expect(emulator.requests.map(({ operation, target }) => [operation, target])).toEqual([
      ['PutObject', 'assets'],
      ['GetObject', 'assets'],
      ['HeadObject', 'assets'],
    ]);
  });

  test('finds a bucket in the name of the host, too', async () => {
    const { port } = new URL(emulator.url);
    const headers = { host: `assets.localhost:${port}` };
    await ask('PUT', '/dir/key', { headers, body: 'here' });
    expect((await ask('GET', '/assets/dir/key')).text).toBe('here');
  });

  test('lists the objects that begin with a prefix', async () => {
    for (const key of ['b', 'a', 'other']) await ask('PUT', `/assets/x/${key}`, { body: key });
    await ask('PUT', '/assets2/x/a', { body: 'x' });
    const list = (query: Readonly<Record<string, string>>) =>
      ask('GET', '/assets', { query: { 'list-type': '2', ...query } });
    const { text } = await list({ prefix: 'x/', 'max-keys': '2' });
    expect(text.match(/<Key>[^<]*<\/Key>/g)).toEqual(['<Key>x/a</Key>', '<Key>x/b</Key>']);
    expect(text).toContain('<IsTruncated>true</IsTruncated>');
    expect((await list({ prefix: 'y' })).text).toContain('<KeyCount>0</KeyCount>');
  });

  test('has every bucket, encrypted, in its region', async () => {
    expect(await ask('HEAD', '/assets')).toMatchObject({
      status: 200,
      headers: { 'x-amz-bucket-region': 'eu-west-1' },
    });
    expect((await ask('GET', '/assets', { query: { location: '' } })).text).toMatch(/>eu-west-1<\/LocationConstraint>/);
    expect((await ask('GET', '/assets', { query: { encryption: '' } })).text).toContain('<SSEAlgorithm>AES256<');
  });

  test('says that there is no such object', async () => {
    const { status, text } = await ask('GET', '/assets/nothing');
    expect(status).toBe(404);
    expect(text).toMatch(/^<Error><Code>NoSuchKey<\/Code>/);
    expect((await ask('HEAD', '/assets/nothing')).status).toBe(404);
  });

  test.each([
    ['POST', '/assets/large', { uploads: '' }],
    ['DELETE', '/assets/key', {}],
    ['PUT', '/assets', {}],
    ['GET', '/', {}],
    ['GET', '/%', {}],
    ['GET', '/constructor', { constructor: '' }],
  ])('refuses what it does not play: %s %s %j', async (method, path, query) => {
    const { status, text } = await ask(method, path, { query });
    expect(status).toBe(501);
    expect(text).toContain('<Message>The emulator does not play this operation of s3.');
  });

  test('takes the pieces of a body that is sent with a trailer', async () => {
    const headers = { 'x-amz-content-sha256': 'STREAMING-UNSIGNED-PAYLOAD-TRAILER', 'content-encoding': 'aws-chunked' };
    const body = '4\r\nhell\r\n2;chunk-signature=abc\r\no!\r\n0\r\nx-amz-checksum-crc32:AAAAAA==\r\n\r\n';
    expect((await ask('PUT', '/assets/key', { headers, body })).status).toBe(200);
    expect((await ask('GET', '/assets/key')).text).toBe('hello!');
    for (const broken of ['', '4\r\nhell', '5\r\nhell\r\n0\r\n\r\n', 'x\r\nhell\r\n0\r\n\r\n', '4\r\nhell\r\n']) {
      const { status, text } = await ask('PUT', '/assets/broken', { headers, body: broken });
      expect({ status, text }).toEqual({ status: 400, text: expect.stringContaining('<Code>IncompleteBody<') });
    }
  });

  test('checks signatures, also of a body that is said to be unsigned', async () => {
    const headers = { 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' };
    expect((await ask('PUT', '/assets/key', { headers, body: 'x' })).status).toBe(200);
    const credentials = { ...emulator.credentials, secretAccessKey: 'other' };
    const { status, text } = await ask('PUT', '/assets/key', { headers, body: 'x', credentials });
    expect(status).toBe(403);
    expect(text).toContain('<Code>SignatureDoesNotMatch<');
  });

  test('has the templates that stacks name by their address', async () => {
    await ask('PUT', '/assets/shop.json', { body: `{"Description": "Sells things", ${smallTemplate.slice(1)}` });
    const client = stacksClient(emulator);
    const create = (url: string) => client.createStack({ StackName: 'shop', TemplateURL: url });
    const url = 'https://s3.eu-west-1.amazonaws.com/assets';
    expect((await rejectionOf(create(`${url}/bank.json`))).message).toBe('S3 error: The specified key does not exist.');
    await create(`${url}/shop.json`);
    const { Stacks } = await client.describeStacks({ StackName: 'shop' });
    expect(Stacks).toMatchObject([{ Description: 'Sells things' }]);
  });

  test('takes no more than 8 MiB at once', async () => {
    const headers = { 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' };
    const { status, text } = await ask('PUT', '/assets/key', { headers, body: 'x'.repeat(8 * mebibyte + 1) });
    expect({ status, text }).toEqual({ status: 400, text: expect.stringContaining('<Code>EntityTooLarge<') });
  });
});

describe('the objects', () => {
  const store = () => new ObjectStore(new FakeClock());

  test('are 64 MiB at most: the earliest make room', () => {
    const objects = store();
    const body = Buffer.alloc(mebibyte);
    for (let number = 0; number < 70; number += 1) objects.put({ bucket: 'b', key: String(number) }, body, '');
    expect(
      objects
        .list('b', '')
        .map(([key]) => Number(key))
        .toSorted((one, other) => one - other),
    ).toEqual(Array.from({ length: 64 }, (_, index) => index + 6));
  });

  test('are 10,000 at most, and one that is put again counts once', () => {
    const objects = store();
    for (let number = 0; number < 10_010; number += 1) {
      objects.put({ bucket: 'b', key: String(number) }, Buffer.from('x'), '');
      objects.put({ bucket: 'b', key: String(number) }, Buffer.from('y'), '');
    }
    expect(objects.list('b', '')).toHaveLength(10_000);
    expect(objects.get({ bucket: 'b', key: '9' })).toBeUndefined();
  });

  test.each([
    'https://s3.eu-west-1.amazonaws.com/assets/dir/a%20b.json',
    'https://assets.s3.eu-west-1.amazonaws.com/dir/a%20b.json',
    'https://assets.s3-eu-west-1.amazonaws.com/dir/a%20b.json?versionId=null',
    'http://127.0.0.1:7768/assets/dir/a%20b.json',
  ])('are found by their address in the web: %s', (url) => {
    const objects = store();
    objects.put({ bucket: 'assets', key: 'dir/a b.json' }, Buffer.from('{}'), '');
    expect(objects.textAt(url)).toBe('{}');
  });

  test.each(['', 'no address', 'https://s3.amazonaws.com/%', 'https://s3.amazonaws.com/assets/other'])(
    'are not found at %j',
    (url) => {
      expect(store().textAt(url)).toBeUndefined();
    },
  );
});
