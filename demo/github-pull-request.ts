import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';

/** A stand-in for GitHub's API with one pull request, which has no comment yet. */
export interface GitHubPullRequest {
  /** For `GITHUB_API_URL`. */
  readonly url: string;
  /** The payload of the event that started the workflow. */
  readonly event: unknown;
  /** The comment that was created, in Markdown; undefined if there is none. */
  readonly comment: () => string | undefined;
  close(): Promise<void>;
}

const pullRequestNumber = 42;

/**
 * Starts it on a free port of the loopback interface.
 *
 * @throws if it can't listen
 */
export async function startGitHubPullRequest(): Promise<GitHubPullRequest> {
  let comment: string | undefined;
  const server = createServer(async (request, response) => {
    const body = await text(request);
    response.setHeader('content-type', 'application/json');
    if (request.method !== 'POST') {
      response.end('[]');
      return;
    }
    comment = bodyIn(JSON.parse(body));
    const url = `https://github.com/octo-org/octo-repo/pull/${pullRequestNumber}#issuecomment-1`;
    response.writeHead(201).end(JSON.stringify({ id: 1, html_url: url }));
  });
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The stand-in for GitHub has no port.');
  return {
    url: `http://127.0.0.1:${address.port}`,
    event: {
      pull_request: { number: pullRequestNumber },
      repository: { name: 'octo-repo', owner: { login: 'octo-org' } },
    },
    comment: () => comment,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function bodyIn(request: unknown): string | undefined {
  const isComment = typeof request === 'object' && request !== null && 'body' in request;
  return isComment && typeof request.body === 'string' ? request.body : undefined;
}
