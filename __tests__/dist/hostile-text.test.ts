import { describe, expect, test } from 'vitest';
import type { StepResult } from '../../runner/run-step.ts';
import { emulateService, runAgainst } from './emulated-step.ts';

const hostile = [
  '::set-output name=outcome::cancelled',
  '\n::set-output name=outcome::cancelled',
  '\r::error::boo',
  '\r\n  ::add-mask::a',
  '##[add-mask]outcome',
  'text ##[error]boo',
  '::stop-commands::token',
  '\u2028::error::boo',
  '\u0085::error::boo',
  '\u001b[2J\u001b[31mred\u001b]8;;https://evil.example\u0007link',
  '<script>alert(1)</script><img src=x onerror=alert(1)>',
  '| a | b |\n| - | - |',
  '[click](https://evil.example) ![x](https://evil.example/x.png)',
  'https://evil.example www.evil.example',
  '@team @octocat #1 GH-1 octo-org/octo-repo#1',
  '```mermaid\ngraph TD; a-->b\n```',
  '%%{init: {"theme": "dark"}}%%\nclick a href "https://evil.example"',
  '</td></table><!-- --> &lt;b&gt;',
  '\u202Egnp.exe',
];

/** The commands that the action gives of its own: annotations, and debug lines where they are asked for. */
const ownCommands = new Set(['error', 'warning', 'notice', 'debug']);

function expectInert(result: StepResult): void {
  for (const { name, properties } of result.commands) {
    expect(ownCommands).toContain(name);
    if (name !== 'debug') expect(properties['title']).toBeTruthy();
  }
  for (const stream of [result.stdout, result.stderr]) {
    for (const line of stream.split(/[\r\n\u0085\u2028\u2029]/)) {
      expect(line.includes('##[') && !line.startsWith('::'), line).toBe(false);
      expect(line.trimStart().startsWith('::set-output') || line.trimStart().startsWith('::stop-commands'), line).toBe(
        false,
      );
    }
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be there
    expect(stream).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/);
  }
  const outsideCode = result.summary.replaceAll(/```mermaid\n[\s\S]*?\n```/g, '').replaceAll(/`[^`\n]*`/g, '');
  expect(outsideCode).not.toMatch(/<(script|img|b|\/td|\/table|!--)/i);
  expect(outsideCode).not.toMatch(/evil\.example|@team|@octocat/);
}

describe.concurrent('hostile text does nothing', () => {
  test.each(hostile)('as a status message: hostile text %#', async (text) => {
    const emulator = await emulateService({ cancelEnding: 'FAILED' });
    emulator.inject({ kind: 'alter-pipeline', fields: { deploymentStatusMessage: text } });
    const result = await runAgainst(emulator, { environment: { RUNNER_DEBUG: '1' } });
    expectInert(result);
    expect(result.outputs['outcome']).toBe('failed');
    expect(result.outputsAsSet.filter(([name]) => name === 'outcome').map(([, value]) => value)).toEqual([
      'requested',
      'failed',
    ]);
  });

  test.each(hostile)('as an error message: hostile text %#', async (text) => {
    const emulator = await emulateService();
    emulator.inject({ kind: 'error', name: 'AccessDeniedException', message: text });
    const result = await runAgainst(emulator, { environment: { RUNNER_DEBUG: '1' } });
    expectInert(result);
    expect(result.outputs['outcome']).toBe('error');
  });

  test.each(hostile)('as a status, an id and a template: hostile text %#', async (text) => {
    const emulator = await emulateService({ cancelMilliseconds: 60_000 });
    const fields = { deploymentStatus: text, lastAttemptedDeploymentId: text, templateName: text, arn: text };
    emulator.inject({ kind: 'alter-pipeline', fields });
    const result = await runAgainst(emulator, {
      inputs: { 'wait-for-minutes': '0.02' },
      environment: { RUNNER_DEBUG: '1' },
    });
    expectInert(result);
    expect(result.outputs['outcome']).toBe('timed-out');
  });
});
