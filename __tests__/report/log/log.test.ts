import { describe, expect, test } from 'vitest';
import type { Stage } from '../../../src/cancellation/model/deployment.ts';
import type { CancellationEvent } from '../../../src/cancellation/model/events.ts';
import type { Failure } from '../../../src/cancellation/model/failure.ts';
import type { Reason } from '../../../src/cancellation/model/reason.ts';
import type { TargetResult } from '../../../src/cancellation/model/result.ts';
import { createNarrator, verdictLinesOf } from '../../../src/report/log/log.ts';
import type { LogLine } from '../../../src/report/ports.ts';
import { everythingHostile } from '../hostile.ts';
import {
  denied,
  deploymentId,
  facts,
  failedResources,
  failureOf,
  otherId,
  requestId,
  resultOf,
  seen,
  stackFacts,
  targetNamed,
  targetsOf,
} from '../sample.ts';

const throttled = failureOf('throttled', { name: 'ThrottlingException', message: 'Rate exceeded' });

function linesFor(targetCount: number, ...events: readonly CancellationEvent[]): readonly LogLine[] {
  const narrator = createNarrator(targetCount, facts, true);
  return events.flatMap((event) => narrator(event));
}

function textsFor(targetCount: number, ...events: readonly CancellationEvent[]): readonly string[] {
  return linesFor(targetCount, ...events).map(({ text }) => text);
}

function state(stage: Stage, status: string | undefined, targetName = 'checkout'): CancellationEvent {
  const sinceRequestMilliseconds = 41_900;
  return { type: 'state', targetName, stage, status, deploymentId, sinceRequestMilliseconds, atMilliseconds: 42_100 };
}

function failed(
  targetName: string,
  failure: Failure = throttled,
  next: 'retry' | 'look' | 'end' = 'retry',
  delayMilliseconds = 1_000,
): CancellationEvent {
  return { type: 'failure', targetName, failure, next, delayMilliseconds, atMilliseconds: 1_000 };
}

function heartbeat(
  ended: number,
  waiting: Extract<CancellationEvent, { readonly type: 'heartbeat' }>['waiting'],
): CancellationEvent {
  return { type: 'heartbeat', waiting, ended, remainingMilliseconds: 1_770_000, atMilliseconds: 30_000 };
}

function levels(lines: readonly LogLine[]): readonly string[] {
  return lines.map(({ level }) => level);
}

