import process from 'node:process';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ApiError } from '../../../emulator/http/api-error.ts';
import {
  arnText,
  deploymentIdText,
  resourceName,
  specText,
  templateVersionPart,
} from '../../../emulator/proton/constraints.ts';
import { page } from '../../../emulator/proton/operations/page.ts';
import { RequestReader } from '../../../emulator/proton/validation.ts';
import { anyCharacter } from '../../any-character.ts';

function errorOf(read: (reader: RequestReader) => void, input: unknown): ApiError | undefined {
  try {
    const reader = new RequestReader(input);
    read(reader);
    reader.finish();
    return undefined;
  } catch (error) {
    if (error instanceof ApiError) return error;
    throw error;
  }
}

const readName = (reader: RequestReader) => void reader.text('name', resourceName);
const letterOrDigit = fc.constantFrom(...'ABCXYZabcxyz0189');
const nameCharacter = fc.constantFrom(...'ABCXYZabcxyz0189_-');

describe('a resource name', () => {
  test('of letters, digits, dashes and underscores, beginning with a letter or digit, is taken', () => {
    const name = fc
      .tuple(letterOrDigit, fc.array(nameCharacter, { maxLength: 99 }))
      .map(([first, rest]) => [first, ...rest].join(''));
    fc.assert(
      fc.property(name, (value) => {
        expect(errorOf(readName, { name: value })).toBeUndefined();
      }),
    );
  });

  test('with any other character is refused', () => {
    const bad = fc
      .string({ unit: anyCharacter, minLength: 1, maxLength: 20 })
      .filter((text) => /[^0-9A-Za-z_-]/.test(text));
    fc.assert(
      fc.property(bad, (value) => {
        expect(errorOf(readName, { name: value })?.name).toBe('ValidationException');
      }),
    );
  });

  test.each(['', '-a', '_a', 'a'.repeat(101), 'a\n'])('%j is refused', (name) => {
    expect(errorOf(readName, { name })?.name).toBe('ValidationException');
  });

  test.each([undefined, null])('that is %s is missed', (name) => {
    expect(errorOf(readName, { name })?.message).toContain("Value null at 'name'");
  });
});

describe('a request', () => {
  test('of any JSON ends in an ApiError or is taken, never in another error', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (input) => {
        errorOf((reader) => {
          reader.text('name', resourceName);
          reader.optionalInteger('maxResults', { minimum: 1, maximum: 100 });
          reader.optionalTags('tags');
          reader.word('deploymentType', ['NONE', 'CURRENT_VERSION']);
        }, input);
      }),
    );
  });

  test.each([[[]], ['text'], [1], [null], [true]])('that is %j is no JSON object', (input) => {
    expect(errorOf(readName, input)?.name).toBe('SerializationException');
  });

  test('with several problems is told all of them at once', () => {
    const error = errorOf(
      (reader) => {
        reader.text('name', resourceName);
        reader.text('spec', specText);
        reader.optionalText('templateMajorVersion', templateVersionPart);
      },
      { name: '!', templateMajorVersion: '01' },
    );
    expect(error?.message).toMatch(/^3 validation errors detected: /);
    expect(error?.message).toContain("'name'");
    expect(error?.message).toContain("'spec'");
    expect(error?.message).toContain("'templateMajorVersion'");
  });

  test('with members of another type is refused before its values are', () => {
    expect(errorOf(readName, { name: 7 })?.name).toBe('SerializationException');
    const readCount = (reader: RequestReader) => void reader.optionalInteger('n', { minimum: 1, maximum: 9 });
    expect(errorOf(readCount, { n: '7' })?.name).toBe('SerializationException');
    expect(errorOf(readCount, { n: 1.5 })?.name).toBe('SerializationException');
    expect(errorOf((reader) => reader.optionalTags('tags'), { tags: {} })?.name).toBe('SerializationException');
  });

  test.each([
    [0, 'ValidationException'],
    [1, undefined],
    [100, undefined],
    [101, 'ValidationException'],
  ])('with a page of %i results gives %s', (maxResults, name) => {
    const read = (reader: RequestReader) => void reader.optionalInteger('maxResults', { minimum: 1, maximum: 100 });
    expect(errorOf(read, { maxResults })?.name).toBe(name);
  });

  test('does not take members that every object has for its own', () => {
    expect(errorOf((reader) => void reader.text('toString', resourceName), {})?.name).toBe('ValidationException');
  });

  test('with tags that break the rules is told where', () => {
    const read = (reader: RequestReader) => reader.optionalTags('tags');
    expect(errorOf(read, { tags: [{ key: 'a', value: '' }] })).toBeUndefined();
    expect(errorOf(read, { tags: [{ key: '', value: '' }] })?.message).toContain("at 'tags.1.member.key'");
    const many = Array.from({ length: 51 }, (_, number) => ({ key: `k${number}`, value: '' }));
    expect(errorOf(read, { tags: many })?.message).toContain('less than or equal to 50');
  });

  test('with a spec counts characters, not UTF-16 units, and echoes no long value', () => {
    const read = (reader: RequestReader) => void reader.text('spec', specText);
    expect(errorOf(read, { spec: '\u{1F600}'.repeat(51_200) })).toBeUndefined();
    const error = errorOf(read, { spec: 'x'.repeat(51_201) });
    expect(error?.message).toContain('less than or equal to 51200');
    expect(error?.message.length).toBeLessThan(500);
  });
});

