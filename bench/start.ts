import { contestants } from './contestants.ts';
import { startEmulatorChild } from './emulator/child.ts';
import { interleave, type Measurement, mebibytes, milliseconds, ratio } from './interleave.ts';
import { tableOf } from './table.ts';

/**
 * How fast the request is at the server, and the step over, where the network costs nothing: a table in Markdown.
 *
 * @param against the bundle of another version, to be measured as well
 */
export async function startTable(against?: string): Promise<string> {
  const emulator = await startEmulatorChild({ cancelMilliseconds: 0 });
  const measurements = await interleave([{ emulator, contestants: contestants(emulator, against) }], {
    weighMemory: true,
  });
  const floor = measurements[0]?.wholeMilliseconds;
  const row = ({ name, requestMilliseconds, wholeMilliseconds, peakMemory }: Measurement): readonly string[] => [
    name,
    milliseconds(requestMilliseconds),
    ratio(requestMilliseconds, floor),
    milliseconds(wholeMilliseconds),
    ratio(wholeMilliseconds, floor),
    mebibytes(peakMemory),
  ];
  return tableOf(
    ['', 'request at the server', '× floor', 'whole run', '× floor', 'peak memory'],
    measurements.map(row),
  );
}
