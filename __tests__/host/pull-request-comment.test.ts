import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ServiceResult } from '../../src/cancellation/model/result.ts';
import {
  type CommentOutcome,
  commentOnPullRequest,
  type GitHubConnection,
} from '../../src/host/pull-request-comment.ts';
import { commentOf, markerOf } from '../../src/report/channels/comment-body.ts';
import { everythingHostile } from '../report/hostile.ts';
import { facts, resultOf, servicesOf } from '../report/sample.ts';
import { GitHubServer } from './github-server.ts';

const repository = { name: 'shop', owner: { login: 'acme' } };
const results = [resultOf('cancelled')];
const interrupted = 'The pull request comment was not written: the workflow run was cancelled.';

let github: GitHubServer;

beforeEach(async () => {
  github = new GitHubServer();
  await github.start();
});

afterEach(() => github.stop());

function comment(
  parts: Partial<GitHubConnection> = {},
  given: readonly ServiceResult[] = results,
): Promise<CommentOutcome> {
  return commentOnPullRequest(given, facts, {
    token: 'ghs_secret',
    apiUrl: github.apiUrl,
    eventPayload: { action: 'opened', pull_request: { number: 7 }, repository },
    signal: new AbortController().signal,
    ...parts,
  });
}

function changes(): readonly string[] {
  return github.requests
    .filter(({ method, path }) => method !== 'GET' && path !== '/api/graphql')
    .map(({ method }) => method);
}

describe('the comment on a pull request', () => {
  it('is created by the first run, with the token', async () => {
    expect(await comment()).toEqual({
      kind: 'commented',
      url: 'https://github.example/acme/shop/pull/7#issuecomment-1000',
    });
    expect(github.comments.map(({ body }) => body)).toEqual([commentOf(results, facts)]);
    expect(github.requests.every(({ authorization }) => authorization === 'token ghs_secret')).toBe(true);
  });

  it('is updated by later runs, not repeated', async () => {
    await comment();
    const later = [resultOf('failed')];
    expect(await comment({}, later)).toMatchObject({ kind: 'updated' });
    expect(github.comments.map(({ body }) => body)).toEqual([commentOf(later, facts)]);
  });

  it('is found again behind hundreds of others', async () => {
    for (let index = 0; index < 250; index += 1) github.add(`Comment ${index}`, 'somebody');
    await comment();
    github.add('One more', 'somebody');
    expect(await comment()).toMatchObject({ kind: 'updated' });
    expect(github.comments).toHaveLength(252);
    expect(github.requests.filter(({ path }) => path.includes('page=3'))).toHaveLength(2);
  });

  it('belongs to its services and region alone', async () => {
    await comment();
    await comment({}, [resultOf('cancelled', { serviceName: 'payments' })]);
    await commentOnPullRequest(
      results,
      { ...facts, region: 'us-east-1' },
      {
        token: 'x',
        apiUrl: github.apiUrl,
        eventPayload: { pull_request: { number: 7 }, repository },
        signal: new AbortController().signal,
      },
    );
    expect(changes()).toEqual(['POST', 'POST', 'POST']);
  });

  it('is found again whatever the order of the services', async () => {
    const several = servicesOf(3, ['cancelled']);
    await comment({}, several);
    await comment({}, several.toReversed());
    expect(changes()).toEqual(['POST', 'PATCH']);
  });

  it('leaves alone what somebody else wrote, though it begins with the marker, and what only quotes it', async () => {
    const marker = markerOf(results, facts);
    github.add(`${marker}\nforged`, 'mallory');
    github.add(`> ${marker}`, 'github-actions[bot]');
    expect(await comment()).toMatchObject({ kind: 'commented' });
    expect(github.comments.map(({ body }) => body).slice(0, 2)).toEqual([`${marker}\nforged`, `> ${marker}`]);
  });

  it.each(['github-actions', 'github-actions[bot]', undefined])(
    'knows its own comment when GitHub says that it is %s',
    async (viewer) => {
      await comment();
      github.viewer = viewer;
      expect(await comment()).toMatchObject({ kind: 'updated' });
    },
  );

  it.each(['closed', 'synchronize'])('is written on %s pull requests as well', async (action) => {
    const eventPayload = { action, pull_request: { number: 7, state: 'closed' }, repository };
    expect(await comment({ eventPayload })).toMatchObject({ kind: 'commented' });
  });
});

describe('without a pull request', () => {
  it.each([
    ['a push', { ref: 'refs/heads/main', repository }],
    ['no payload', undefined],
    ['a text', 'pull_request'],
    ['a number that is none', { pull_request: { number: '7' }, repository }],
    ['a negative number', { pull_request: { number: -7 }, repository }],
    [
      'an owner that leads elsewhere',
      { pull_request: { number: 7 }, repository: { ...repository, owner: { login: '../x' } } },
    ],
    ['a repository that leads elsewhere', { pull_request: { number: 7 }, repository: { ...repository, name: '..' } }],
    ['no repository', { pull_request: { number: 7 } }],
  ])('nothing is sent: %s', async (_, eventPayload) => {
    expect(await comment({ eventPayload })).toEqual({
      kind: 'not-a-pull-request',
      message: 'There is no pull request to comment on: the workflow was not started by a pull request event.',
    });
    expect(github.requests).toEqual([]);
  });
});

