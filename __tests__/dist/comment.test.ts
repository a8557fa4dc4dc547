import { describe, expect, test } from 'vitest';
import { afterFile } from '../after-file.ts';
import { GitHubServer } from '../host/github-server.ts';
import { annotationsOf, emulateService, runAgainst } from './emulated-step.ts';

const event = {
  action: 'closed',
  pull_request: { number: 7 },
  repository: { name: 'shop', owner: { login: 'acme' } },
};
const inputs = { 'comment-on-pull-request': 'true', 'github-token': 'the-token-of-the-job' };

async function startGitHub(): Promise<GitHubServer> {
  const github = new GitHubServer();
  await github.start();
  afterFile(() => github.stop());
  return github;
}

describe.concurrent('comment-on-pull-request, through the bundle', () => {
  test('leaves one comment, and updates it in a later run', async () => {
    const [emulator, github] = await Promise.all([emulateService(), startGitHub()]);
    const step = { inputs, event, environment: { GITHUB_API_URL: github.apiUrl } };
    const first = await runAgainst(emulator, step);
    const second = await runAgainst(emulator, step);
    expect([first.outputs['outcome'], second.outputs['outcome']]).toEqual(['cancelled', 'nothing-to-cancel']);
    expect(github.comments).toHaveLength(1);
    expect(github.comments[0]?.body).toContain('Nothing to cancel');
    expect(JSON.stringify([first, second])).not.toContain('the-token-of-the-job');
  });

  test('never fails the step: an event that can not be read is no pull request', async () => {
    const [emulator, github] = await Promise.all([emulateService(), startGitHub()]);
    const environment = { GITHUB_API_URL: github.apiUrl, GITHUB_EVENT_PATH: '/nowhere/event.json' };
    const result = await runAgainst(emulator, { inputs, environment });
    expect(result.exitCode).toBe(0);
    expect(annotationsOf(result)).toEqual([expect.stringMatching(/^notice /)]);
  });
});
