import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import * as core from '@actions/core';
import { defaultSettings, exampleCredentials } from '../settings.ts';
import { readStepInputs } from './inputs.ts';
import { startServer } from './server-process.ts';

main().catch((error: unknown) => core.setFailed(error instanceof Error ? error.message : String(error)));

async function main(): Promise<void> {
  const region = process.env['AWS_REGION'] || process.env['AWS_DEFAULT_REGION'] || undefined;
  const inputs = readStepInputs((name) => core.getInput(name), region);
  if (!inputs.ok) throw new Error(`Nothing was started. ${inputs.problems.join(' ')}`);
  const log = path.join(process.env['RUNNER_TEMP'] || tmpdir(), `emulator-${randomUUID()}.log`);
  // The command's bundle lies beside this one.
  const entry = path.join(path.dirname(process.argv[1] ?? ''), 'index.js');
  const { pid, url } = await startServer(entry, inputs.words, log);
  // For the post step.
  core.saveState('pid', pid);
  core.saveState('url', url);
  core.saveState('log', log);
  const variables = {
    AWS_ENDPOINT_URL: url,
    AWS_REGION: region ?? defaultSettings.region,
    // boto3 knows only this one.
    AWS_DEFAULT_REGION: region ?? defaultSettings.region,
    AWS_ACCESS_KEY_ID: exampleCredentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: exampleCredentials.secretAccessKey,
    AWS_SESSION_TOKEN: '',
  };
  for (const [name, value] of Object.entries(variables)) core.exportVariable(name, value);
  core.setOutput('endpoint-url', url);
  core.info(`AWS is emulated at ${url} for the steps that follow. What they ask it is logged at the end of the job.`);
}
