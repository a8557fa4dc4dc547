import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A comment as GitHub keeps it. */
export interface StoredComment {
  readonly id: number;
  body: string;
  readonly login: string;
}

/** A request as it arrived. */
export interface SeenRequest {
  readonly method: string;
  readonly path: string;
  readonly authorization: string | undefined;
}

/** What the server answers instead of doing its work; `stall` takes the request and never answers. */
export type Refusal = { readonly status: number; readonly message: string; readonly headers?: Record<string, string> };

/**
 * GitHub, as far as a pull request comment goes: listing (with `Link` pagination), creating, updating and deleting issue comments,
 * and GraphQL's `viewer`. The paths are those of the REST API's documentation ("Issue comments").
 */
export class GitHubServer {
  readonly comments: StoredComment[] = [];
  readonly requests: SeenRequest[] = [];
  #nextId = 1_000;
  viewer: string | undefined = 'github-actions[bot]';
  refusal: Refusal | 'stall' | 'reset' | undefined;
  readonly #server = createServer((request, response) => void this.#answer(request, response));

  async start(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  /** The API's address; GitHub Enterprise has it below a path. */
  get apiUrl(): string {
    return `http://127.0.0.1:${this.#port}/api/v3`;
  }

  add(body: string, login = 'github-actions[bot]'): StoredComment {
    const comment = { id: this.#nextId, body, login };
    this.#nextId += 1;
    this.comments.push(comment);
    return comment;
  }

  get #port(): number {
    const address: AddressInfo | string | null = this.#server.address();
    if (address === null || typeof address === 'string') throw new Error('The server does not listen.');
    return address.port;
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = '', url = '', headers } = request;
    const body = await bodyOf(request);
    this.requests.push({ method, path: url, authorization: headers.authorization });
    if (this.refusal === 'stall') return;
    if (this.refusal === 'reset') {
      request.socket.destroy();
    } else if (this.refusal === undefined) {
      this.#route(method, new URL(url, this.apiUrl), body, response);
    } else {
      send(response, this.refusal.status, { message: this.refusal.message }, this.refusal.headers);
    }
  }

  #route(method: string, url: URL, body: unknown, response: ServerResponse): void {
    const route = `${method} ${url.pathname}`;
    const update = /^PATCH \/api\/v3\/repos\/acme\/shop\/issues\/comments\/(\d+)$/.exec(route);
    const removal = /^DELETE \/api\/v3\/repos\/acme\/shop\/issues\/comments\/(\d+)$/.exec(route);
    if (removal !== null) this.#remove(Number(removal[1]), response);
    else if (update !== null) this.#update(Number(update[1]), textIn(body), response);
    else if (route === 'GET /api/v3/repos/acme/shop/issues/7/comments') this.#list(url, response);
    else if (route === 'POST /api/v3/repos/acme/shop/issues/7/comments') {
      send(response, 201, shown(this.add(textIn(body))));
    } else if (route === 'POST /api/graphql') this.#tellViewer(response);
    else send(response, 404, { message: 'Not Found' });
  }

  #list(url: URL, response: ServerResponse): void {
    const size = Number(url.searchParams.get('per_page') ?? 30);
    const page = Number(url.searchParams.get('page') ?? 1);
    const comments = this.comments.slice((page - 1) * size, page * size).map(shown);
    url.searchParams.set('page', String(page + 1));
    const link = `<${url.href}>; rel="next"`;
    send(response, 200, comments, page * size < this.comments.length ? { link } : {});
  }

  #update(id: number, body: string, response: ServerResponse): void {
    const comment = this.comments.find((stored) => stored.id === id);
    if (comment === undefined) {
      send(response, 404, { message: 'Not Found' });
      return;
    }
    comment.body = body;
    send(response, 200, shown(comment));
  }

  #remove(id: number, response: ServerResponse): void {
    const at = this.comments.findIndex((stored) => stored.id === id);
    if (at >= 0) this.comments.splice(at, 1);
    response.writeHead(at >= 0 ? 204 : 404).end();
  }

  #tellViewer(response: ServerResponse): void {
    if (this.viewer === undefined) send(response, 403, { message: 'Resource not accessible by integration' });
    else send(response, 200, { data: { viewer: { login: this.viewer } } });
  }
}

function shown({ id, body, login }: StoredComment): object {
  return { id, body, user: { login }, html_url: `https://github.example/acme/shop/pull/7#issuecomment-${id}` };
}

function send(response: ServerResponse, status: number, body: object, headers: Record<string, string> = {}): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers });
  response.end(JSON.stringify(body));
}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  const text = Buffer.concat(chunks).toString();
  return text === '' ? undefined : JSON.parse(text);
}

/** The body of the comment in a request; GitHub refuses more than 65,536 characters. */
function textIn(body: unknown): string {
  if (typeof body !== 'object' || body === null || !('body' in body)) throw new TypeError('A request without a body.');
  const text = String(body.body);
  if (text.length > 65_536) throw new RangeError('The comment is too long.');
  return text;
}
