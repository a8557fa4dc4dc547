import { stringify } from 'yaml';
import type { Story } from './story.ts';

/** The story's step, as it stands in the YAML of a workflow, with the emulator's address in place of AWS. */
export function workflowStep({ inputs }: Story, emulatorUrl: string): string {
  const step = {
    name: 'Stop the pipeline deployment',
    id: 'cancel',
    uses: 'OWNER/aws-proton-cancel-pipeline-deployment@v1',
    with: inputs,
    env: { AWS_ENDPOINT_URL_PROTON: emulatorUrl },
  };
  return stringify([step], { lineWidth: 0 }).trimEnd();
}
