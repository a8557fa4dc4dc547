import type { JsonObject } from '../../json.ts';
import { cloudFormationError } from '../cloudformation-error.ts';

/** How many items CloudFormation answers at most (API reference: 100 events; the emulator keeps to it for all lists). */
const pageSize = 100;

/** A part of a list, and the token that asks for the part that follows it; none at the end. */
export interface Page {
  readonly items: readonly JsonObject[];
  readonly following: string | undefined;
}

/**
 * Cuts the page that a token asks for out of a list that has the newest first. The token counts from the list's end: what
 * is added at its beginning in the meantime shifts nothing.
 * @throws `ValidationError` for a token of other origin
 */
export function page(list: readonly JsonObject[], token: string | undefined): Page {
  const left = token === undefined ? list.length : leftBy(token);
  const start = Math.max(0, list.length - left);
  const end = start + pageSize;
  return { items: list.slice(start, end), following: end < list.length ? tokenFor(list.length - end) : undefined };
}

const prefix = 'left:';

function tokenFor(left: number): string {
  return Buffer.from(`${prefix}${left}`).toString('base64');
}

function leftBy(token: string): number {
  const left = Number(Buffer.from(token, 'base64').toString().slice(prefix.length));
  if (!Number.isSafeInteger(left) || left < 0 || tokenFor(left) !== token) {
    throw cloudFormationError('ValidationError', 'The NextToken is not one that this operation has answered.');
  }
  return left;
}
