import { describe, expect, it } from 'vitest';
import type { CancellationEvent } from '../../src/cancellation/events.ts';
import { createNarrator, type LogLine, verdictLinesOf } from '../../src/report/log.ts';
import { everythingHostile } from './hostile.ts';
import { denied, deploymentId, facts, requestId, resultOf, servicesOf } from './sample.ts';

const throttled = { ...denied, kind: 'throttled', name: 'ThrottlingException', message: 'Rate exceeded' } as const;

function tell(serviceCount: number, ...events: readonly CancellationEvent[]): readonly LogLine[] {
  const narrator = createNarrator(serviceCount);
  return events.flatMap((event) => narrator.linesFor(event));
}

function state(state: string, serviceName = 'checkout'): CancellationEvent {
  return { type: 'state', serviceName, state, deploymentId, sinceRequestMilliseconds: 41_900, atMilliseconds: 42_100 };
}

function setback(serviceName: string): CancellationEvent {
  return { type: 'setback', serviceName, failure: throttled, atMilliseconds: 1_000 };
}

function levels(lines: readonly LogLine[]): readonly string[] {
  return lines.map(({ level }) => level);
}

describe('the log of one service', () => {
  it('tells each state with the time since the request', () => {
    expect(tell(1, state('CANCELLING'))).toEqual([
      {
        level: 'info',
        text: `[42 s] CANCELLING, Proton is stopping the deployment, 42 s after the request (deployment ${deploymentId})`,
      },
    ]);
  });

  it('tells of no request where none was sent', () => {
    const joined: CancellationEvent = {
      type: 'state',
      serviceName: 'checkout',
      state: 'CANCELLING',
      deploymentId: undefined,
      sinceRequestMilliseconds: undefined,
      atMilliseconds: 500,
    };
    expect(tell(1, joined).map(({ text }) => text)).toEqual(['[0.5 s] CANCELLING, Proton is stopping the deployment']);
  });

  it('keeps calls, request ids, attempts and delays for debugging', () => {
    const call = { type: 'call', serviceName: 'checkout', operation: 'GetService', atMilliseconds: 1_500 } as const;
    const lines = tell(
      1,
      call,
      { type: 'answer', serviceName: 'checkout', operation: 'GetService', requestId, atMilliseconds: 1_600 },
      { type: 'pause', serviceName: 'checkout', delayMilliseconds: 2_345, atMilliseconds: 1_600 },
      call,
    );
    expect(lines).toEqual([
      { level: 'debug', text: '[1.5 s] GetService, attempt 1' },
      { level: 'debug', text: `[1.6 s] GetService answered, request id ${requestId}` },
      { level: 'debug', text: '[1.6 s] next read in 2.3 s' },
      { level: 'debug', text: '[1.5 s] GetService, attempt 2' },
    ]);
  });

  it('tells a setback once, and its repetitions to those who debug', () => {
    const lines = tell(1, setback('checkout'), setback('checkout'));
    expect(levels(lines)).toEqual(['info', 'debug']);
    expect(lines[0]?.text).toBe(
      `[1 s] setback: CancelServicePipelineDeployment met ThrottlingException: Rate exceeded (request id ${requestId})`,
    );
  });

  it('gives a sign of life while it waits', () => {
    const lines = tell(1, {
      type: 'heartbeat',
      waiting: [{ serviceName: 'checkout', state: 'CANCELLING' }],
      ended: 0,
      remainingMilliseconds: 1_770_000,
      atMilliseconds: 30_000,
    });
    expect(lines).toEqual([{ level: 'info', text: '[30 s] still CANCELLING, gives up in 29 min 30 s' }]);
  });

  it('leaves the result to the verdict, which comes last', () => {
    expect(levels(tell(1, { type: 'end', result: resultOf('failed'), atMilliseconds: 1 }))).toEqual(['debug']);
    const [verdict, ...others] = verdictLinesOf([resultOf('cancelled')], facts);
    expect(verdict?.level).toBe('info');
    expect(verdict?.text).toMatch(/^Stopped: the pipeline deployment of checkout was cancelled/);
    expect(others).toEqual([]);
  });
});

