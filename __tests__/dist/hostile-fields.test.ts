import process from 'node:process';
import { describe, expect, test } from 'vitest';
import { readActionDefinition } from '../../scripts/action-definition.ts';
import { everythingHostile, hostilePieces } from '../report/hostile.ts';
import { expectInert } from '../report/inert-markdown.ts';
import { echoScenes } from './echo.ts';
import { type EchoedStep, runScene } from './echo-step.ts';

/** Pieces that act only at the start of a text come first in theirs. */
const atTheStart = hostilePieces.filter((piece) => /^\W*[:：]|^\p{M}|\[/u.test(piece));
const together = Array.from({ length: Math.ceil(hostilePieces.length / 8) }, (_nothing, at) =>
  hostilePieces.slice(at * 8, at * 8 + 8).join('\n'),
);
const texts = [everythingHostile, ...atTheStart, ...together];

const outputs = readActionDefinition().outputs.map(({ name }) => name);
const outcomes =
  /^(cancelled|succeeded|failed|nothing-to-cancel|deleted|not-found|superseded|timed-out|error|would-cancel)$/;

/** The runner judges: it has seen no command but the action's own annotations and debug lines. */
function expectNothingObeyed({ result, comments }: EchoedStep): void {
  for (const { name } of result.commands) expect(name).toMatch(/^(error|warning|notice|debug)$/);
  // The runner gives no title to its own annotations, about commands and files that it can't read.
  for (const { properties } of result.annotations) expect(properties['title']).toMatch(/^(AWS Proton|CloudFormation)/);
  expect(result.annotations.length).toBeLessThanOrEqual(1);
  for (const [name] of result.outputsAsSet) expect(outputs).toContain(name);
  expect(result.outputs['outcome']).toMatch(outcomes);
  expect([result.environment, result.path, result.state, result.stderr]).toEqual([{}, [], {}, '']);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be there
  expect(result.stdout).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/);
  expect(comments).toHaveLength(1);
  for (const markdown of [result.summary, ...comments]) expectInert(markdown);
}

describe.concurrent.each(echoScenes)('$title', (scene) => {
  // Each text once, in turn with the scenes; TEXTS=all puts each into each.
  const at = echoScenes.indexOf(scene);
  const isAll = process.env['TEXTS'] === 'all';
  const own = texts
    .map((text, number) => ({ text, number }))
    .filter(({ number }) => isAll || number === 0 || number % 4 === at % 4);

  test.each(own)('hostile text $number does nothing in any field', async ({ text }) => {
    expectNothingObeyed(await runScene(scene, text));
  });
});
