import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { mutations } from './oracle/mutations.ts';

test.each(mutations)('the text that is broken so that $breaks stands in its file once', ({ file, from }) => {
  expect(readFileSync(`src/${file}`, 'utf8').split(from)).toHaveLength(2);
});
