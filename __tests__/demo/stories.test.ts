import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { stories, storyNames } from '../../demo/stories.ts';
import { tell } from '../../demo/tell.ts';
import { elementsOf } from './html.ts';
import { createPaper, partsOf } from './paper.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'demo-'));
});
afterAll(() => rm(folder, { recursive: true, force: true, maxRetries: 3 }));

/** How wide a terminal shows a line: an emoji takes two columns. */
function columnsOf(line: string): number {
  return line.replace(/\p{Emoji_Presentation}/gu, '--').length;
}

describe('every story', () => {
  test.concurrent.for(storyNames)(
    '%s ends as expected, and each part fits a screen',
    async (name, { expect: hold }) => {
      const story = stories[name];
      const { screen, text } = createPaper(100);
      const isAsExpected = await tell(name, story, screen, folder);
      const shown = text();
      hold(isAsExpected, shown).toBe(true);
      hold(shown).toContain(`Story "${name}"`);
      hold(shown).toMatch(/^ {2}- name: (Cancel|Guard) the /m);
      hold(shown).toContain(`The step ${story.expected.step} (exit code `);
      const hasOutputs = story.guardedStack === undefined;
      if (hasOutputs) hold(shown).toMatch(/^ {2}outcome +[a-z-]+$/m);
      else hold(shown).toContain('Cancelled: the stack update of orders-prod');
      hold(shown).toContain('The story ended as expected');
      hold(shown).not.toMatch(/\bundefined\b/);
      for (const part of partsOf(shown)) {
        const lines = part.split('\n');
        hold(lines.length, part).toBeLessThanOrEqual(40);
        hold(Math.max(...lines.map(columnsOf)), part).toBeLessThanOrEqual(100);
      }
      const headings = [...shown.matchAll(/^── (\S+).* ─+$/gm)].map(([, word]) => word);
      const hasComment = 'comment-on-pull-request' in story.inputs;
      const outputs = hasOutputs ? ['Outputs,'] : [];
      const wanted = ['The', 'Log,', 'Result', 'Annotations,', ...outputs, 'Job', ...(hasComment ? ['Comment,'] : [])];
      hold(headings).toEqual(wanted);
      const elements = elementsOf(await readFile(path.join(folder, `${name}.html`), 'utf8'));
      hold(elements.filter((element) => element.name === 'section')).toHaveLength(hasComment ? 3 : 2);
      hold(shown).toContain(`${name}.html`);
    },
  );
});

describe('a story with hostile text from AWS', () => {
  test('shows it on screen and page, where it can not act', async () => {
    const reason =
      '<script>alert(1)</script> <img src=x onerror=alert(2)> [a](javascript:alert(3)) \u001B[31mred\u0007';
    const story = {
      ...stories['stack-rollback-failed'],
      stacks: [
        {
          name: 'orders-prod',
          status: 'UPDATE_IN_PROGRESS' as const,
          cancelMilliseconds: 100,
          rollbackEnding: 'UPDATE_ROLLBACK_FAILED' as const,
          updateFailureReason: reason,
        },
      ],
    };
    const { screen, text } = createPaper(100);
    expect(await tell('hostile', story, screen, folder)).toBe(true);
    expect(text()).toContain('alert(1)');
    expect(text().replaceAll('\n', '')).not.toMatch(/\p{Cc}/u);
    const page = await readFile(path.join(folder, 'hostile.html'), 'utf8');
    expect(page).toContain('alert(1)');
    const names = new Set(elementsOf(page).map(({ name }) => name));
    expect(names.has('script') || names.has('img')).toBe(false);
    expect(page).not.toMatch(/href="javascript:/);
  });
});
