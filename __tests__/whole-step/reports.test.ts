import { describe, expect, test } from 'vitest';
import type { MemoryStepResult } from '../memory-runner.ts';
import { emulate, emulateService, resultsOf, service } from './emulated.ts';

describe('the reports of a step', () => {
  test('have debug lines with request ids and delays, and only where they are asked for', async () => {
    expect((await (await emulateService()).run()).debug).toEqual([]);
    const debug = (await (await emulateService()).run({ isDebug: true })).debug.join('\n');
    expect(debug).toMatch(/request id [0-9a-f-]{36}/);
    expect(debug).toMatch(/next read in \d/);
  });

  test('set the outputs of several services once more when all requests are answered', async () => {
    const emulator = await emulateService();
    const { outputsAsSet } = await emulator.run({ inputs: { 'service-name': `missing, ${service}` } });
    const values = (wanted: string) => outputsAsSet.filter(([name]) => name === wanted).map(([, value]) => value);
    expect(values('outcome')).toEqual(['mixed', 'mixed', 'mixed']);
    const ofTheLast = values('results').map((each) => each.match(/(?<="outcome":")[^"]+/g)?.at(-1));
    expect(ofTheLast).toEqual(['requested', 'requested', 'cancelled']);
  });

  test('leave no summary without job-summary, nor with bad input', async () => {
    const emulator = await emulateService();
    const quiet = await emulator.run({ inputs: { 'job-summary': 'false' } });
    expect([quiet.outputs['outcome'], quiet.summary]).toEqual(['cancelled', '']);
    const bad = await emulator.run({ inputs: { 'job-summary': 'false', 'dry-run': 'x' } });
    expect([bad.outputs['outcome'], bad.outputs['failed'], bad.summary]).toEqual(['error', '[]', '']);
  });

  test.each([
    ['true', '', [true]],
    ['on-failure', '', [false]],
    ['on-failure', 'cancelled', [true]],
    ['false', '', []],
  ])('with comment-on-pull-request %s, failing on "%s": may create a comment %j', async (mode, failOn, mayCreate) => {
    const inputs = { 'comment-on-pull-request': mode, 'fail-on': failOn, 'github-token': 'a-token' };
    const { comments } = await (await emulateService()).run({ inputs });
    expect(comments.map((comment) => comment.mayCreate)).toEqual(mayCreate);
  });

  test('give each of several targets its own outcome and error, in the order of the input', async () => {
    const { proton, run } = await emulate();
    proton.addService('works', { deployment: 'in-progress' });
    proton.addService('fails', { deployment: 'in-progress', cancelEnding: 'FAILED' });
    proton.addService('late', { deployment: 'in-progress', cancelEnding: 'SUCCEEDED' });
    proton.addService('idle', { deployment: 'succeeded' });
    const result = await run({ inputs: { 'service-name': 'works, fails\nlate, idle, missing, works' } });
    expect(outcomesOf(result, 'serviceName')).toEqual([
      ['works', 'cancelled'],
      ['fails', 'failed'],
      ['late', 'succeeded'],
      ['idle', 'nothing-to-cancel'],
      ['missing', 'not-found'],
    ]);
    expect(result.exitCode).toBe(1);
    expect(result.outputs).toMatchObject({ outcome: 'mixed', 'deployment-id': '', 'deployment-status': '' });
    const severities = result.annotations.map(({ severity }) => severity).toSorted();
    expect(severities).toEqual(['error', 'error', 'notice', 'warning']);
  });

  test('do so for stacks, too', async () => {
    const { cloudformation: stacks, run } = await emulate();
    stacks.addStack('works', { status: 'UPDATE_IN_PROGRESS' });
    stacks.addStack('fails', { status: 'UPDATE_IN_PROGRESS', rollbackEnding: 'UPDATE_ROLLBACK_FAILED' });
    stacks.addStack('idle');
    stacks.addStack('undone', { status: 'UPDATE_ROLLBACK_IN_PROGRESS', cancelMilliseconds: 5_000 });
    const result = await run({ inputs: { 'stack-name': 'works, fails\nidle, undone, missing, works' } });
    expect(outcomesOf(result, 'stackName')).toEqual([
      ['works', 'cancelled'],
      ['fails', 'failed'],
      ['idle', 'nothing-to-cancel'],
      ['undone', 'nothing-to-cancel'],
      ['missing', 'not-found'],
    ]);
    expect(result.outputs).toMatchObject({ outcome: 'mixed', failed: '["fails","missing"]' });
    expect(result.outputs['message']).toMatch(/^CloudFormation: 1 of 5 stack updates cancelled/);
  });
});

function outcomesOf(result: MemoryStepResult, name: string): readonly (readonly unknown[])[] {
  return resultsOf(result).map((each) => [each[name], each['outcome']]);
}
