import process from 'node:process';
import { expect, test } from 'vitest';
import { LeapingClock } from '../leaping-clock.ts';
import { runInMemory } from '../memory-runner.ts';
import { echoScenes } from './echo.ts';
import { environmentOf, type ScriptedAnswer, startEndpoint } from './scripted-endpoint.ts';

/** Each is the worst case for some pattern: one that looks for an end which never comes, or begins anew at each character. */
const units = ['a', ' ', '\n', '`', '&', '##[', 'arn:aws:', '@:/', 'word. '];
const rows = echoScenes.map((scene, index) => ({ ...scene, unit: units[index % units.length] ?? 'a' }));

// A pattern that takes quadratic time would take minutes. That all patterns are linear is `conventions/patterns.test.ts`.
test.each(rows)(
  '50 kB of $unit in every field of every answer at once take seconds: $title',
  async ({ inputs, echo, unit }) => {
    const text = unit.repeat(50_000 / unit.length);
    const answers: Record<string, ScriptedAnswer> = {};
    const endpoint = await startEndpoint((operation) => {
      answers[operation] ??= echo(operation, text);
      return answers[operation];
    });
    const before = process.cpuUsage();

    const step = await runInMemory({ inputs, environment: environmentOf(endpoint), clock: new LeapingClock() });

    const { user, system } = process.cpuUsage(before);
    expect(step.outputs['outcome']).toBeDefined();
    // Some ten fields, each of which may take a second. By the processor's time: the machine may be busy otherwise.
    expect((user + system) / 1e6).toBeLessThan(5);
  },
);
