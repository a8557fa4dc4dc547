import { expect, test } from 'vitest';
import { inertLine } from '../../../emulator/step/inert-line.ts';
import { commandIn } from '../../../runner/commands.ts';

test.each([
  '::error::x',
  '  ::add-mask::x',
  '##[error]x',
  'x ##[error]x',
  '####[error]x',
  '\u0085::error::x',
  '\uff03\uff03\uff3berror]x',
  '\r::error::x',
])('the runner obeys nothing in hostile text %#', (line) => {
  const inert = inertLine(line);
  expect(commandIn(inert)).toBeUndefined();
  expect(inert).toMatch(/^[\x20-\x7e]*$/);
  expect(inert).not.toMatch(/^\s*::|##\[/);
});

test('a line of the log stays as it is', () => {
  const line = '2026-11-24T09:00:11.894Z  GetService  shop  ok  fba69365-cb8a-44cd-92ba-25f1acfa35ec';
  expect(inertLine(line)).toBe(line);
});
