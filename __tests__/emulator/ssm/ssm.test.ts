import { beforeEach, describe, expect, test } from 'vitest';
import { type Emulator, startEmulator } from '../../../emulator/server.ts';
import { sendSigned } from '../signed.ts';

describe('SSM', () => {
  let emulator: Emulator;

  beforeEach(async () => {
    emulator = await startEmulator({ region: 'eu-west-1' });
    return () => emulator.close();
  });

  async function ask(operation: string, input: unknown) {
    const headers = { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': `AmazonSSM.${operation}` };
    const { status, text } = await sendSigned(emulator, { service: 'ssm', headers, body: JSON.stringify(input) });
    const answer: unknown = JSON.parse(text);
    return { status, answer };
  }

  test.each(['hnb659fds', 'mine'])('says that the qualifier %s is bootstrapped', async (qualifier) => {
    const name = `/cdk-bootstrap/${qualifier}/version`;
    expect(await ask('GetParameter', { Name: name })).toMatchObject({
      status: 200,
      answer: { Parameter: { Name: name, Value: '999', ARN: `arn:aws:ssm:eu-west-1:123456789012:parameter${name}` } },
    });
    expect(emulator.requests).toMatchObject([{ operation: 'GetParameter', target: name, answer: 'ok' }]);
  });

  test.each(['/database/password', '/cdk-bootstrap/x/y/version', 7, undefined])(
    'has no other parameter: %s',
    async (name) => {
      expect(await ask('GetParameter', { Name: name })).toMatchObject({
        status: 400,
        answer: { __type: 'ParameterNotFound' },
      });
    },
  );

  test('refuses other operations by their names', async () => {
    expect(await ask('PutParameter', {})).toMatchObject({
      status: 400,
      answer: { message: 'The emulator does not play PutParameter of ssm.' },
    });
  });
});
