import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { commentOnPullRequest, type GitHubConnection } from '../../src/host/pull-request-comment.ts';
import type { Comment, CommentOutcome } from '../../src/report/ports.ts';
import { everythingHostile } from '../report/hostile.ts';
import { GitHubServer } from './github-server.ts';

const repository = { name: 'shop', owner: { login: 'acme' } };
const marker = '<!-- marker of shop -->';
const body = `${marker}\n\nCancelled`;
const interrupted = 'The pull request comment was not written: the step was stopped.';

let github: GitHubServer;

beforeEach(async () => {
  github = new GitHubServer();
  await github.start();
});

afterEach(() => github.stop());

function comment(parts: Partial<GitHubConnection> = {}, given: Partial<Comment> = {}): Promise<CommentOutcome> {
  return commentOnPullRequest(
    { body, marker, formerMarker: undefined, mayCreate: true, ...given },
    {
      token: 'ghs_secret',
      apiUrl: github.apiUrl,
      eventPayload: { action: 'opened', pull_request: { number: 7 }, repository },
      timeoutMilliseconds: 20_000,
      signal: new AbortController().signal,
      redact: (text) => text,
      ...parts,
    },
  );
}

function changes(): readonly string[] {
  return github.requests
    .filter(({ method, path }) => method !== 'GET' && path !== '/api/graphql')
    .map(({ method }) => method);
}

describe('the comment on a pull request', () => {
  test('is created by the first run, with the token', async () => {
    expect(await comment()).toEqual({ kind: 'created' });
    expect(github.comments.map((stored) => stored.body)).toEqual([body]);
    expect(github.requests.every(({ authorization }) => authorization === 'token ghs_secret')).toBe(true);
  });

  test('is updated by later runs, not repeated', async () => {
    await comment();
    const later = `${marker}\n\nFailed`;
    expect(await comment({}, { body: later })).toMatchObject({ kind: 'updated' });
    expect(github.comments.map((stored) => stored.body)).toEqual([later]);
  });

  test('is found again behind hundreds of others', async () => {
    for (let index = 0; index < 250; index += 1) github.add(`Comment ${index}`, 'somebody');
    await comment();
    github.add('One more', 'somebody');
    expect(await comment()).toMatchObject({ kind: 'updated' });
    expect(github.comments).toHaveLength(252);
    expect(github.requests.filter(({ path }) => path.includes('page=3'))).toHaveLength(3);
  });

  test('belongs to its marker alone', async () => {
    await comment();
    const other = '<!-- marker of payments -->';
    await comment({}, { marker: other, body: `${other}\n\nCancelled` });
    expect(changes()).toEqual(['POST', 'POST']);
  });

  test('of a run that did not know the account is taken over, if there is no other', async () => {
    const former = '<!-- marker of shop in any account -->';
    github.add(`${former}\n\nError`);
    expect(await comment({}, { formerMarker: former })).toMatchObject({ kind: 'updated' });
    github.add(`${former}\n\nError`);
    await comment({}, { formerMarker: former });
    expect(github.comments.map((stored) => stored.body)).toEqual([body, `${former}\n\nError`]);
  });

  test('of two steps at the same moment is one', async () => {
    const bodies = ['Failed', 'Cancelled'].map((text) => `${marker}\n\n${text}`);
    const outcomes = await Promise.all(bodies.map((each) => comment({}, { body: each })));
    expect(github.comments).toHaveLength(1);
    expect(outcomes.map(({ kind }) => kind).toSorted()).toEqual(['created', 'updated']);
  });

  test('that must not be created is an update of an earlier one, or nothing', async () => {
    expect(await comment({}, { mayCreate: false })).toEqual({ kind: 'not-needed' });
    expect(changes()).toEqual([]);
    await comment();
    expect(await comment({}, { mayCreate: false })).toMatchObject({ kind: 'updated' });
    expect(changes()).toEqual(['POST', 'PATCH']);
  });

  test('leaves alone what somebody else wrote, though it begins with the marker, and what only quotes it', async () => {
    github.add(`${marker}\nforged`, 'mallory');
    github.add(`> ${marker}`, 'github-actions[bot]');
    expect(await comment()).toMatchObject({ kind: 'created' });
    expect(github.comments.map((stored) => stored.body).slice(0, 2)).toEqual([`${marker}\nforged`, `> ${marker}`]);
  });

  test.each(['github-actions', 'github-actions[bot]', undefined])(
    'knows its own comment when GitHub says that it is %s',
    async (viewer) => {
      await comment();
      github.viewer = viewer;
      expect(await comment()).toMatchObject({ kind: 'updated' });
    },
  );

  test.each(['closed', 'synchronize'])('is written on %s pull requests as well', async (action) => {
    const eventPayload = { action, pull_request: { number: 7, state: 'closed' }, repository };
    expect(await comment({ eventPayload })).toMatchObject({ kind: 'created' });
  });
});

describe('without a pull request', () => {
  test.each([
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

  test('there is nothing to say if no comment was to be created', async () => {
    expect(await comment({ eventPayload: {} }, { mayCreate: false })).toEqual({ kind: 'not-needed' });
  });
});

describe('a refusal', () => {
  test.each([
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

  test.each(['Unable to create comment because issue is locked.', 'Repository was archived so is read-only.'])(
    'of GitHub that no permission helps against is not answered with one: %s',
    async (message) => {
      github.refusal = { status: 403, message };
      expect(await comment()).toMatchObject({ kind: 'refused', message: expect.not.stringContaining('permissions') });
    },
  );

  test('can act in no log line, and does not show the token', async () => {
    github.refusal = { status: 403, message: everythingHostile };
    const { message } = { message: '', ...(await comment()) };
    expect(message).not.toMatch(/##\[|^\s*::|[\r\n\u2028]|\p{C}|ghs_secret/u);
  });

  test('shows no secret, nor the part of one that a cut would leave', async () => {
    github.refusal = { status: 403, message: `${'x'.repeat(290)} a-long-secret` };
    const { message } = {
      message: '',
      ...(await comment({ redact: (text) => text.replaceAll('a-long-secret', '***') })),
    };
    expect(message).toContain('x ***');
    expect(message).not.toContain('a-l');
  });

  test('comes in the time that the comment may take', async () => {
    github.refusal = 'stall';
    expect(await comment({ timeoutMilliseconds: 100 })).toMatchObject({ kind: 'refused' });
  });

  test('is what a broken connection comes to', async () => {
    github.refusal = 'reset';
    expect(await comment()).toMatchObject({ kind: 'refused' });
  });

  test('is what an answer comes to that is not GitHub’s', async () => {
    expect(await comment({ apiUrl: 'http://127.0.0.1:1' })).toMatchObject({ kind: 'refused' });
    expect(await comment({ apiUrl: 'no address' })).toMatchObject({ kind: 'refused' });
    expect(await comment({ token: '' })).toMatchObject({ kind: 'refused' });
  });

  test('comes at once when the step is ended while GitHub keeps silent', async () => {
    github.refusal = 'stall';
    const controller = new AbortController();
    const outcome = comment({ signal: controller.signal });
    await vi.waitUntil(() => github.requests.length > 0);
    controller.abort();
    expect(await outcome).toEqual({ kind: 'refused', message: interrupted });
  });

  test('is what an interrupted step gets, which has no time for GitHub', async () => {
    expect(await comment({ signal: AbortSignal.abort() })).toEqual({ kind: 'refused', message: interrupted });
    expect(github.requests).toEqual([]);
  });

  test('comes at once, too, when GitHub falls silent at a later page', async () => {
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

  test('writes nothing to the log by itself, whatever GitHub says in its headers', async () => {
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
