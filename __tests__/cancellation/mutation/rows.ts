/** Takes the place of Vitest in the tests of the core, so that all rows are at hand and can be run again and again in one process. */
import { expect } from 'vitest';

export { expect };

/** One row: a test, with one set of the values that it is run with. */
export interface Row {
  readonly title: string;
  readonly run: () => unknown;
}

type Body<Values extends readonly unknown[]> = (...values: Values) => unknown;

const rows: Row[] = [];

/** The rows of the files that were loaded since the last call. */
export function takeRows(): readonly Row[] {
  return rows.splice(0);
}

export function test(title: string, run: Body<[]>): void {
  rows.push({ title, run });
}

export function describe(_title: string, body: Body<[]>): void {
  body();
}

test.each = eachOf(test);
describe.each = eachOf(describe);

function eachOf(make: (title: string, body: Body<[]>) => void) {
  return (table: readonly unknown[]) =>
    (title: string, body: Body<readonly unknown[]>): void => {
      for (const values of table) make(title, () => body(...(Array.isArray(values) ? values : [values])));
    };
}
