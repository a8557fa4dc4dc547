import { beforeEach } from 'vitest';
import { searchBy } from '../../runner/culture.ts';

const japanese = searchBy('ja');

/**
 * Whether a title could be a workflow command to some runner. Vitest prints titles of slow and of failed tests: in CI,
 * GitHub's runner would obey.
 */
export function holdsCommand(title: string): boolean {
  return japanese.indexOf(title, '##[') >= 0 || /^\W*(::|：：)/m.test(title);
}

/** Has every test fail whose title holds a command. A setup file of vitest calls it. */
export function forbidCommandsInTitles(): void {
  beforeEach(({ task }) => {
    if (holdsCommand(task.name))
      throw new Error('The title of this test holds a workflow command, which CI would obey.');
  });
}
