import { execFileSync, spawnSync } from 'node:child_process';
import process from 'node:process';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { list, mapping, text } from '../../scripts/yaml-file.ts';
import { outputsOf } from '../../src/report/outputs/outputs.ts';
import { blocksIn } from '../conventions/markdown.ts';
import { read } from '../conventions/repository.ts';
import { resultOf, stackFacts, targetNamed } from '../report/sample.ts';
import { jobOf } from './run-example.ts';

const hasJq = process.platform !== 'win32' && spawnSync('jq', ['--version']).status === 0;

const results = [
  resultOf('cancelled', {}, 'stack'),
  resultOf('failed', targetNamed('billing'), 'stack'),
  resultOf('not-found', targetNamed('search'), 'stack'),
];
const outputs = outputsOf(results, stackFacts, { includeSpec: false });

/** What a step's script prints, run as the runner runs it. */
function run(script: string, environment: Readonly<Record<string, string>>): string {
  const words = ['--noprofile', '--norc', '-eo', 'pipefail', '-c', script];
  return execFileSync('bash', words, { encoding: 'utf8', env: { PATH: process.env['PATH'], ...environment } });
}

/** The script of the step that calls a program, on the page on results. */
function scriptWith(program: string): string {
  const block = blocksIn(read('docs/results.md'), 'yaml').find((source) => source.includes(`${program} `)) ?? '';
  const scripts = list(parse(block)).flatMap((step) => text(mapping(step)['run']) ?? []);
  return scripts.find((script) => script.includes(`${program} `)) ?? '';
}

describe.skipIf(!hasJq)(`the scripts with jq${hasJq ? '' : ', not run: there is no "jq" on the path'}`, () => {
  test('several-stacks.yml names the stacks that were not cancelled', () => {
    const script = jobOf('examples/several-stacks.yml').steps.at(-1)?.run ?? '';
    expect(run(script, { RESULTS: outputs['results'] ?? '' })).toBe('billing is failed\nsearch is not-found\n');
  });

  test('the page on results names them, too', () => {
    const [, script = ''] = /`(jq [^`]+)`/.exec(read('docs/results.md')) ?? [];
    expect(run(`${script} <<< "$RESULTS"`, { RESULTS: outputs['results'] ?? '' })).toBe('billing\nsearch\n');
  });

  test('the page on results sends Slack the message as plain text, cut to what Slack takes', () => {
    const script = `curl() { cat; }\n${scriptWith('curl')}`;
    const message = `"<!channel>" ${'x'.repeat(4_000)}`;
    const sent: unknown = JSON.parse(run(script, { MESSAGE: message, WEBHOOK: 'https://slack.example/hook' }));
    const shown = { type: 'plain_text', text: message.slice(0, 3_000) };
    expect(sent).toEqual({ blocks: [{ type: 'section', text: shown }] });
  });
});

test.skipIf(process.platform === 'win32')('rehearsal.yml checks how it ended', () => {
  const script = jobOf('examples/rehearsal.yml').steps.at(-1)?.run ?? '';
  expect(() => run(script, { OUTCOME: 'cancelled' })).not.toThrow();
  expect(() => run(script, { OUTCOME: 'succeeded' })).toThrow();
});

test('the output of failed targets can make a matrix', () => {
  expect(JSON.parse(outputs['failed'] ?? '')).toEqual(['billing', 'search']);
});
