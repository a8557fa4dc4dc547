import { execFileSync } from 'node:child_process';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import { readActionDefinition } from '../../scripts/action-definition.ts';
import { documentsWithTables, withTables } from '../../scripts/readme-tables.ts';
import { type Mapping, mapping } from '../../scripts/yaml-file.ts';
import { defaultFailOn, failsStep, outcomes } from '../../src/cancellation/model/outcome.ts';
import { loadInputs } from '../../src/inputs.ts';
import { severityOf } from '../../src/report/outcomes/outcomes.ts';
import { vocabulary } from '../../src/report/sentences/vocabulary.ts';
import { resultOf } from '../report/sample.ts';
import { problemsOf } from './actionlint.ts';
import { actionsIn, blocksIn, documents, namesIn, tableUnder } from './markdown.ts';
import { files, read, root, slug } from './repository.ts';
import { parseWorkflow, workflowsIn } from './workflow-file.ts';

const readme = read('README.md');
const definition = readActionDefinition();
const guard = readActionDefinition('guard/action.yml');

describe('the README', () => {
  test.each(documentsWithTables())(
    'and each page with tables has those that action.yml makes, or "npm run readme" is due: %s',
    (file, listed) => {
      const document = read(file);
      expect(document).toBe(withTables(document, listed));
    },
  );

  test('has every output in one of the tables', () => {
    const listed = documentsWithTables().flatMap(([, { outputs }]) => outputs.map(({ name }) => name));
    expect(listed.toSorted()).toEqual(definition.outputs.map(({ name }) => name).toSorted());
  });

  test('explains each outcome, and what the step makes of it', () => {
    const failOn = new Set(defaultFailOn);
    const words = {
      none: 'passes',
      notice: 'passes, with a notice',
      warning: 'passes, with a warning',
      error: 'fails',
    };
    const rows = tableUnder(readme, 'Outcomes').map(([outcome, , step]) => [namesIn(outcome)[0], step]);
    for (const kind of ['service', 'stack'] as const) {
      const made = outcomes.map((outcome) => [outcome, words[severityOf(resultOf(outcome, {}, kind), failOn)]]);
      expect(rows).toEqual(made);
    }
    expect(
      outcomes
        .filter((outcome) => failsStep(outcome, new Set()))
        .map((outcome) => `\`${outcome}\``)
        .join(' and '),
    ).toBe('`interrupted` and `error`');
  });

  test('leads to values of fail-on that the action takes, and that the examples show', () => {
    const recipes = [...read('docs/results.md').matchAll(/^\| (?:A|An) [^|]+ \| (`[^|]+`) \|/gm)].flatMap(([, cell]) =>
      namesIn(cell),
    );
    expect(recipes).toHaveLength(3);
    for (const recipe of recipes) {
      const source = (name: string): string => ({ 'stack-name': 'shop', 'fail-on': recipe })[name] ?? '';
      expect(loadInputs(source)).toMatchObject({ ok: true });
    }
    const shown = workflowsIn('examples').flatMap(({ jobs }) =>
      jobs.flatMap(({ steps }) => steps.map(({ inputs }) => inputs['fail-on'])),
    );
    expect(shown).toEqual(expect.arrayContaining(recipes.filter((recipe) => recipe !== 'none')));
  });

  test('allows the role what the action calls, and nothing else', () => {
    const policy = blocksIn(readme, 'json').map((block): unknown => JSON.parse(block))[0];
    expect(actionsIn(policy)).toEqual(
      Object.values(vocabulary.stack.operations).map((operation) => `cloudformation:${operation}`),
    );
  });

  test('names the size of the download', () => {
    const said = /The runner downloads about ([\d.]+) MB/.exec(readme)?.[1];
    const words = ['archive', '--worktree-attributes', '--format=tar', 'HEAD'];
    const bytes = gzipSync(execFileSync('git', words, { cwd: root, maxBuffer: 2 ** 26 })).length;
    expect(said).toBe((bytes / 1_000_000).toFixed(1));
  });

  test('is short: what few need is in docs/, linked from it', () => {
    expect(readme.split('\n').length).toBeLessThanOrEqual(201);
    const linked = new Set([...readme.matchAll(/\]\((docs\/[^)#]+)/g)].map(([, file]) => file));
    expect([...linked]).toEqual(expect.arrayContaining([...files('docs/*.md')]));
  });

  test("lists all examples, but for those that Proton's page has", () => {
    const pages = readme + read('docs/proton.md');
    const linked = [...pages.matchAll(/\]\((?:\.\.\/)?(examples\/[^)]+)\)/g)].map(([, file]) => file);
    expect(new Set(linked)).toEqual(new Set(files('examples')));
  });
});

const snippets = documents().flatMap(({ file, source }) => {
  if (file !== 'README.md' && !file.startsWith('docs/')) return [];
  return blocksIn(source, 'yaml').map((snippet, at) => ({ file, snippet, at }));
});

describe.each(snippets)('the YAML block $at of $file', ({ file, snippet }) => {
  const workflow = stringify({ on: 'push', ...jobsOf(parse(snippet)) });

  test('is sound', async () => {
    expect(await problemsOf(file, workflow)).toEqual([]);
  });

  test('names inputs that the action has', () => {
    const steps = parseWorkflow(file, workflow).jobs.flatMap(({ steps: all }) => all);
    for (const [action, { inputs }] of [
      [slug, definition],
      [`${slug}/guard`, guard],
    ] as const) {
      const own = steps.filter(({ uses }) => uses?.startsWith(`${action}@`));
      const given = own.flatMap((step) => Object.keys(step.inputs));
      expect(inputs.map(({ name }) => name)).toEqual(expect.arrayContaining(given));
    }
  });

  test('reads outputs that the action has', () => {
    const named = [...snippet.matchAll(/\.outputs\.([\w-]+)/g)].map(([, name]) => name);
    expect(definition.outputs.map(({ name }) => name)).toEqual(expect.arrayContaining(named));
  });
});

/** The jobs of a block that shows jobs, one job, or steps. */
function jobsOf(shown: unknown): Mapping {
  if (!Array.isArray(shown) && 'jobs' in mapping(shown)) return mapping(shown);
  const job = Array.isArray(shown) ? { steps: shown } : mapping(shown);
  return { jobs: { snippet: { 'runs-on': 'ubuntu-latest', ...job } } };
}
