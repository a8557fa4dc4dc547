import { describe, expect, test } from 'vitest';
import { list, type Mapping, mapping } from '../../scripts/yaml-file.ts';
import { outputsOf } from '../../src/report/outputs/outputs.ts';
import { facts, resultOf, stackFacts } from '../report/sample.ts';
import { blocksIn, namesIn, tableUnder } from './markdown.ts';
import { read } from './repository.ts';

const source = read('docs/results.md');
const [ofStacks, ofServices] = blocksIn(source, 'json').map((block) => list(JSON.parse(block)).map(mapping));
const kinds = [
  { reportFacts: stackFacts, shown: ofStacks ?? [], last: 'stack' },
  { reportFacts: facts, shown: ofServices ?? [], last: 'pipeline' },
] as const;

/** The names of all fields, and of those in objects. */
function fieldsOf(entry: Mapping | undefined): readonly unknown[] {
  return Object.entries(entry ?? {}).map(([name, value]) =>
    typeof value === 'object' ? [name, Object.keys(mapping(value))] : name,
  );
}

describe.each(kinds)('the page on results, for a $reportFacts.targetKind', ({ reportFacts, shown, last }) => {
  const results = (['cancelled', 'error'] as const).map((outcome) => resultOf(outcome, {}, reportFacts.targetKind));
  const made = list(JSON.parse(outputsOf(results, reportFacts, { includeSpec: false })['results'] ?? '')).map(mapping);

  test('shows the fields that the code makes', () => {
    expect(made).toHaveLength(2);
    expect(shown.map(fieldsOf)).toEqual(made.map(fieldsOf));
  });

  test('explains each of them', () => {
    const explained = tableUnder(source, 'The output `results`').flatMap(([name]) => namesIn(name));
    expect(explained).toContain(last);
    expect(explained).toEqual(expect.arrayContaining(made.flatMap((entry) => Object.keys(entry))));
  });
});
