import { asText, property } from '../outside-data.ts';
import type { Comment, CommentOutcome, CommentTerms } from '../report/ports.ts';
import { forLog } from '../text/escape.ts';
import { type PullRequest, pullRequestIn } from './pull-request.ts';

/** What is needed to talk to GitHub. */
export interface GitHubConnection extends CommentTerms {
  /** The API's address (`GITHUB_API_URL`), which is a different one on GitHub Enterprise; undefined for the toolkit's default. */
  readonly apiUrl: string | undefined;
  /** The payload of the event that runs the workflow, as read from `GITHUB_EVENT_PATH`. Outside data. */
  readonly eventPayload: unknown;
  /** Ends the work early; what was begun is then refused. */
  readonly signal: AbortSignal;
  readonly redact: (text: string) => string;
}

/** Octokit warns on stderr, with text from the answer's headers, and the runner looks for commands there. */
const silence = { debug: ignore, info: ignore, warn: ignore, error: ignore };

type Octokit = ReturnType<typeof import('@actions/github').getOctokit>;

/** A comment of an earlier run, or of another one at the same time. */
interface EarlierComment {
  readonly id: number;
  readonly author: string | undefined;
  readonly marker: string;
}

/**
 * Leaves a comment on the pull request: updates the one with the same marker, or creates it. Never throws: if something goes
 * wrong, the outcome is `refused`.
 *
 * Talks to five endpoints: list, create, update and delete issue comments, and, if an earlier comment is found, GraphQL's
 * `viewer`: somebody else's comment is left alone even if it begins with the marker.
 */
export async function commentOnPullRequest(comment: Comment, connection: GitHubConnection): Promise<CommentOutcome> {
  const { eventPayload, timeoutMilliseconds, redact, signal } = connection;
  const pullRequest = pullRequestIn(eventPayload);
  if (pullRequest === undefined) {
    if (!comment.mayCreate) return { kind: 'not-needed' };
    const message = 'There is no pull request to comment on: the workflow was not started by a pull request event.';
    return { kind: 'not-a-pull-request', message };
  }
  const interruption: CommentOutcome = {
    kind: 'refused',
    message: 'The pull request comment was not written: the step was stopped.',
  };
  if (signal.aborted) return interruption;
  try {
    const octokit = await octokitFor(connection, AbortSignal.any([signal, AbortSignal.timeout(timeoutMilliseconds)]));
    return await createOrUpdate(octokit, pullRequest, comment);
  } catch (error) {
    if (signal.aborted) return interruption;
    const said = error instanceof Error ? error.message : String(error);
    // Redacted before it is cut: the beginning of a secret is one, too.
    const shown = forLog(redact(said), 300);
    const advice = adviceFor(property(error, 'status'), said);
    return { kind: 'refused', message: forLog(`The pull request comment could not be written (${shown}). ${advice}`) };
  }
}

async function octokitFor({ token, apiUrl }: GitHubConnection, signal: AbortSignal): Promise<Octokit> {
  const { getOctokit } = await import('@actions/github');
  const octokit = getOctokit(token, {
    ...(apiUrl === undefined ? {} : { baseUrl: apiUrl.replace(/(?<!\/)\/+$/, '') }),
    log: silence,
  });
  // Not by the option `request`, which would push out the toolkit's own, with its proxy; nor call by call, since the
  // pages after the first one take no options.
  octokit.hook.before('request', (options) => {
    options.request = { ...options.request, signal, log: silence };
  });
  return octokit;
}

function ignore(): void {
  // What Octokit says by itself doesn't belong in the log.
}

