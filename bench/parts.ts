import { downloadTable, downloadTargets, measureDownload } from './download/download.ts';
import { emulatorMemoryTable, emulatorMemoryTargets, measureEmulatorMemory } from './emulator/memory.ts';
import {
  manyCancelMilliseconds,
  manyTargetsTable,
  manyTargetsTargets,
  measureManyTargets,
} from './many/many-targets.ts';
import {
  measureSlowRequest,
  slowRequestCancelMilliseconds,
  slowRequestCount,
  slowRequestMilliseconds,
  slowRequestRuns,
  slowRequestTable,
  slowRequestTargets,
} from './many/slow-request.ts';
import type { TargetKind } from './many/target-kind.ts';
import { measureNetwork, networkRuns, networkTable, networkTargets } from './network/network.ts';
import type { Target } from './report/target.ts';
import { seconds } from './report/units.ts';
import { measureStart, startTable, startTargets, timedRuns } from './start/start.ts';
import { measureWaits, waitTable, waitTargets } from './wait/wait.ts';

/** What a part of the bench found: paragraphs and tables in Markdown, and the targets that they are held against. */
export interface Findings {
  readonly markdown: readonly string[];
  readonly targets: readonly Target[];
  /** A sentence for each result of the action that is wrong. */
  readonly wrong: readonly string[];
}

/** A part of the bench, which can be run by itself. */
export interface Part {
  /** Its name on the command line. */
  readonly name: string;
  readonly heading: string;
  readonly what: string;
  /** How long it takes, in words. */
  readonly takes: string;
  /** @param tell takes what there is to say while it goes on */
  measure(tell: (progress: string) => void): Promise<Findings>;
}

const start: Part = {
  name: 'start',
  heading: 'Start',
  what: 'from the start of the process to the request, over loopback HTTP, beside others',
  takes: '20 s',
  measure: async () => {
    const result = await measureStart();
    const text = `Medians of ${timedRuns} runs each, interleaved; ${result.pinning}.`;
    return { markdown: [text, startTable(result)], targets: startTargets(result), wrong: [] };
  },
};

const network: Part = {
  name: 'network',
  heading: 'Network',
  what: 'likewise over TLS, with 0, 20 and 80 ms to the server and back',
  takes: '30 s',
  measure: async () => {
    const result = await measureNetwork();
    const text = `From the start of the process to the request at the server, over TLS. Medians of ${networkRuns} runs each, interleaved; ${result.pinning}.`;
    return { markdown: [text, networkTable(result)], targets: networkTargets(result), wrong: [] };
  },
};

const download: Part = {
  name: 'download',
  heading: 'Download',
  what: 'the size of what the runner downloads, and of `dist/`',
  takes: '1 s',
  measure: async () => {
    const result = measureDownload();
    return { markdown: [downloadTable(result)], targets: downloadTargets(result), wrong: [] };
  },
};

const wait: Part = {
  name: 'wait',
  heading: 'Wait',
  what: 'reads and lag of several ways of waiting, on simulated time',
  takes: '2 s',
  measure: async () => {
    const waits = await measureWaits();
    const text = 'On simulated time. Each cancellation takes the time given, plus or minus a tenth.';
    return { markdown: [text, waitTable(waits)], targets: waitTargets(waits), wrong: [] };
  },
};

const slowRequest: Part = {
  name: 'slow-request',
  heading: 'One slow request',
  what: 'what one slow request does to the 99 other targets of a step',
  takes: '2 min',
  measure: async (tell) => {
    const result = await measureSlowRequest('service', tell);
    const text =
      `${slowRequestCount} services; a cancellation takes ${seconds(slowRequestCancelMilliseconds, 0)}, ` +
      `the slow request is answered after ${seconds(slowRequestMilliseconds, 0)}. ` +
      `Times from the start of the process, medians of ${slowRequestRuns} runs each, interleaved.`;
    return { markdown: [text, slowRequestTable(result)], targets: slowRequestTargets(result), wrong: result.wrong };
  },
};

const manyServices = partOfMany('service', 'many-services', 'up to 1,000 services in one step', '9 min');
const manyStacks = partOfMany('stack', 'many-stacks', 'likewise for stacks', '5 min');

function partOfMany(kind: TargetKind, name: string, what: string, takes: string): Part {
  return {
    name,
    heading: `Many ${kind}s`,
    what: `${what}, with and without a limit of calls`,
    takes,
    measure: async (tell) => {
      const measurements = await measureManyTargets(kind, tell);
      const text = `Each cancellation takes ${seconds(manyCancelMilliseconds, 0)}; one ${kind} in four ends otherwise than cancelled.`;
      return {
        markdown: [text, manyTargetsTable(kind, measurements)],
        targets: manyTargetsTargets(kind, measurements),
        wrong: measurements.flatMap((measurement) => measurement.wrong),
      };
    },
  };
}

const emulatorMemory: Part = {
  name: 'emulator-memory',
  heading: "The emulator's memory",
  what: "whether the emulator's command keeps within bounds, however long it serves",
  takes: '1 min',
  measure: async () => {
    const measurements = await measureEmulatorMemory();
    const text = 'Signed reads over 32 connections; one request in ten is not signed.';
    return {
      markdown: [text, emulatorMemoryTable(measurements)],
      targets: emulatorMemoryTargets(measurements),
      wrong: [],
    };
  },
};

/** The parts that run when none is named: about a minute. */
export const shortParts: readonly Part[] = [start, network, download, wait];

/** All parts, in their order in the report. */
export const allParts: readonly Part[] = [...shortParts, slowRequest, manyServices, manyStacks, emulatorMemory];
