import { describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { readActionDefinition } from '../../scripts/action-definition.ts';
import { withTables } from '../../scripts/readme-tables.ts';
import { list, mapping } from '../../scripts/yaml-file.ts';
import { defaultFailOn, failsStep, outcomes } from '../../src/cancellation/model/outcome.ts';
import { loadInputs } from '../../src/inputs.ts';
import { outputsOf } from '../../src/report/channels/outputs.ts';
import { severityOf } from '../../src/report/words/severity.ts';
import { vocabulary } from '../../src/report/words/vocabulary.ts';
import { facts, resultOf } from '../report/sample.ts';
import { problemsOf } from './actionlint.ts';
import { blocksIn, tableUnder } from './markdown.ts';
import { files, read } from './repository.ts';
import { parseWorkflow, workflowsIn } from './workflow-file.ts';

const readme = read('README.md');
const definition = readActionDefinition();

/** The texts in backticks of a table's cell. */
function namesIn(cell: string | undefined): readonly string[] {
  return [...(cell ?? '').matchAll(/`([^`]+)`/g)].map(([, name = '']) => name);
}

/** Remedies that say all there is to say. */
const selfExplanatory = ['The wait was too short', 'To cancel whatever is in progress'];

describe('the README', () => {
  it('has the tables that action.yml makes: run "npm run readme" where it has not', () => {
    expect(readme).toBe(withTables(readme, definition));
  });

  it('explains each outcome, and what the step makes of it', () => {
    const failOn = new Set(defaultFailOn);
    const words = {
      none: 'passes',
      notice: 'passes, with a notice',
      warning: 'passes, with a warning',
      error: 'fails',
    };
    const rows = tableUnder(readme, 'Outcomes').map(([outcome, , step]) => [namesIn(outcome)[0], step]);
    expect(rows).toEqual(outcomes.map((outcome) => [outcome, words[severityOf(resultOf(outcome), failOn)]]));
    expect(
      outcomes
        .filter((outcome) => failsStep(outcome, new Set()))
        .map((outcome) => `\`${outcome}\``)
        .join(' and '),
    ).toBe('`interrupted` and `error`');
  });

  it('recommends values of fail-on that the action takes, and that the examples show', () => {
    const recipes = [...readme.matchAll(/^\| (?:A|An) [^|]+ \| (`[^|]+`) \|/gm)].flatMap(([, cell]) => namesIn(cell));
    expect(recipes).toHaveLength(3);
    for (const recipe of recipes) {
      const source = (name: string): string => ({ 'service-name': 'shop', 'fail-on': recipe })[name] ?? '';
      expect(loadInputs(source)).toMatchObject({ ok: true });
    }
    const shown = workflowsIn('examples').flatMap(({ jobs }) =>
      jobs.flatMap(({ steps }) => steps.map(({ inputs }) => inputs['fail-on'])),
    );
    expect(shown).toEqual(expect.arrayContaining(recipes.filter((recipe) => recipe !== 'none')));
  });

  it('quotes errors in the words that the code has', () => {
    const code = files('src/*.ts').map(read).join('\n');
    const quoted = tableUnder(readme, 'When something goes wrong').map(([error = '']) => error.slice(1, -1));
    expect(quoted.length).toBeGreaterThan(15);
    expect(quoted.filter((words) => !code.includes(words))).toEqual([]);
  });

  it('quotes every remedy that the code has', () => {
    const source = read('src/report/words/remedies.ts');
    const remedies = [...source.matchAll(/return [`'"](?!\$)([^`'"\n]{12,})/g)].map(([, text = '']) => text);
    const quoted = tableUnder(readme, 'When something goes wrong').map(([error = '']) => error.slice(1, -1));
    const silent = remedies
      .filter((text) => !quoted.some((words) => text.includes(words)))
      .filter((text) => !selfExplanatory.some((words) => text.startsWith(words)));
    expect(remedies.length).toBeGreaterThan(10);
    expect(silent).toEqual([]);
  });

  it('allows the role what the action calls, and nothing else', () => {
    const policy = blocksIn(readme, 'json').map((block): unknown => JSON.parse(block))[0];
    const allowed = list(mapping(policy)['Statement']).flatMap((statement) => [mapping(statement)['Action']].flat());
    expect(allowed).toEqual(Object.values(vocabulary.service.actions));
  });

  it('shows results as the code makes them', () => {
    const shown = list(blocksIn(readme, 'json').map((block): unknown => JSON.parse(block))[2]).map(mapping);
    const made = outputsOf([resultOf('cancelled'), resultOf('error')], facts, { includeSpec: false })['results'] ?? '';
    const [cancelled, error] = list(JSON.parse(made)).map(mapping);
    expect(shown.map((entry) => Object.keys(entry))).toEqual([Object.keys(cancelled ?? {}), Object.keys(error ?? {})]);
    expect(Object.keys(mapping(shown[1]?.['error']))).toEqual(Object.keys(mapping(error?.['error'])));
    const fields = Object.keys(mapping(cancelled?.['pipeline']));
    expect(fields).toEqual(expect.arrayContaining(Object.keys(mapping(shown[0]?.['pipeline']))));
  });

  it('explains OWNER once', () => {
    expect(readme.match(/`OWNER` stands for/g)).toHaveLength(1);
  });

  it('has a place for the measurements', () => {
    expect(readme).toMatch(/<!-- bench -->\n.*<!-- \/bench -->/s);
  });
});

describe.each(blocksIn(readme, 'yaml').map((source, at) => ({ source, at })))(
  "the README's YAML block $at",
  ({ source }) => {
    const snippet: unknown = parse(source);
    const job = Array.isArray(snippet) ? { steps: snippet } : mapping(snippet);
    const workflow = stringify({ on: 'push', jobs: { snippet: { 'runs-on': 'ubuntu-latest', ...job } } });

    it('is sound', async () => {
      expect(await problemsOf('README.md', workflow)).toEqual([]);
    });

    it('names inputs that the action has', () => {
      const steps = parseWorkflow('README.md', workflow).jobs.flatMap(({ steps: all }) => all);
      const given = steps.filter(({ uses }) => uses?.startsWith('OWNER/')).flatMap(({ inputs }) => Object.keys(inputs));
      expect(definition.inputs.map(({ name }) => name)).toEqual(expect.arrayContaining(given));
    });
  },
);
