const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;

/** A length of time for readers: `0.4 s`, `42 s`, `3 min 20 s`, `1 h 05 min`. Takes milliseconds. */
export function duration(milliseconds: number): string {
  if (!Number.isFinite(milliseconds) || milliseconds < 0) return '0 s';
  if (milliseconds < 9_950) return `${(milliseconds / second).toFixed(1).replace(/\.0$/, '')} s`;
  const seconds = Math.round(milliseconds / second);
  if (seconds < 60) return `${seconds} s`;
  if (seconds < hour / second) return joined(Math.floor(seconds / 60), 'min', seconds % 60, 's');
  const minutes = Math.round(seconds / 60);
  return joined(Math.floor(minutes / 60), 'h', minutes % 60, 'min');
}

/** A moment for readers, `2026-10-01 03:12:07 UTC`, or undefined if the text isn't a time. */
export function moment(time: string | Date | undefined): string | undefined {
  if (time === undefined) return undefined;
  const date = new Date(time);
  if (Number.isNaN(date.getTime())) return undefined;
  return `${date.toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}

function joined(whole: number, wholeUnit: string, rest: number, restUnit: string): string {
  if (rest === 0) return `${whole} ${wholeUnit}`;
  return `${whole} ${wholeUnit} ${String(rest).padStart(2, '0')} ${restUnit}`;
}