describe('the log of one target', () => {
  test('does not explain a status that AWS did not give', () => {
    expect(textsFor(1, state('unknown', undefined))).toEqual([
      `[42 s] in an unknown state (deployment ${deploymentId})`,
    ]);
  });

  test('says of a service without a pipeline that it has none', () => {
    const event = { ...state('absent', undefined), deploymentId: undefined };
    expect(textsFor(1, event)).toEqual(['[42 s] the service has no pipeline']);
  });

  test('tells each state, with the time once', () => {
    expect(linesFor(1, state('cancelling', 'CANCELLING'))).toEqual([
      {
        level: 'info',
        text: `[42 s] CANCELLING: AWS is cancelling the pipeline deployment (deployment ${deploymentId})`,
      },
    ]);
  });

  test('tells a state that has neither status nor deployment in plain words', () => {
    const event: CancellationEvent = {
      type: 'state',
      targetName: 'checkout',
      stage: 'cancelling',
      status: undefined,
      deploymentId: undefined,
      sinceRequestMilliseconds: undefined,
      atMilliseconds: 500,
    };
    expect(textsFor(1, event)).toEqual(['[0.5 s] AWS is cancelling the pipeline deployment']);
  });

  test('keeps calls, request ids, attempts and delays for debugging', () => {
    const call: CancellationEvent = { type: 'call', targetName: 'checkout', call: 'read-state', atMilliseconds: 1_500 };
    const answer = { type: 'answer', targetName: 'checkout', call: 'read-state', atMilliseconds: 1_600 } as const;
    const lines = linesFor(
      1,
      call,
      { ...answer, requestId },
      { type: 'pause', targetName: 'checkout', delayMilliseconds: 2_345, atMilliseconds: 1_600 },
      call,
      { ...answer, requestId: undefined },
    );
    expect(lines).toEqual([
      { level: 'debug', text: '[1.5 s] GetService, attempt 1' },
      { level: 'debug', text: `[1.6 s] GetService answered, request id ${requestId}` },
      { level: 'debug', text: '[1.6 s] next read in 2.3 s' },
      { level: 'debug', text: '[1.5 s] GetService, attempt 2' },
      { level: 'debug', text: '[1.6 s] GetService answered, without a request id' },
    ]);
  });

  test('tells a failure that is tried again once, and its repetitions to those who debug', () => {
    const lines = linesFor(1, failed('checkout'), failed('checkout'));
    expect(levels(lines)).toEqual(['info', 'debug']);
    expect(lines[0]?.text).toBe(
      `[1 s] CancelServicePipelineDeployment failed with ThrottlingException: Rate exceeded (request id ${requestId}); trying again in 1 s`,
    );
    expect(textsFor(1, failed('checkout', throttled, 'retry', 0))[0]).toMatch(/; trying again$/);
  });

  test('tells the end of the retries, too', () => {
    const lines = linesFor(1, failed('checkout'), failed('checkout', throttled, 'end', 0));
    expect(levels(lines)).toEqual(['info', 'info', 'debug']);
    expect(lines[1]?.text).toBe('[1 s] CancelServicePipelineDeployment failed with ThrottlingException');
  });

  test('leaves the text of a failure that ends the work to the verdict, and to those who debug', () => {
    expect(linesFor(1, failed('checkout', denied, 'end', 0))).toEqual([
      { level: 'info', text: '[1 s] CancelServicePipelineDeployment failed with AccessDeniedException' },
      {
        level: 'debug',
        text: `[1 s] CancelServicePipelineDeployment failed with AccessDeniedException: User is not authorized. (request id ${requestId})`,
      },
    ]);
  });

  test('tells of a refusal that leads to a look as a refusal, not as a failure', () => {
    const conflict = failureOf('conflict', { name: 'ConflictException' });
    const [line] = linesFor(1, failed('checkout', conflict, 'look', 0));
    expect(line).toEqual({
      level: 'info',
      text: '[1 s] CancelServicePipelineDeployment was refused with ConflictException; reading the state to find out why',
    });
  });

  test('tells of a request without an answer what is done about it', () => {
    const lost = failureOf('connection-lost', { name: 'ECONNRESET', message: 'socket hang up', requestId: undefined });
    expect(linesFor(1, failed('checkout', lost, 'look', 0))).toEqual([
      {
        level: 'info',
        text: '[1 s] CancelServicePipelineDeployment got no answer: ECONNRESET: socket hang up; reading the state to find out its effect',
      },
    ]);
  });

  test('tells a missing target once, though a second call confirms it', () => {
    const missing = failureOf('not-found', { name: 'ResourceNotFoundException' });
    const lines = linesFor(
      1,
      failed('checkout', missing, 'look', 0),
      failed('checkout', { ...missing, call: 'read-state' }, 'end', 0),
    );
    expect(levels(lines)).toEqual(['info', 'debug', 'debug']);
  });

  test('does not say that a deployment has just ended which it first sees after a refusal', () => {
    const conflict = failureOf('conflict', { name: 'ConflictException' });
    const texts = textsFor(1, failed('checkout', conflict, 'look', 0), state('succeeded', 'SUCCEEDED'));
    expect(texts.at(-1)).toBe(`[42 s] already SUCCEEDED (deployment ${deploymentId})`);
  });

  test('says that a deployment has ended where the answer to the request says so, or an earlier state', () => {
    const answer = { type: 'answer', targetName: 'checkout', requestId, atMilliseconds: 500 } as const;
    const ended = `[42 s] CANCELLED: the pipeline deployment was cancelled (deployment ${deploymentId})`;
    expect(textsFor(1, { ...answer, call: 'cancel' }, state('cancelled', 'CANCELLED')).at(-1)).toBe(ended);
    expect(textsFor(1, state('cancelling', 'CANCELLING'), state('cancelled', 'CANCELLED')).at(-1)).toBe(ended);
    expect(textsFor(1, { ...answer, call: 'read-state' }, state('cancelled', 'CANCELLED')).at(-1)).toContain(
      'already CANCELLED',
    );
  });

  test('gives a sign of life while it waits', () => {
    expect(linesFor(1, heartbeat(0, [{ targetName: 'checkout', status: 'CANCELLING' }]))).toEqual([
      { level: 'info', text: '[30 s] still CANCELLING; gives up in 29 min 30 s' },
    ]);
    expect(textsFor(1, heartbeat(0, [{ targetName: 'checkout', status: undefined }]))).toEqual([
      '[30 s] waiting for an answer; gives up in 29 min 30 s',
    ]);
  });

  test('leaves the result to the verdict, which comes last', () => {
    expect(levels(linesFor(1, { type: 'end', result: resultOf('failed'), atMilliseconds: 1 }))).toEqual(['debug']);
    const [where, verdict, ...others] = verdictLinesOf([resultOf('cancelled')], facts);
    expect(where?.text).toBe('Where: AWS Proton in eu-west-1, account 123456789012');
    expect(verdict?.level).toBe('info');
    expect(verdict?.text).toMatch(/^Cancelled: the pipeline deployment of checkout, after 42 s\./);
    expect(others).toEqual([]);
  });

  test('speaks of stacks in the terms of CloudFormation', () => {
    const narrator = createNarrator(1, stackFacts, true);
    const failure = failureOf('throttled', { call: 'read-state', name: 'Throttling' });
    expect(narrator(failed('web', failure))[0]?.text).toContain('DescribeStacks failed with Throttling');
    expect(narrator(state('rolling-back', 'UPDATE_ROLLBACK_IN_PROGRESS', 'web'))[0]?.text).toBe(
      `[42 s] UPDATE_ROLLBACK_IN_PROGRESS: the stack update is being rolled back (update ${deploymentId})`,
    );
  });
});

