import { stringify } from 'yaml';
import { apiOf, type Story } from './story.ts';

/** The story's step in the YAML of a workflow, with the emulator's address in place of AWS. */
export function workflowStep(story: Story, emulatorUrl: string): string {
  const step = {
    name: apiOf(story) === 'CloudFormation' ? 'Cancel the stack update' : 'Cancel the pipeline deployment',
    id: 'cancel',
    uses: 'OWNER/aws-proton-cancel-pipeline-deployment@v1',
    with: story.inputs,
    env: { AWS_ENDPOINT_URL: emulatorUrl },
  };
  return stringify([step], { lineWidth: 0 }).trimEnd();
}
