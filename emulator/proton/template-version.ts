/**
 * The next number of a template's version, which the emulator takes where Proton takes the recommended one: it has no
 * templates. Versions have up to 20 digits, more than a JavaScript number holds exactly.
 */
export function followingVersion(version: string): string {
  return String(BigInt(version) + 1n);
}

/** Tells whether a template's major version is beyond another. */
export function isBeyond(version: string, other: string): boolean {
  return BigInt(version) > BigInt(other);
}
