import { execFile, spawnSync } from 'node:child_process';
import { devNull } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { isModelledErrorName, modelledErrors } from '../../../emulator/proton/proton-error.ts';
import { startEmulator } from '../../../emulator/server.ts';

const installed = spawnSync('python3', ['-c', 'import boto3']).status === 0;
const why = 'there is no "python3" on the path that has boto3 (on Debian: apt-get install python3-boto3)';

if (!installed) {
  console.warn(`boto3 was not tried against the emulator: ${why}.`);
  test.skip(`boto3 agrees with the emulator: skipped, because ${why}`, () => undefined);
}

describe.runIf(installed)('boto3 as client', { timeout: 60_000 }, () => {
  test('reads, cancels, lists, creates and deletes, and sees every modelled error as that', async () => {
    const emulator = await startEmulator();
    try {
      emulator.proton.addService('shop', { deployment: 'in-progress' });
      emulator.proton.addService('post');
      const errors = Object.keys(modelledErrors).filter(isModelledErrorName);
      for (const [at, name] of errors.entries()) {
        // After the first cancellation, and the second one, which is in conflict.
        emulator.inject({ kind: 'error', name, operation: 'CancelServicePipelineDeployment', from: 3 + at, times: 1 });
      }
      const env = {
        PATH: process.env['PATH'],
        HOME: process.env['HOME'],
        SystemRoot: process.env['SystemRoot'],
        AWS_DEFAULT_REGION: emulator.region,
        AWS_ACCESS_KEY_ID: emulator.credentials.accessKeyId,
        AWS_SECRET_ACCESS_KEY: emulator.credentials.secretAccessKey,
        AWS_CONFIG_FILE: devNull,
        AWS_SHARED_CREDENTIALS_FILE: devNull,
        AWS_EC2_METADATA_DISABLED: 'true',
        PYTHONDONTWRITEBYTECODE: '1',
      };
      const script = path.join(import.meta.dirname, 'boto3_client.py');
      const { stdout } = await promisify(execFile)('python3', [script, emulator.url, String(errors.length)], {
        env,
        timeout: 50_000,
      });
      expect(JSON.parse(stdout)).toEqual({
        createdAt: emulator.proton.service('shop')?.createdAt,
        before: 'IN_PROGRESS',
        cancelled: 'CANCELLING',
        requestId: emulator.requests[1]?.requestId,
        again: 'ConflictException',
        unknown: 'ResourceNotFoundException',
        invalid: 'ValidationException',
        names: ['shop', 'post'],
        errors: errors.map((name) => [name, name]),
        created: 'ACTIVE',
        deleting: 'DELETE_IN_PROGRESS',
      });
    } finally {
      await emulator.close();
    }
  });
});
