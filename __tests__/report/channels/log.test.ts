import { describe, expect, it } from 'vitest';
import type { CancellationEvent } from '../../../src/cancellation/model/events.ts';
import type { ServiceResult } from '../../../src/cancellation/model/result.ts';
import type { Failure } from '../../../src/cancellation/ports.ts';
import { createNarrator, type LogLine, verdictLinesOf } from '../../../src/report/channels/log.ts';
import { everythingHostile } from '../hostile.ts';
import { denied, deploymentId, facts, requestId, resultOf, servicesOf } from '../sample.ts';

const throttled = { ...denied, kind: 'throttled', name: 'ThrottlingException', message: 'Rate exceeded' } as const;

function tell(serviceCount: number, ...events: readonly CancellationEvent[]): readonly LogLine[] {
  const narrator = createNarrator(serviceCount, true);
  return events.flatMap((event) => narrator.linesFor(event));
}

function state(state: string, serviceName = 'checkout'): CancellationEvent {
  return { type: 'state', serviceName, state, deploymentId, sinceRequestMilliseconds: 41_900, atMilliseconds: 42_100 };
}

function failed(serviceName: string, failure: Failure = throttled): CancellationEvent {
  return { type: 'setback', serviceName, failure, atMilliseconds: 1_000 };
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

  it('tells a failure that may pass once, and its repetitions to those who debug', () => {
    const lines = tell(1, failed('checkout'), failed('checkout'));
    expect(levels(lines)).toEqual(['info', 'debug']);
    expect(lines[0]?.text).toBe(
      `[1 s] CancelServicePipelineDeployment failed with ThrottlingException: Rate exceeded (request id ${requestId})`,
    );
  });

  it('leaves the text of a failure that ends the work to the annotation, and to those who debug', () => {
    expect(tell(1, failed('checkout', denied))).toEqual([
      { level: 'info', text: '[1 s] CancelServicePipelineDeployment failed with AccessDeniedException' },
      {
        level: 'debug',
        text: `[1 s] CancelServicePipelineDeployment failed with AccessDeniedException: User is not authorized. (request id ${requestId})`,
      },
    ]);
  });

  it('tells a missing service once, though a second operation confirms it', () => {
    const missing = { ...denied, kind: 'not-found', name: 'ResourceNotFoundException' } as const;
    const lines = tell(1, failed('checkout', missing), failed('checkout', { ...missing, operation: 'GetService' }));
    expect(levels(lines)).toEqual(['info', 'debug', 'debug']);
  });

  it('does not say that a deployment has just ended which it first sees after a refusal', () => {
    const lines = tell(1, failed('checkout', { ...denied, kind: 'conflict' }), state('SUCCEEDED'));
    expect(lines.at(-1)?.text).toBe(`[42 s] the pipeline is SUCCEEDED (deployment ${deploymentId})`);
  });

  it('says that a deployment has ended where the answer to the request says so, or an earlier state', () => {
    const answer = { type: 'answer', serviceName: 'checkout', requestId, atMilliseconds: 500 } as const;
    const accepted: CancellationEvent = { ...answer, operation: 'CancelServicePipelineDeployment' };
    const ended = `[42 s] CANCELLED, the deployment is stopped, 42 s after the request (deployment ${deploymentId})`;
    expect(tell(1, accepted, state('CANCELLED')).at(-1)?.text).toBe(ended);
    expect(tell(1, state('CANCELLING'), state('CANCELLED')).at(-1)?.text).toBe(ended);
    const read: CancellationEvent = { ...answer, operation: 'GetService' };
    expect(tell(1, read, state('CANCELLED')).at(-1)?.text).toContain('the pipeline is CANCELLED');
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
    expect(tell(2, state('CANCELLING'))[0]?.text).toMatch(/^\[42 s\] checkout: CANCELLING, Proton is stopping/);
    expect(tell(2, failed('checkout'))[0]?.text).toMatch(/^\[1 s\] checkout: CancelServicePipelineDeployment failed/);
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
      { level: 'info', text: '[0.8 s] all requests answered: 2 not found, 2 being cancelled' },
    ]);
  });

  it('tells a result unless the last state has told it', () => {
    const end: CancellationEvent = { type: 'end', result: resultOf('cancelled'), atMilliseconds: 42_100 };
    expect(levels(tell(2, state('CANCELLED'), end))).toEqual(['info', 'debug']);
    expect(levels(tell(2, state('CANCELLING'), end))).toEqual(['info', 'info']);
    for (const [status, outcome] of [
      ['FAILED', 'failed'],
      ['SUCCEEDED', 'succeeded'],
    ] as const) {
      const ended: CancellationEvent = { type: 'end', result: resultOf(outcome), atMilliseconds: 42_100 };
      expect(levels(tell(2, state('CANCELLING'), state(status), ended)).at(-1)).toBe('debug');
    }
    const reason = 'Deployment a was cancelled. Deployment b has taken its place since.';
    const taken: CancellationEvent = { type: 'end', result: resultOf('cancelled', { reason }), atMilliseconds: 42_100 };
    expect(tell(2, state('CANCELLED'), taken).at(-1)).toMatchObject({ level: 'info' });
    expect(tell(2, { type: 'end', result: resultOf('not-found'), atMilliseconds: 100 })[0]).toEqual({
      level: 'info',
      text: '[0.1 s] checkout: not-found: A reason for not-found.',
    });
  });

  it('stays readable when a thousand services meet the same failure', () => {
    const lines = tell(1_000, ...Array.from({ length: 1_000 }, (_, index) => failed(`service-${index}`)));
    const told = lines.filter(({ level }) => level === 'info');
    expect(told).toHaveLength(6);
    expect(told.at(-1)?.text).toContain('at further services too');
    expect(lines).toHaveLength(1_001);
  });

  it('ends with the names behind each outcome but cancelled, and at the very end the verdict', () => {
    expect(verdictLinesOf(servicesOf(40, ['cancelled', 'timed-out']), facts).map(({ text }) => text)).toEqual([
      expect.stringMatching(/^timed-out: service-1, service-3, .* and 10 more$/),
      '20 of 40 services stopped. The others: 20 timed out. What to do: see the error above.',
    ]);
  });
});

describe('the last line of the log', () => {
  function lastLineOf(results: readonly ServiceResult[]): string {
    return verdictLinesOf(results, facts).at(-1)?.text ?? '';
  }

  it('repeats nothing of the annotation above it', () => {
    expect(lastLineOf([resultOf('error')])).toBe(
      'Not stopped: checkout (error). Deployed now: unchanged by this step. What to do: see the error above.',
    );
    expect(lastLineOf([resultOf('succeeded')])).toBe(
      'Not stopped: checkout (succeeded). Deployed now: the new version, fargate-service 2.13, deployed 2026-09-29 14:02:11 UTC. What to do: see the warning above.',
    );
  });

  it('points to no annotation where nothing is left to do', () => {
    expect(lastLineOf([resultOf('nothing-to-cancel')])).toMatch(/unchanged by this step\.$/);
  });

  it('says what to do itself where no annotation has said it', () => {
    expect(lastLineOf([resultOf('requested')])).toMatch(
      /^Being stopped: .* What to do: To see how it ends, run this step/,
    );
  });

  it('counts the annotations of several services', () => {
    const results = servicesOf(8, ['failed', 'not-found', 'succeeded', 'nothing-to-cancel']);
    expect(lastLineOf(results)).toMatch(/see the 2 errors, the warning and the notice above\.$/);
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