async function createOrUpdate(
  octokit: Octokit,
  pullRequest: PullRequest,
  { body, marker, formerMarker, mayCreate }: Comment,
): Promise<CommentOutcome> {
  const { owner, repository: repo, number } = pullRequest;
  const markers = formerMarker === undefined ? [marker] : [marker, formerMarker];
  const earlier = await findEarlier(octokit, pullRequest, markers);
  if (earlier !== undefined) return update(octokit, pullRequest, earlier.id, body);
  if (!mayCreate) return { kind: 'not-needed' };
  const { data } = await octokit.rest.issues.createComment({ owner, repo, issue_number: number, body });
  // Another step may have found none at the same moment, and created one as well: the first of them stays.
  const [own] = commentsIn([data], marker);
  const first = own && (await findEarlier(octokit, pullRequest, [marker], own.author));
  if (own === undefined || first === undefined || first.id === own.id) return { kind: 'created' };
  await octokit.rest.issues.deleteComment({ owner, repo, comment_id: own.id });
  return update(octokit, pullRequest, first.id, body);
}

async function update(
  octokit: Octokit,
  { owner, repository: repo }: PullRequest,
  id: number,
  body: string,
): Promise<CommentOutcome> {
  await octokit.rest.issues.updateComment({ owner, repo, comment_id: id, body });
  return { kind: 'updated' };
}

/** The oldest of the token's own comments with the first of these markers, or else the next. `author`: its login, if known. */
async function findEarlier(
  octokit: Octokit,
  { owner, repository: repo, number }: PullRequest,
  [marker = '', ...others]: readonly string[],
  author?: string,
): Promise<EarlierComment | undefined> {
  const query = { owner, repo, issue_number: number, per_page: 100 };
  let viewer: Promise<string | undefined> | undefined = author === undefined ? undefined : Promise.resolve(author);
  let other: EarlierComment | undefined;
  for await (const { data } of octokit.paginate.iterator(octokit.rest.issues.listComments, query)) {
    const page: unknown = data;
    for (const comment of [marker, ...others].flatMap((each) => commentsIn(page, each))) {
      viewer ??= viewerOf(octokit);
      if (!isBy(comment.author, await viewer)) continue;
      if (comment.marker === marker) return comment;
      other ??= comment;
    }
  }
  return other;
}

function commentsIn(page: unknown, marker: string): readonly EarlierComment[] {
  if (!Array.isArray(page)) return [];
  return page.flatMap((comment: unknown) => {
    const id = property(comment, 'id');
    if (typeof id !== 'number' || asText(property(comment, 'body'))?.startsWith(marker) !== true) return [];
    return [{ id, marker, author: asText(property(property(comment, 'user'), 'login')) }];
  });
}

/** The login that the token comments under, or undefined if GitHub doesn't say. */
async function viewerOf(octokit: Octokit): Promise<string | undefined> {
  try {
    const answer: unknown = await octokit.graphql('query { viewer { login } }');
    return asText(property(property(answer, 'viewer'), 'login'));
  } catch {
    // Without it, the marker alone decides: an earlier comment is found again, and a forged one would be overwritten.
    return undefined;
  }
}

/** Whether a comment is the token's own. GraphQL names some bots without the `[bot]` that REST gives them. */
function isBy(author: string | undefined, viewer: string | undefined): boolean {
  return viewer === undefined || author === viewer || author === `${viewer}[bot]`;
}

/** What to do where GitHub did not take the comment. `said`: its message. */
function adviceFor(status: unknown, said: string): string {
  const permission =
    'Give the job `permissions: pull-requests: write`; runs for pull requests from forks get a token without it.';
  // GitHub answers 403 or 429 to too many requests ("Rate limits for the REST API").
  if (status === 429 || (status === 403 && /rate limit|abuse/i.test(said))) {
    return `GitHub's rate limit is reached: run the job again later. ${permission}`;
  }
  if (status === 401) return `Check github-token: GitHub does not accept it. ${permission}`;
  if ((status === 403 || status === 410) && /locked|archived|read-only/i.test(said)) {
    return 'The pull request is locked or its repository is archived: no token can comment there.';
  }
  if (status === 403 || status === 404) return permission;
  return `GitHub could not be reached, or failed: run the job again. If it stays so: ${permission}`;
}
