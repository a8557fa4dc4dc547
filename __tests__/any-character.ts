import fc from 'fast-check';

const surrogates = { first: 0xd800, count: 0x800 };

/**
 * Any character, as a unit of `fc.string`. The unit `binary` of fast-check is the same, but builds a table of all of Unicode
 * first, which takes each process half a second.
 */
export const anyCharacter: fc.Arbitrary<string> = fc.nat(0x10_ff_ff - surrogates.count).map(
  (place) => String.fromCodePoint(place < surrogates.first ? place : place + surrogates.count),
  (character) => {
    const codePoint = typeof character === 'string' ? character.codePointAt(0) : undefined;
    if (codePoint === undefined || String.fromCodePoint(codePoint) !== character) throw new Error('Not one character.');
    return codePoint < surrogates.first ? codePoint : codePoint - surrogates.count;
  },
);
