import { templateVersionPart } from './constraints.ts';
import { protonError } from './proton-error.ts';

/**
 * The next number of a template's version, which the emulator takes where Proton takes the recommended one: it has no
 * templates. Versions have up to 20 digits, more than a JavaScript number holds exactly.
 * @throws `ValidationException` after the last one
 */
export function followingVersion(version: string): string {
  const following = String(BigInt(version) + 1n);
  if (following.length > templateVersionPart.maximum) {
    throw protonError('ValidationException', `There is no version after ${version}, the last one that fits the model.`);
  }
  return following;
}

/** Tells whether a template's major version is beyond another. */
export function isBeyond(version: string, other: string): boolean {
  return BigInt(version) > BigInt(other);
}
