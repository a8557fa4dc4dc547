import { describe, expect, test } from 'vitest';
import { helpText } from '../../../emulator/cli/help.ts';
import { parseFault } from '../../../emulator/faults/fault-syntax.ts';

describe('a fault on the command line', () => {
  test.each([
    ['error:ConflictException', { kind: 'error', name: 'ConflictException' }],
    [
      'error:InternalServerException@GetService,from=2,times=3',
      { kind: 'error', name: 'InternalServerException', operation: 'GetService', from: 2, times: 3 },
    ],
    [
      'error:Teapot,status=418,message=Short and stout',
      { kind: 'error', name: 'Teapot', status: 418, message: 'Short and stout' },
    ],
    ['throttle:0.5@GetService', { kind: 'throttle', callsPerSecond: 0.5, operation: 'GetService' }],
    ['discontinued:ValidationException', { kind: 'discontinued', name: 'ValidationException' }],
    ['reset-before', { kind: 'reset', stage: 'before' }],
    ['reset-after,times=1', { kind: 'reset', stage: 'after', times: 1 }],
    ['stall-before', { kind: 'stall', stage: 'before' }],
    ['stall-after', { kind: 'stall', stage: 'after' }],
    ['stall-body', { kind: 'stall-body' }],
    ['cut-body,probability=0.1', { kind: 'cut-body', probability: 0.1 }],
    ['empty-body', { kind: 'empty-body' }],
    ['invalid-json', { kind: 'invalid-json' }],
    ['proxy-page:503', { kind: 'proxy-page', status: 503 }],
    [
      'pipeline:deploymentStatus=SOMETHING_NEW',
      { kind: 'alter-pipeline', fields: { deploymentStatus: 'SOMETHING_NEW' } },
    ],
    [
      'pipeline:lastAttemptedDeploymentId',
      { kind: 'alter-pipeline', fields: { lastAttemptedDeploymentId: undefined } },
    ],
    ['delay:2.5', { kind: 'delay', milliseconds: 2500 }],
    [
      'stall-before@GetService,target=shop,times=1',
      { kind: 'stall', stage: 'before', operation: 'GetService', target: 'shop', times: 1 },
    ],
    ['service:status=DELETE_FAILED', { kind: 'alter-service', fields: { status: 'DELETE_FAILED' } }],
    ['deployment:deploymentStatus', { kind: 'alter-deployment', fields: { deploymentStatus: undefined } }],
    ['stack:StackStatus=NEW', { kind: 'alter-stack', fields: { StackStatus: 'NEW' } }],
    ['event:ResourceStatusReason', { kind: 'alter-event', fields: { ResourceStatusReason: undefined } }],
    ['stale:3@GetService', { kind: 'stale', milliseconds: 3000, operation: 'GetService' }],
    ['lag:8@DescribeStacks', { kind: 'lag', milliseconds: 8000, operation: 'DescribeStacks' }],
    ['clock:-30', { kind: 'clock', milliseconds: -30_000 }],
    ['deletion', { kind: 'deletion', milliseconds: undefined }],
    ['deletion:never', { kind: 'deletion', milliseconds: Number.POSITIVE_INFINITY }],
  ])('%s', (text, fault) => {
    expect(parseFault(text)).toStrictEqual(fault);
  });

  test.each([
    ['', 'one of error, throttle'],
    ['explode', 'one of error, throttle'],
    ['error', 'such as error:ConflictException'],
    ['error:E@Nothing', 'one of CreateService'],
    ['error:E,times=0', 'a whole number from 1'],
    ['error:E,times', 'KIND[:ARGUMENT][@OPERATION]'],
    ['error:E,often=1', 'one of target, from, times, probability'],
    ['error:E,status=200', 'a whole number from 400 to 599'],
    ['cut-body,status=500', 'an error'],
    ['cut-body,probability=2', 'a number from 0 to 1'],
    ['throttle:fast', 'a number from 0'],
    ['proxy-page:500', 'one of 200, 403, 502, 503'],
    ['pipeline:', 'a field of the pipeline'],
    ['delay:soon', 'a number from 0'],
    ['stale', 'a number from 0'],
    ['clock:300', 'between -300 and 300'],
    ['clock:', 'between -300 and 300'],
    ['deletion:soon', 'a number of seconds'],
    ['service:', 'a field of the service'],
  ])('%j is refused with the rule', (text, rule) => {
    expect(() => parseFault(text)).toThrow(rule);
    expect(() => parseFault(text)).toThrow(/^--fault: "/);
  });

  test('has every kind explained in the help', () => {
    expect(() => parseFault('unknown')).toThrow(/one of (.*)\./);
    for (const kind of [
      'error',
      'throttle',
      'discontinued',
      'reset-before',
      'stall-body',
      'pipeline',
      'service',
      'delay',
      'stale',
      'clock',
      'deletion',
    ]) {
      expect(helpText()).toContain(`    ${kind}`);
    }
  });
});
