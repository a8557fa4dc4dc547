import { tableOf } from './table.ts';

/** What the bench is to show, and what it measured. */
export interface Target {
  readonly what: string;
  readonly wanted: string;
  readonly measured: string;
  /** Undefined where this machine could not measure it. */
  readonly met: boolean | undefined;
}

/** A target that is met where the measured value is the limit or less. */
export function atMost(
  what: string,
  measured: number | undefined,
  limit: number,
  show: (value: number) => string,
): Target {
  const known = measured !== undefined && !Number.isNaN(measured);
  return {
    what,
    wanted: `≤ ${show(limit)}`,
    measured: known ? show(measured) : 'not measured',
    met: known ? measured <= limit : undefined,
  };
}

/** The table of targets, in Markdown. */
export function targetsTable(targets: readonly Target[]): string {
  return tableOf(
    ['Target', 'Wanted', 'Measured', 'Met'],
    targets.map(({ what, wanted, measured, met }) => [what, wanted, measured, verdict(met)]),
    4,
  );
}

function verdict(met: boolean | undefined): string {
  if (met === undefined) return '–';
  return met ? 'yes' : '**no**';
}
