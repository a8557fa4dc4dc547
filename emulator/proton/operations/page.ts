import { maximumResults } from '../constraints.ts';
import { protonError } from '../proton-error.ts';

/** A part of a list, and the token that asks for the part that follows it; none at the end. */
export interface Page<Item> {
  readonly items: readonly Item[];
  readonly following: string | undefined;
}

/** Cuts the page out of a list that a token asks for. @throws `ValidationException` for a token of other origin */
export function page<Item>(
  list: readonly Item[],
  maxResults: number | undefined,
  token: string | undefined,
): Page<Item> {
  const start = token === undefined ? 0 : startOf(token);
  const end = start + (maxResults ?? maximumResults.maximum);
  return { items: list.slice(start, end), following: end < list.length ? tokenFor(end) : undefined };
}

const tokenPrefix = 'from:';

function tokenFor(start: number): string {
  return Buffer.from(`${tokenPrefix}${start}`).toString('base64');
}

function startOf(token: string): number {
  const text = Buffer.from(token, 'base64').toString();
  const start = Number(text.slice(tokenPrefix.length));
  if (!text.startsWith(tokenPrefix) || !Number.isSafeInteger(start) || start < 0 || tokenFor(start) !== token) {
    throw protonError('ValidationException', 'The nextToken is not one that this operation has answered.');
  }
  return start;
}
