import { describe } from 'vitest';
import { another, failing, ours, reading, withoutPipeline } from '../scripted-service.ts';
import { check, get } from './rows.ts';

describe('dry-run changes nothing', () => {
  const dry = { plan: { dryRun: true } };
  check([
    ['IN_PROGRESS', { service: [reading('IN_PROGRESS')] }, 'would-cancel', [get], { ...dry, deploymentId: ours }],
    ['CANCELLING', { service: [reading('CANCELLING')] }, 'nothing-to-cancel', [get], dry],
    ['SUCCEEDED', { service: [reading('SUCCEEDED')] }, 'nothing-to-cancel', [get], dry],
    ['CANCELLED', { service: [reading('CANCELLED')] }, 'nothing-to-cancel', [get], dry],
    ['FAILED', { service: [reading('FAILED')] }, 'nothing-to-cancel', [get], dry],
    ['DELETE_COMPLETE', { service: [reading('DELETE_COMPLETE')] }, 'deleted', [get], dry],
    ['an unknown status', { service: [reading('PAUSED')] }, 'error', [get], dry],
    ['no pipeline', { service: [withoutPipeline()] }, 'nothing-to-cancel', [get], dry],
    ['no service', { service: [failing('not-found')] }, 'not-found', [get], dry],
    [
      'faults for a while',
      { service: [failing('throttled'), failing('unreachable'), reading('IN_PROGRESS')] },
      'would-cancel',
      [get, get, get],
      dry,
    ],
    [
      'the guarded deployment is in progress',
      { service: [reading('IN_PROGRESS')] },
      'would-cancel',
      [get],
      { plan: { dryRun: true, deploymentId: ours } },
    ],
    [
      'another than the guarded one is in progress',
      { service: [reading('IN_PROGRESS')] },
      'nothing-to-cancel',
      [get],
      { plan: { dryRun: true, deploymentId: another } },
    ],
  ]);
});
