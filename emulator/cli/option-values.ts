import { type IamAction, iamActions } from '../operation-name.ts';
import { OptionError } from './option-error.ts';

/** A number between two bounds, decimals allowed. @throws `OptionError` */
export function numberOption(option: string, value: string, minimum: number, maximum: number): number {
  const number = /^\d+(\.\d+)?$/.test(value) ? Number(value) : Number.NaN;
  if (!(number >= minimum && number <= maximum)) {
    throw new OptionError(option, value, `a number from ${minimum} to ${maximum}`);
  }
  return number;
}

/** A whole number between two bounds. @throws `OptionError` */
export function integerOption(option: string, value: string, minimum: number, maximum: number): number {
  const number = /^\d+$/.test(value) ? Number(value) : Number.NaN;
  if (!(number >= minimum && number <= maximum)) {
    throw new OptionError(option, value, `a whole number from ${minimum} to ${maximum}`);
  }
  return number;
}

const daySeconds = 86_400;

/** A duration given in seconds, or `never`: in milliseconds. @throws `OptionError` */
export function durationOption(option: string, value: string): number {
  if (value === 'never') return Number.POSITIVE_INFINITY;
  const seconds = /^\d+(\.\d+)?$/.test(value) ? Number(value) : Number.NaN;
  if (!(seconds <= daySeconds)) {
    throw new OptionError(option, value, `a number of seconds from 0 to ${daySeconds}, or "never"`);
  }
  return seconds * 1000;
}

/** One of some words. @throws `OptionError` */
export function wordOption<Word extends string>(option: string, value: string, words: readonly Word[]): Word {
  const word = words.find((candidate) => candidate === value);
  if (word === undefined) throw new OptionError(option, value, `one of ${words.join(', ')}`);
  return word;
}

/** A text of a form that a sentence describes. @throws `OptionError` */
export function patternOption(option: string, value: string, pattern: RegExp, rule: string): string {
  if (!pattern.test(value)) throw new OptionError(option, value, rule);
  return value;
}

/** An IAM action, such as `proton:GetService`, with or without its prefix. @throws `OptionError` */
export function actionOption(option: string, value: string): IamAction {
  const action = iamActions.find((candidate) => candidate === value || candidate.endsWith(`:${value}`));
  if (action === undefined) throw new OptionError(option, value, `one of ${iamActions.join(', ')}`);
  return action;
}
