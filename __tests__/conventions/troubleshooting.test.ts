import { describe, expect, test } from 'vitest';
import { failureWords, remedyOf } from '../../src/report/words/failures.ts';
import { logMedium } from '../../src/text/escape.ts';
import { facts, failureOf, stackFacts } from '../report/sample.ts';
import { tableUnder } from './markdown.ts';
import { files, read } from './repository.ts';

const quoted = tableUnder(read('docs/troubleshooting.md'), 'Errors').map(([error = '']) => error.slice(1, -1));

/** Remedies that say all there is to say. */
const selfExplanatory = [
  'The wait was too short',
  'To cancel whatever is in progress',
  'Wait for the operation to end.',
  'Re-run this job, unless it also deploys,',
];

function isSilent(remedy: string): boolean {
  return !quoted.some((words) => remedy.includes(words)) && !selfExplanatory.some((words) => remedy.startsWith(words));
}

describe('the page on troubleshooting', () => {
  test('quotes errors in the words that the code has', () => {
    const code = files('src/*.ts').map(read).join('\n');
    expect(quoted.length).toBeGreaterThan(15);
    expect(quoted.filter((words) => !code.includes(words))).toEqual([]);
  });

  test('quotes every remedy in the source', () => {
    const source = read('src/report/words/remedies.ts');
    const remedies = [...source.matchAll(/return [`'"](?!\$)([^`'"\n]{12,})/g)].map(([, text = '']) => text);
    expect(remedies.length).toBeGreaterThan(10);
    expect(remedies.filter(isSilent)).toEqual([]);
  });

  test.each([facts, stackFacts])('quotes the remedy of every kind of failure, for a $targetKind', (reportFacts) => {
    const kinds = Object.keys(failureWords) as readonly (keyof typeof failureWords)[];
    const remedies = kinds.map((kind) => remedyOf(failureOf(kind), reportFacts, logMedium));
    expect(remedies.filter(isSilent)).toEqual([]);
  });
});
