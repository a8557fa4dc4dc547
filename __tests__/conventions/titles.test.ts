import { describe, expect, test } from 'vitest';
import config from '../../vitest.config.ts';
import { holdsCommand } from './titles.ts';

describe('the guard of titles', () => {
  test('refuses commands of both forms, in every culture', () => {
    const hostile = ['takes ##[error]x', 'takes ＃＃［error]x', '::error::x', ' "::error::x"', 'first\n::error::x'];
    expect(hostile.filter((title) => !holdsCommand(title))).toEqual([]);
  });

  test('accepts other titles', () => {
    expect(['takes a::b', 'counts ## 1', 'takes "$0"'].filter(holdsCommand)).toEqual([]);
  });

  test('is set up for every file of tests', () => {
    expect(config.test?.setupFiles).toEqual(['__tests__/setup.ts']);
  });
});
