import { Sha256 } from '@aws-crypto/sha256-js';
import { SignatureV4 } from '@smithy/signature-v4';

/** Keys of AWS, with a session token where they are of a session. */
export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string | undefined;
}

/** A request to sign and to send. */
export interface SignedRequest {
  readonly service: 'cloudformation' | 's3';
  readonly region: string;
  readonly credentials: Credentials;
  readonly url: URL;
  readonly method: 'DELETE' | 'POST' | 'PUT';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** Sends a request with a signature of its own. Rejects where there is no answer; an error of AWS is an answer. */
export async function sendSigned(request: SignedRequest): Promise<Response> {
  const { service, region, url, method, body = '', headers = {} } = request;
  const { accessKeyId, secretAccessKey, sessionToken } = request.credentials;
  const signer = new SignatureV4({
    credentials: { accessKeyId, secretAccessKey, ...(sessionToken === undefined ? {} : { sessionToken }) },
    region,
    service,
    sha256: Sha256,
    uriEscapePath: service !== 's3',
  });
  const signed = await signer.sign({
    method,
    protocol: url.protocol,
    hostname: url.hostname,
    path: url.pathname,
    headers: { ...headers, host: url.host },
    body,
  });
  return fetch(url, { method, headers: signed.headers, ...(body === '' ? {} : { body }) });
}
