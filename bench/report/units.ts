/** A number with as many decimals as asked for, or a dash for what was not measured. */
export function decimal(value: number | undefined, decimals: number): string {
  return value === undefined || Number.isNaN(value) ? '–' : value.toFixed(decimals);
}

/** Such as `41.3 ms`. */
export function milliseconds(value: number | undefined): string {
  return withUnit(decimal(value, 1), 'ms');
}

/** Such as `31.4 s`. */
export function seconds(valueInMilliseconds: number | undefined, decimals = 1): string {
  return withUnit(decimal(valueInMilliseconds === undefined ? undefined : valueInMilliseconds / 1_000, decimals), 's');
}

/** Such as `61.2 MiB`. */
export function mebibytes(bytes: number | undefined): string {
  return withUnit(decimal(bytes === undefined ? undefined : bytes / 2 ** 20, 1), 'MiB');
}

/** Such as `994,782 B`. */
export function bytes(value: number | undefined): string {
  return withUnit(value === undefined ? '–' : value.toLocaleString('en-US'), 'B');
}

/** Such as `2.31×`. */
export function times(value: number | undefined): string {
  return withUnit(decimal(value, 2), '×', '');
}

function withUnit(number: string, unit: string, gap = ' '): string {
  return number === '–' ? number : `${number}${gap}${unit}`;
}