describe('a refusal', () => {
  it.each([
    [403, 'Resource not accessible by integration', 'Give the job `permissions: pull-requests: write`'],
    [404, 'Not Found', 'Give the job `permissions: pull-requests: write`'],
    [403, 'API rate limit exceeded for installation', "GitHub's rate limit is reached"],
    [429, 'Too many requests', "GitHub's rate limit is reached"],
    [401, 'Bad credentials', 'Check github-token'],
    [502, 'Server Error', 'GitHub could not be reached, or failed'],
  ])('with %i (%s) says what to do, and names the permission', async (status, message, advice) => {
    github.refusal = { status, message };
    const outcome = await comment();
    expect(outcome).toEqual({ kind: 'refused', message: expect.stringContaining(advice) });
    expect(outcome).toEqual({ kind: 'refused', message: expect.stringContaining('pull-requests: write') });
    expect(outcome).toEqual({ kind: 'refused', message: expect.stringContaining(message) });
  });

  it('can act in no log line, and does not show the token', async () => {
    github.refusal = { status: 403, message: everythingHostile };
    const { message } = { message: '', ...(await comment()) };
    expect(message).not.toMatch(/##\[|^\s*::|[\r\n\u2028]|\p{C}|ghs_secret/u);
  });

  it('is what a broken connection comes to', async () => {
    github.refusal = 'reset';
    expect(await comment()).toMatchObject({ kind: 'refused' });
  });

  it('is what an answer comes to that is not GitHub’s', async () => {
    expect(await comment({ apiUrl: 'http://127.0.0.1:1' })).toMatchObject({ kind: 'refused' });
    expect(await comment({ apiUrl: 'no address' })).toMatchObject({ kind: 'refused' });
    expect(await comment({ token: '' })).toMatchObject({ kind: 'refused' });
  });

  it('comes at once when the step is ended while GitHub keeps silent', async () => {
    github.refusal = 'stall';
    const controller = new AbortController();
    const outcome = comment({ signal: controller.signal });
    await vi.waitUntil(() => github.requests.length > 0);
    controller.abort();
    expect(await outcome).toEqual({ kind: 'refused', message: interrupted });
  });

  it('is what an interrupted step gets, which has no time for GitHub', async () => {
    expect(await comment({ signal: AbortSignal.abort() })).toEqual({ kind: 'refused', message: interrupted });
    expect(github.requests).toEqual([]);
  });

  it('comes at once, too, when GitHub falls silent at a later page', async () => {
    for (let index = 0; index < 150; index += 1) github.add(`Comment ${index}`);
    const controller = new AbortController();
    const stalling = vi
      .waitUntil(() => github.requests.length > 0, { interval: 1 })
      .then(() => {
        github.refusal = 'stall';
        return vi.waitUntil(() => github.requests.length > 1);
      });
    const outcome = comment({ signal: controller.signal });
    await stalling;
    controller.abort();
    expect(await outcome).toMatchObject({ kind: 'refused' });
  });

  it('writes nothing to the log by itself, whatever GitHub says in its headers', async () => {
    const written = (['log', 'warn', 'error', 'info', 'debug'] as const).map((name) => vi.spyOn(console, name));
    github.refusal = {
      status: 403,
      message: 'no',
      headers: { deprecation: 'date', link: '<##[error]>; rel="deprecation"' },
    };
    await comment();
    for (const spy of written) expect(spy).not.toHaveBeenCalled();
    vi.restoreAllMocks();
  });
});

describe('the body of the comment', () => {
  it('has the marker, the verdict, the table and where to read more', () => {
    expect(commentOf([resultOf('timed-out')], facts).split('\n\n')).toEqual([
      '<!-- aws-proton-cancel-pipeline-deployment eu-west-1 checkout -->',
      '### ⏳ Not stopped yet: the pipeline deployment of `checkout` was `CANCELLING` when last seen, and the wait of 30 min is over. AWS carries on.',
      expect.stringMatching(/^\*\*Deployed now:\*\* not settled/),
      expect.stringMatching(/^\*\*What to do:\*\* Run this step again/),
      expect.stringMatching(/^\| Service \| \[`checkout`\].*\n.*\n\| Outcome \| ⏳ \*\*timed-out\*\* \|\n/),
      'More in the summary of [the workflow run](https://github.com/acme/shop/actions/runs/42).',
    ]);
  });

  it.each([1, 5, 50, 1_000])('has at most 65,536 characters at %i services, whatever the texts', (count) => {
    const text = everythingHostile.repeat(10);
    const body = commentOf(
      servicesOf(count, ['error', 'failed'], {
        serviceName: text,
        reason: text,
        deploymentId: text,
        pipeline: { deploymentStatusMessage: text, templateName: text, lastSucceededDeploymentId: text },
      }),
      facts,
    );
    expect(body.length).toBeLessThanOrEqual(65_536);
    expect(body.split('\n')[0]).toMatch(/^<!-- [^<>\s]+ [^<>\s]+ [^<>\s]+ -->$/);
  });

  it('says so where another endpoint than that of AWS was asked', () => {
    const body = commentOf([resultOf('cancelled')], { ...facts, endpoint: 'http://127.0.0.1:7768' });
    expect(body).toMatch(/\n\*\*Not AWS's own endpoint:\*\* `http:\/\/127\.0\.0\.1:7768` was asked\. More in /);
  });

  it('says how many services it leaves out', () => {
    expect(commentOf(servicesOf(1_000, ['cancelled']), facts)).toContain('900 more services have no row here.');
  });

  it('has a marker for many services that is short, and another for others', () => {
    const marker = markerOf(servicesOf(1_000, ['cancelled']), facts);
    expect(marker.length).toBeLessThan(200);
    expect(markerOf(servicesOf(999, ['cancelled']), facts)).not.toBe(marker);
    expect(markerOf(servicesOf(1_000, ['failed']), facts)).toBe(marker);
  });
});