describe('the log of several services', () => {
  it('names the service in each line', () => {
    expect(tell(2, state('CANCELLED'))[0]?.text).toMatch(/^\[42 s\] checkout: CANCELLED, the deployment is stopped/);
    expect(tell(2, setback('checkout'))[0]?.text).toMatch(/^\[1 s\] checkout: setback: /);
  });

  it('sums up what is still waited for', () => {
    const waiting = Array.from({ length: 12 }, (_, index) => ({
      serviceName: `service-${index}`,
      state: index < 10 ? 'CANCELLING' : 'IN_PROGRESS',
    }));
    const lines = tell(50, {
      type: 'heartbeat',
      waiting,
      ended: 38,
      remainingMilliseconds: 60_000,
      atMilliseconds: 90_000,
    });
    expect(lines[0]?.text).toBe(
      '[1 min 30 s] 38 ended, still waiting for 10 CANCELLING, 2 IN_PROGRESS (service-10, service-11); gives up in 1 min',
    );
  });

  it('counts the answers when all requests have gone out', () => {
    const results = servicesOf(4, ['requested', 'not-found']);
    expect(tell(4, { type: 'requests-answered', results, atMilliseconds: 800 })).toEqual([
      { level: 'info', text: '[0.8 s] all requests answered: 2 not found, 2 requested' },
    ]);
  });

  it('tells a result unless the last state has told it', () => {
    const end: CancellationEvent = { type: 'end', result: resultOf('cancelled'), atMilliseconds: 42_100 };
    expect(levels(tell(2, state('CANCELLED'), end))).toEqual(['info', 'debug']);
    expect(levels(tell(2, state('CANCELLING'), end))).toEqual(['info', 'info']);
    expect(tell(2, { type: 'end', result: resultOf('not-found'), atMilliseconds: 100 })[0]).toEqual({
      level: 'info',
      text: '[0.1 s] checkout: not-found: A reason for not-found.',
    });
  });

  it('stays readable when a thousand services meet the same setback', () => {
    const lines = tell(1_000, ...Array.from({ length: 1_000 }, (_, index) => setback(`service-${index}`)));
    const told = lines.filter(({ level }) => level === 'info');
    expect(told).toHaveLength(6);
    expect(told.at(-1)?.text).toContain('at further services too');
    expect(lines).toHaveLength(1_001);
  });

  it('ends with the verdict and the names behind each outcome but cancelled', () => {
    expect(verdictLinesOf(servicesOf(40, ['cancelled', 'timed-out']), facts).map(({ text }) => text)).toEqual([
      expect.stringMatching(/^Not all are known to be stopped\. 40 services: 20 timed out, 20 cancelled\./),
      expect.stringMatching(/^timed-out: service-1, service-3, .* and 10 more$/),
    ]);
  });
});

describe('a hostile text in the log', () => {
  it('can act in no line, wherever it comes from', () => {
    const failure = { ...denied, name: everythingHostile, message: everythingHostile, requestId: everythingHostile };
    const result = resultOf('error', { serviceName: everythingHostile, reason: everythingHostile, failure });
    const serviceName = everythingHostile;
    const events: readonly CancellationEvent[] = [
      { type: 'call', serviceName, operation: 'GetService', atMilliseconds: 0 },
      { type: 'answer', serviceName, operation: 'GetService', requestId: everythingHostile, atMilliseconds: 0 },
      { type: 'setback', serviceName, failure, atMilliseconds: 0 },
      { type: 'pause', serviceName, delayMilliseconds: 1, atMilliseconds: 0 },
      state(everythingHostile, serviceName),
      { type: 'requests-answered', results: [result], atMilliseconds: 0 },
      {
        type: 'heartbeat',
        waiting: [{ serviceName, state: everythingHostile }],
        ended: 0,
        remainingMilliseconds: 1,
        atMilliseconds: 0,
      },
      { type: 'end', result, atMilliseconds: 0 },
    ];
    const lines = [...tell(1, ...events), ...tell(2, ...events), ...verdictLinesOf([result, result], facts)];
    expect(lines.length).toBeGreaterThan(16);
    for (const { text } of lines) {
      expect(text).not.toMatch(/##\[|^\s*::|[\r\n\u2028\u0085]/);
      expect(text).not.toMatch(/\p{C}/u);
      expect(text.length).toBeLessThanOrEqual(2_000);
    }
  });
});
