import { buffer } from 'node:stream/consumers';
import { UnreadableAnswer } from '../aws/failure.ts';
import { property } from '../outside-data.ts';

/** An answer of the SDK. */
export interface Output {
  readonly $metadata: { readonly requestId?: string | undefined };
}

/**
 * Collects the body of an answer, as the SDK's `streamCollector`. The SDK takes the page of a proxy with status 200, and an
 * empty body, for a success: an answer of the API, an error as well, is one element whose name ends in `Response` (AWS Query
 * protocol). An error has another status than a success.
 */
export async function collectAnswer(body: AsyncIterable<unknown> & NodeJS.ReadableStream): Promise<Uint8Array> {
  const bytes = await buffer(body);
  const [, name] = /^\s*(?:<\?xml[^>]*>\s*)?<(\w*Response)[\s/>]/.exec(bytes.toString('utf8', 0, 200)) ?? [];
  const isSuccess = Number(property(body, 'statusCode')) < 300;
  if (name === undefined || (isSuccess && name === 'ErrorResponse')) throw new UnreadableAnswer();
  return bytes;
}

/** Refuses an answer without a request id: only the API gives one. */
export function requireRequestId({ $metadata }: Output): void {
  if ($metadata.requestId === undefined) throw new UnreadableAnswer();
}
