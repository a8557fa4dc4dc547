import type { IncomingHttpHeaders } from 'node:http';
import type { Api } from './api.ts';
import type { SupportingService } from './supporting-service.ts';
import { type UnplayedService, unplayedService } from './unplayed-service.ts';

/** The services of a server. */
export interface Services {
  /** The first one also gets the requests that are for nobody. */
  readonly apis: readonly [Api, ...Api[]];
  readonly supporting: readonly SupportingService[];
}

/** Finds the service that a request is for: the one that it is signed for, or else the one that its headers speak of. */
export function routeOf(
  headers: IncomingHttpHeaders,
  { apis, supporting }: Services,
): Api | SupportingService | UnplayedService {
  const signedFor = signingNameOf(headers);
  return (
    [...apis, ...supporting].find(({ signingName }) => signingName === signedFor) ??
    apis.find((api) => api.owns(headers)) ??
    (signedFor === undefined ? apis[0] : unplayedService(signedFor, headers))
  );
}

/** The service in the scope of a signature (IAM user guide, "Signature Version 4 request elements"). */
function signingNameOf({ authorization = '' }: IncomingHttpHeaders): string | undefined {
  const credential = authorization.split(/[ ,]/).find((part) => part.startsWith('Credential='));
  return /^[^/]*\/[^/]*\/[^/]*\/([\w-]+)\//.exec(credential ?? '')?.[1];
}
