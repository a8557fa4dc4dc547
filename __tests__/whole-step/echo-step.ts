import { LeapingClock } from '../leaping-clock.ts';
import { type MemoryStep, type MemoryStepResult, runInMemory } from '../memory-runner.ts';
import type { EchoScene } from './echo.ts';
import { environmentOf, startEndpoint } from './scripted-endpoint.ts';

/** The token that the steps comment with. */
export const githubToken = 'ghs_Q9w8E7r6T5y4U3i2O1p0A9s8D7f6G5h4J3k2';

/** Runs a scene, answered with one text everywhere, with debug logging and a pull request comment. */
export type Echo = (
  scene: EchoScene,
  text: string,
  environment?: MemoryStep['environment'],
) => Promise<MemoryStepResult>;

/** Starts an endpoint that echoes, which is closed when the file's tests are over. Its scenes run one after another. */
export async function startEcho(): Promise<Echo> {
  let answer: Parameters<typeof startEndpoint>[0] = () => ({});
  const endpoint = await startEndpoint((operation) => answer(operation));
  return (scene, text, environment = {}) => {
    answer = (operation) => scene.echo(operation, text);
    return runInMemory({
      inputs: { ...scene.inputs, 'comment-on-pull-request': 'true', 'github-token': githubToken },
      environment: { ...environmentOf(endpoint), ...environment },
      isDebug: true,
      clock: new LeapingClock(),
    });
  };
}
