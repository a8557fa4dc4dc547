import { contestantsOnNode } from './contestants.ts';
import { startEmulatorChild } from './emulator/child.ts';
import { interleave, milliseconds, ratio } from './interleave.ts';
import { tableOf } from './table.ts';

/** To the same machine, and to a near and a far region of AWS, in milliseconds. */
const roundTrips = [0, 20, 80];

/**
 * The same as the start over TLS, through a relay that is so far away: a table in Markdown.
 *
 * @param against the bundle of another version, to be measured as well
 */
export async function networkTable(against?: string): Promise<string> {
  const places = await Promise.all(
    roundTrips.map(async (tlsRoundTripMilliseconds) => {
      const emulator = await startEmulatorChild({ cancelMilliseconds: 0, tlsRoundTripMilliseconds });
      return { emulator, contestants: contestantsOnNode(emulator, against) };
    }),
  );
  const count = places[0]?.contestants.length ?? 0;
  const measurements = await interleave(places, { weighMemory: false });
  const rows = measurements.map(({ name, requestMilliseconds, wholeMilliseconds }, at) => {
    // The limit is the first contestant of each place.
    const limit = measurements[at - (at % count)];
    return [
      `${roundTrips[Math.floor(at / count)]} ms`,
      name,
      milliseconds(requestMilliseconds),
      ratio(requestMilliseconds, limit?.requestMilliseconds),
      milliseconds(wholeMilliseconds),
      ratio(wholeMilliseconds, limit?.wholeMilliseconds),
    ];
  });
  return tableOf(['round trip', '', 'request at the server', '× limit', 'whole run', '× limit'], rows, 2);
}
