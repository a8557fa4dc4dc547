import path from 'node:path';
import { expect, test } from 'vitest';
import type { Emulator } from '../../emulator/server.ts';
import { mapping, texts } from '../../scripts/yaml-file.ts';
import { emulateStack, runForStack } from '../dist/emulated-stack.ts';
import { operationsOf } from '../dist/emulated-step.ts';
import { nodeProgram } from './tools.ts';

const program = path.join(import.meta.dirname, 'configure-aws-credentials.js');
const role = 'arn:aws:iam::123456789012:role/deploy';

/** Makes the action's calls, and gives the accounts that it learns and the variables that it hands on. */
async function configure(
  emulator: Emulator,
  words: readonly string[],
  variables: Readonly<Record<string, string>> = {},
) {
  const { code, output, error } = await nodeProgram(emulator, import.meta.dirname, [program, ...words], variables);
  expect(code, error).toBe(0);
  const answer: unknown = JSON.parse(output);
  return { accounts: mapping(answer)['accounts'], environment: texts(mapping(answer)['environment']) };
}

const noKeys = { AWS_ACCESS_KEY_ID: '', AWS_SECRET_ACCESS_KEY: '' };

test.each<
  [name: string, words: readonly string[], variables: Readonly<Record<string, string>>, calls: readonly string[]]
>([
  ['keys', [], {}, ['GetCallerIdentity']],
  ['keys, and a role', [role], {}, ['GetCallerIdentity', 'AssumeRole', 'GetCallerIdentity']],
  ['OIDC', [role, 'header.payload.signature'], noKeys, ['AssumeRoleWithWebIdentity', 'GetCallerIdentity']],
])(
  'configure-aws-credentials with %s: what it hands on, the action is let in with',
  async (_, words, variables, calls) => {
    const emulator = await emulateStack();
    const { accounts, environment } = await configure(emulator, words, variables);
    expect(operationsOf(emulator)).toEqual(calls);
    expect(accounts).toEqual(calls.filter((call) => call === 'GetCallerIdentity').map(() => '123456789012'));
    const { outputs } = await runForStack(emulator, { environment });
    expect(outputs['outcome']).toBe('cancelled');
  },
);
