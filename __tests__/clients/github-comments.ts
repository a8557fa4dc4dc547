import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import { listenOnLoopback } from '../loopback-port.ts';

/** A GitHub that takes comments on one pull request, which has none so far. */
export interface GitHubComments {
  /** For `GITHUB_API_URL`. */
  readonly url: string;
  /** The bodies of the requests that created a comment, with the path of each. */
  readonly created: readonly { readonly path: string; readonly body: string }[];
  close(): Promise<void>;
}

/** Starts it on a free port. */
export async function startGitHubComments(): Promise<GitHubComments> {
  const created: { path: string; body: string }[] = [];
  const server = createServer(async (request, response) => {
    const body = await text(request);
    response.setHeader('content-type', 'application/json');
    if (request.method === 'POST') {
      created.push({ path: request.url ?? '', body });
      response.writeHead(201).end('{"html_url":"https://github.com/octo-org/octo-repo/pull/42#issuecomment-1"}');
    } else {
      response.end('[]');
    }
  });
  const port = await listenOnLoopback(server);
  return {
    url: `http://127.0.0.1:${port}`,
    created,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
