import { chmod, writeFile } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import type { JobStep } from '../../runner/workflow.ts';
import { slug } from '../conventions/repository.ts';
import type { WorkflowStep } from '../conventions/workflow-file.ts';
import { awsObeysEndpointVariable } from './commands.ts';

/** A step as the stand-in for GitHub's runner has it, with this repository's own actions; the checkout is the test's. */
export function stepToRun({ id, uses, run, inputs, environment }: WorkflowStep): readonly JobStep[] {
  const common = { env: environment, ...(id === undefined ? {} : { id }) };
  if (run !== undefined) return [{ ...common, run }];
  const [action = ''] = (uses ?? '').split('@');
  if (action === 'actions/checkout') return [];
  const folders: Readonly<Record<string, string>> = {
    [slug]: '.',
    [`${slug}/emulator`]: 'emulator',
    'aws-actions/configure-aws-credentials': '__tests__/clients/configure-aws-credentials',
  };
  return [{ ...common, uses: folders[action] ?? action, with: inputs }];
}

/** A path on which the AWS CLI goes where `AWS_ENDPOINT_URL` says, also where the one that is installed is too old for it. */
export async function awsFor(folder: string): Promise<string> {
  const usual = process.env['PATH'] ?? '';
  if (awsObeysEndpointVariable()) return usual;
  const wrapper = path.join(folder, 'aws');
  await writeFile(wrapper, `#!/bin/sh\nPATH='${usual}' exec aws "$@" --endpoint-url "$AWS_ENDPOINT_URL"\n`);
  await chmod(wrapper, 0o755);
  return `${folder}${path.delimiter}${usual}`;
}