describe('the log of a stack', () => {
  const narrator = (targetCount: number) => createNarrator(targetCount, stackFacts, false);
  const lastSeen = seen('cleaning-up', 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS');
  const result = resultOf('succeeded', { lastSeen, isAtRest: false }, 'stack');
  const verdict: CancellationEvent = { type: 'verdict', result, results: [result], atMilliseconds: 43_000 };

  test('tells the verdict as soon as it is certain, and what is waited for then', () => {
    const text =
      'the verdict is certain: succeeded (finished first). Waiting until the stack is at rest, so a later step can use it.';
    expect(narrator(1)(verdict)).toEqual([{ level: 'info', text: `[43 s] ${text}` }]);
    expect(narrator(2)(verdict)).toEqual([{ level: 'info', text: `[43 s] web: ${text}` }]);
  });

  test.each([
    [
      'cleaning-up',
      'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS',
      'the stack update has finished, and AWS is deleting what it replaced',
    ],
    [
      'other-rollback',
      'ROLLBACK_IN_PROGRESS',
      'no stack update is in progress, and another operation is being rolled back',
    ],
    ['other-operation', 'CREATE_IN_PROGRESS', "an operation is in progress that can't be cancelled"],
  ] as const)('tells what %s means, also at first sight', (stage, status, meaning) => {
    expect(narrator(1)(state(stage, status, 'web'))[0]?.text).toBe(
      `[42 s] ${status}: ${meaning} (update ${deploymentId})`,
    );
  });

  test('tells a status once, though the events of the stack say more about it than the status does', () => {
    const events: readonly CancellationEvent[] = [
      state('rolling-back', 'UPDATE_ROLLBACK_IN_PROGRESS', 'web'),
      state('rolled-back', 'UPDATE_ROLLBACK_COMPLETE', 'web'),
      state('cancelled', 'UPDATE_ROLLBACK_COMPLETE', 'web'),
      { type: 'end', result: resultOf('cancelled', {}, 'stack'), atMilliseconds: 42_100 },
    ];
    const textsAfterFirst = (targetCount: number): readonly string[] => {
      const tell = narrator(targetCount);
      const told = events.flatMap(tell).filter(({ level }) => level === 'info');
      return told.slice(1).map(({ text }) => text);
    };
    const rolledBack = `UPDATE_ROLLBACK_COMPLETE: the stack update has been rolled back (update ${deploymentId})`;
    expect(textsAfterFirst(1)).toEqual([`[42 s] ${rolledBack}`]);
    expect(textsAfterFirst(2)).toEqual([
      `[42 s] web: ${rolledBack}`,
      `[42 s] web: cancelled: Update ${deploymentId} was cancelled.`,
    ]);
  });

  test('does not say of a deletion that failed that the stack is gone', () => {
    const events = [state('in-progress', 'UPDATE_IN_PROGRESS'), state('deleted', 'DELETE_FAILED')];
    const lines = events.flatMap(narrator(1));
    expect(lines.at(-1)?.text).toContain('] DELETE_FAILED: the stack could not be deleted (update');
  });

  test('finds nothing ended too early where the guard looks before the deployment', () => {
    const tell = createNarrator(1, { ...stackFacts, guard: { moment: 'before' } }, false);
    expect(tell(state('succeeded', 'UPDATE_COMPLETE'))[0]?.text).toBe(
      `[42 s] UPDATE_COMPLETE (update ${deploymentId})`,
    );
  });

  test('ends with the resource that failed first, and that the stack is not at rest', () => {
    const failure = resultOf('failed', { failedResources }, 'stack');
    expect(verdictLinesOf([failure], stackFacts).at(-1)?.text).toContain(
      "First to fail: Service (AWS::ECS::Service). AWS's reason: Service did not stabilize.",
    );
    expect(verdictLinesOf([result], stackFacts).at(-1)?.text).toContain(
      'The stack is not at rest yet (UPDATE_COMPLETE_CLEANUP_IN_PROGRESS): AWS refuses the next update until it is.',
    );
    expect(verdictLinesOf([{ ...result, isAtRest: true }], stackFacts).at(-1)?.text).not.toContain('at rest');
  });
});

describe('the log of several targets', () => {
  test('names the target in each line', () => {
    expect(textsFor(2, state('cancelling', 'CANCELLING'))[0]).toMatch(/^\[42 s\] checkout: CANCELLING: AWS is/);
    expect(textsFor(2, failed('checkout'))[0]).toMatch(/^\[1 s\] checkout: CancelServicePipelineDeployment failed/);
  });

  test('sums up what is still waited for', () => {
    const [a, b] = ['a', 'b'].map((targetName) => ({ targetName, status: 'CANCELLING' }));
    expect(
      textsFor(
        2,
        heartbeat(
          0,
          [a, b].filter((each) => each !== undefined),
        ),
      ),
    ).toEqual(['[30 s] 0 of 2 done; still CANCELLING: a, b; gives up in 29 min 30 s']);
    const waiting = Array.from({ length: 12 }, (_, index) => ({
      targetName: `service-${index}`,
      status: index < 9 ? 'CANCELLING' : index < 11 ? 'IN_PROGRESS' : undefined,
    }));
    expect(textsFor(50, heartbeat(38, waiting))).toEqual([
      '[30 s] 38 of 50 done; still CANCELLING: service-0, service-1, service-2 and 6 more; still IN_PROGRESS: service-9, service-10; waiting for an answer: service-11; gives up in 29 min 30 s',
    ]);
  });

  test('counts the answers when all requests have gone out', () => {
    const results = targetsOf(4, ['requested', 'not-found']);
    expect(linesFor(4, { type: 'requests-answered', results, atMilliseconds: 800 })).toEqual([
      { level: 'info', text: '[0.8 s] all requests answered: 2 not found, 2 being cancelled' },
    ]);
    expect(linesFor(4, { type: 'first-accepted', results, atMilliseconds: 100 })).toEqual([]);
  });

  test('has no outcome for those that a further look has to decide, or that are waited for', () => {
    const pending = resultOf('interrupted', { reason: { kind: 'pending' } });
    const waiting = resultOf('timed-out', { reason: { kind: 'waiting', isRollback: true } });
    const results = [resultOf('requested'), pending, pending, waiting];
    expect(linesFor(4, { type: 'requests-answered', results, atMilliseconds: 800 })).toEqual([
      { level: 'info', text: '[0.8 s] all requests answered: 1 being cancelled, 1 waited for, 2 not decided yet' },
    ]);
  });

  test('tells a result unless the last state has told it', () => {
    const end = (result: TargetResult): CancellationEvent => ({ type: 'end', result, atMilliseconds: 42_100 });
    const cancelled = end(resultOf('cancelled'));
    expect(levels(linesFor(2, state('cancelled', 'CANCELLED'), cancelled))).toEqual(['info', 'debug']);
    expect(levels(linesFor(2, state('cancelling', 'CANCELLING'), cancelled))).toEqual(['info', 'info']);
    for (const outcome of ['failed', 'succeeded'] as const) {
      const events = [state('cancelling', 'CANCELLING'), state(outcome, outcome), end(resultOf(outcome))];
      expect(levels(linesFor(2, ...events)).at(-1)).toBe('debug');
    }
    const reason: Reason = { kind: 'ended', stage: 'cancelled', successor: otherId, isAfterRequest: true };
    const taken = end(resultOf('cancelled', { reason }));
    expect(linesFor(2, state('cancelled', 'CANCELLED'), taken).at(-1)).toMatchObject({ level: 'info' });
    expect(linesFor(2, end(resultOf('not-found')))[0]).toEqual({
      level: 'info',
      text: '[42 s] checkout: not found: There is no service checkout in eu-west-1.',
    });
  });

  test('stays readable when a thousand targets meet the same failure', () => {
    const lines = linesFor(1_000, ...Array.from({ length: 1_000 }, (_, index) => failed(`service-${index}`)));
    const shown = lines.filter(({ level }) => level === 'info');
    expect(shown).toHaveLength(6);
    expect(shown.at(-1)?.text).toContain('for more targets: debug logging shows each');
    expect(lines).toHaveLength(1_001);
  });

  test('ends with the names behind each outcome but cancelled, and at the very end the verdict', () => {
    const texts = verdictLinesOf(targetsOf(40, ['cancelled', 'timed-out']), facts).map(({ text }) => text);
    expect(texts).toEqual([
      expect.stringMatching(/^timed out: service-1, service-3, .* and 10 more$/),
      'Where: AWS Proton in eu-west-1, account 123456789012',
      expect.stringMatching(/^AWS Proton: 20 of 40 pipeline deployments cancelled; 20 timed out\. What to do: Re-run/),
    ]);
  });
});

describe('a hostile text in the log', () => {
  test('can act in no line, wherever it comes from', () => {
    const targetName = everythingHostile;
    const failure = failureOf('unexpected', { name: targetName, message: targetName, requestId: targetName });
    const reason: Reason = { kind: 'rolled-back-by-others', by: 'itself', cause: targetName };
    const result = resultOf('error', {
      ...targetNamed(targetName),
      reason,
      failure,
      failedResources: [{ logicalId: targetName, resourceType: targetName, status: targetName, reason: targetName }],
    });
    const events: readonly CancellationEvent[] = [
      { type: 'call', targetName, call: 'read-state', atMilliseconds: 0 },
      { type: 'answer', targetName, call: 'read-state', requestId: targetName, atMilliseconds: 0 },
      failed(targetName, failure),
      failed(targetName, failure, 'look'),
      failed(targetName, failure, 'end'),
      { type: 'pause', targetName, delayMilliseconds: 1, atMilliseconds: 0 },
      { ...state('unknown', targetName, targetName) },
      { type: 'requests-answered', results: [result], atMilliseconds: 0 },
      heartbeat(0, [{ targetName, status: targetName }]),
      { type: 'verdict', result, results: [result], atMilliseconds: 0 },
      { type: 'end', result, atMilliseconds: 0 },
    ];
    const lines = [...linesFor(1, ...events), ...linesFor(2, ...events), ...verdictLinesOf([result, result], facts)];
    expect(lines.length).toBeGreaterThan(20);
    for (const { text } of lines) {
      expect(text).not.toMatch(/##\[|^\s*::|[\r\n\u2028\u0085]/);
      expect(text).not.toMatch(/\p{C}/u);
      expect(text.length).toBeLessThanOrEqual(2_000);
    }
  });
});
