import { runStep, type Step, type StepResult } from '../../runner/run-step.ts';
import { afterFile } from '../after-file.ts';
import { GitHubServer } from '../host/github-server.ts';
import type { EchoScene } from './echo.ts';
import { environmentOf, startEndpoint } from './scripted-endpoint.ts';

/** A step that has been answered with one text everywhere, and the bodies of the comments that it left. */
export interface EchoedStep {
  readonly result: StepResult;
  readonly comments: readonly string[];
}

/** The token that the steps comment with. */
export const githubToken = 'ghs_Q9w8E7r6T5y4U3i2O1p0A9s8D7f6G5h4J3k2';

/** Runs a scene with debug logging and a pull request comment. */
export async function runScene(
  scene: EchoScene,
  text: string,
  environment: Step['environment'] = {},
): Promise<EchoedStep> {
  const github = new GitHubServer();
  afterFile(() => github.stop());
  await github.start();
  const endpoint = await startEndpoint((operation) => scene.echo(operation, text));
  const result = await runStep({
    inputs: { ...scene.inputs, 'comment-on-pull-request': 'true', 'github-token': githubToken },
    environment: { ...environmentOf(endpoint), GITHUB_API_URL: github.apiUrl, RUNNER_DEBUG: '1', ...environment },
    event: { pull_request: { number: 7 }, repository: { name: 'shop', owner: { login: 'acme' } } },
  });
  return { result, comments: github.comments.map(({ body }) => body) };
}