describe('other members', () => {
  const arn = 'arn:aws:codestar-connections:us-east-1:123456789012:connection/a1b2';

  test.each([
    [arnText, arn, true],
    [arnText, 'arn:aws:x', false],
    [deploymentIdText, '01234567-89ab-cdef-0123-456789abcdef', true],
    [deploymentIdText, '01234567-89AB-CDEF-0123-456789ABCDEF', false],
    [templateVersionPart, '0', true],
    [templateVersionPart, '01', false],
    [templateVersionPart, '9'.repeat(21), false],
  ])('%o holds %s: %s', (constraint, value, taken) => {
    expect(errorOf((reader) => void reader.text('member', constraint), { member: value }) === undefined).toBe(taken);
  });
});

describe('pages', () => {
  test('hold every item once, in order, whatever their size', () => {
    const lists = fc.tuple(fc.array(fc.integer(), { maxLength: 300 }), fc.integer({ min: 1, max: 100 }));
    fc.assert(
      fc.property(lists, ([list, size]) => {
        const seen: number[] = [];
        let token: string | undefined;
        do {
          const { items, following } = page(list, size, token);
          seen.push(...items);
          token = following;
        } while (token !== undefined);
        expect(seen).toEqual(list);
      }),
    );
  });

  test('are not found by a token of other origin', () => {
    const tokens = fc
      .base64String({ minLength: 4 })
      .filter((token) => !Buffer.from(token, 'base64').toString().startsWith('from:'));
    fc.assert(
      fc.property(tokens, (token) => {
        expect(() => page([1], 1, token)).toThrow(ApiError);
      }),
    );
    expect(() => page([1], 1, Buffer.from('from:-1').toString('base64'))).toThrow(ApiError);
  });
});

test('a text of 100 kB is refused at once, whatever it takes to match its pattern', () => {
  const before = process.cpuUsage();
  const hostile = `${'a'.repeat(100_000)}!`;
  expect(errorOf((reader) => void reader.text('name', resourceName), { name: hostile })?.name).toBe(
    'ValidationException',
  );
  expect(errorOf((reader) => void reader.text('arn', arnText), { arn: hostile })?.name).toBe('ValidationException');
  // By the processor's time: the machine may be busy otherwise.
  expect(process.cpuUsage(before).user).toBeLessThan(1_000_000);
});

test('a hundred thousand bad tags are told of in few words', () => {
  const error = errorOf((reader) => void reader.optionalTags('tags'), {
    tags: Array.from({ length: 100_000 }, () => ({})),
  });
  expect(error?.name).toBe('ValidationException');
  expect(error?.message.length).toBeLessThan(20_000);
});
