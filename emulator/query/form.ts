import { ApiError } from '../http/api-error.ts';

/** The media type of a form. */
export const formType = 'application/x-www-form-urlencoded';

/**
 * Reads a form body, as the AWS Query protocol sends it, stricter than a browser would: throws `MalformedQueryString`
 * for what is not encoded as it must be, `InvalidQueryParameter` for a parameter that is there twice.
 */
export function parseForm(body: string): ReadonlyMap<string, string> {
  const parameters = new Map<string, string>();
  for (const pair of body.split('&').filter((text) => text !== '')) {
    const equals = pair.indexOf('=');
    const name = decoded(equals === -1 ? pair : pair.slice(0, equals));
    if (parameters.has(name)) {
      throw new ApiError('InvalidQueryParameter', `The parameter ${shown(name)} is there more than once.`, 400);
    }
    parameters.set(name, equals === -1 ? '' : decoded(pair.slice(equals + 1)));
  }
  return parameters;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    throw new ApiError('MalformedQueryString', `The query string contains a syntax error: ${shown(text)}`, 404);
  }
}

function shown(text: string): string {
  return text.length > 100 ? `${text.slice(0, 100)}...` : text;
}
