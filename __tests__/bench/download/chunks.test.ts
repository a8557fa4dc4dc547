import { expect, test } from 'vitest';
import { unreachableChunks } from '../../../bench/download/chunks.ts';

test('a chunk counts as reached where the entry or a reached chunk loads it, in the words that ncc writes', () => {
  const scripts = new Map([
    ['index.js', 'await __nccwpck_require__.e(/* import() */ 385).then(load)'],
    ['385.index.js', 'Promise.all([__webpack_require__.e(7), __webpack_require__.e(/* import() */ 8)])'],
    ['7.index.js', ''],
    ['8.index.js', ''],
  ]);
  const shortened = new Map([
    ['index.js', 'let{run:t}=await b.e(760).then(b.bind(b,760))'],
    ['760.index.js', ''],
  ]);

  expect(unreachableChunks('index.js', scripts)).toEqual([]);
  expect(unreachableChunks('index.js', shortened)).toEqual([]);
});

test('a chunk that only itself, or another unreached one, loads is unreachable', () => {
  const scripts = new Map([
    ['index.js', ''],
    ['1.index.js', '__webpack_require__.e(1); __webpack_require__.e(2)'],
    ['2.index.js', ''],
  ]);

  expect(unreachableChunks('index.js', scripts)).toEqual(['1.index.js', '2.index.js']);
});
