import { beforeAll, describe, expect, test } from 'vitest';
import { createCommandReader } from '../../runner/command-reader.ts';
import { readActionDefinition } from '../../scripts/action-definition.ts';
import { outcomes } from '../../src/cancellation/model/outcome.ts';
import type { MemoryStepResult } from '../memory-runner.ts';
import { everythingHostile, hostilePieces } from '../report/hostile.ts';
import { actingInLog, expectInert } from '../report/inert-markdown.ts';
import { echoScenes } from './echo.ts';
import { type Echo, startEcho } from './echo-step.ts';

const whole = [
  '\r\n  ::add-mask::a',
  '::stop-commands::token',
  '\u001b[2J\u001b[31mred\u001b]8;;https://evil.example\u0007link',
  '| a | b |\n| - | - |\n</td></table><!-- --> &lt;b&gt;',
  '```mermaid\ngraph TD; a-->b\n```\n%%{init: {"theme": "dark"}}%%\nclick a href "https://evil.example"',
];
/** Pieces that act only at the start of a text come first in theirs. */
const atTheStart = hostilePieces.filter((piece) => /^\W*[:：]|^\p{M}|\[/u.test(piece));
const together = Array.from({ length: Math.ceil(hostilePieces.length / 8) }, (_nothing, at) =>
  hostilePieces.slice(at * 8, at * 8 + 8).join('\n'),
);
const texts = [everythingHostile, ...whole, ...atTheStart, ...together];

const outputs = readActionDefinition().outputs.map(({ name }) => name);

/** The runner judges: it sees no command, and no report has a link, a tag or a mention but the action's own. */
function expectNothingObeyed({ log, debug, annotations, outputsAsSet, summary, comments }: MemoryStepResult): void {
  const reader = createCommandReader();
  for (const line of [...log, ...debug]) {
    expect(reader.read(line)).toEqual({ kind: 'text', text: line });
    expect(line).not.toMatch(actingInLog);
  }
  expect(annotations.length).toBeLessThanOrEqual(1);
  for (const { title, message } of annotations) {
    expect(title).toMatch(/^(AWS Proton|CloudFormation)/);
    for (const line of [title, ...message.split('\n')]) expect(line).not.toMatch(actingInLog);
  }
  for (const [name, value] of outputsAsSet) {
    expect(outputs).toContain(name);
    if (name === 'outcome') expect([...outcomes]).toContain(value);
  }
  expect(comments).toHaveLength(1);
  expectInert(...comments.map(({ body }) => body), summary);
}

describe.each(echoScenes)('$title', (scene) => {
  let echo: Echo;
  beforeAll(async () => {
    echo = await startEcho();
  });

  // All at once in each scene, and of the others a fifth, so that each meets services and stacks.
  const chosen = texts.filter((_text, at) => at === 0 || (at + echoScenes.indexOf(scene)) % 5 === 0);

  test.each(chosen)('hostile text %# does nothing in any field', async (text) => {
    expectNothingObeyed(await echo(scene, text));
  });
});
