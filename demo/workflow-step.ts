import { stringify } from 'yaml';
import { apiOf, type Story } from './story.ts';

const action = 'OWNER/aws-proton-cancel-pipeline-deployment';

/** The story's step in the YAML of a workflow, or the guard and the deployment behind it, with the emulator's address in place of AWS. */
export function workflowStep(story: Story, emulatorUrl: string): string {
  return stringify(stepsOf(story, { AWS_ENDPOINT_URL: emulatorUrl }), { lineWidth: 0 }).trimEnd();
}

function stepsOf(story: Story, env: object): readonly object[] {
  if (story.guardedStack !== undefined) {
    return [
      { name: 'Guard the stack', uses: `${action}/guard@v1`, with: story.inputs, env },
      { name: 'Deploy', run: `exec npx cdk deploy ${story.guardedStack}` },
    ];
  }
  const name = apiOf(story) === 'CloudFormation' ? 'Cancel the stack update' : 'Cancel the pipeline deployment';
  return [{ name, id: 'cancel', uses: `${action}@v1`, with: story.inputs, env }];
}
