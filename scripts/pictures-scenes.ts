import { stories, storyNames } from '../demo/stories.ts';
import type { Story, StoryService } from '../demo/story.ts';
import type { Outcome } from '../src/cancellation/model/outcome.ts';

/** A story whose summary is to be photographed. */
export interface Scene {
  /** The name of the picture, without its ending. */
  readonly name: string;
  readonly story: Story;
}

/** Numbers of services at which the summary must stay readable, beside the one of most stories. */
const crowds = [5, 50] as const;

/** Every story of the demo, and crowds of services. */
export const scenes: readonly Scene[] = [
  ...storyNames.map((name) => ({ name, story: stories[name] })),
  ...crowds.map((count) => ({ name: `${count}-services`, story: crowd(count) })),
];

/** Services of which most are cancelled, and some end in each other way that a deployment can end. */
function crowd(count: number): Story {
  const members = Array.from({ length: count }, (_each, index) => memberOf(index));
  return {
    shows: `${count} services at once`,
    situation: 'One step stops the deployments of many services side by side.',
    emulator: {},
    services: members.map(({ service }) => service),
    faults: [],
    inputs: {
      'service-name': members.map(({ service }) => service.name).join('\n'),
      'aws-region': 'us-east-1',
      'wait-for-minutes': '0.15',
    },
    expected: {
      step: 'failed',
      outcomes: Object.fromEntries(members.map(({ service, outcome }) => [service.name, outcome])),
    },
  };
}

interface Member {
  readonly service: StoryService;
  readonly outcome: Outcome;
}

function memberOf(index: number): Member {
  const subject = ['payments', 'orders', 'search', 'web', 'docs', 'billing', 'reports'][index % 7];
  const kind = ['api', 'worker', 'frontend', 'indexer', 'batch-importer'][index % 5];
  const { outcome, ...ending } = endingOf(index);
  const service = {
    name: `${subject}-${kind}-${index + 1}`,
    deployment: 'in-progress',
    templateName: 'web-service-pipeline',
    cancelMilliseconds: 1_000 + ((index * 731) % 3_500),
    ...ending,
  } as const;
  return { service, outcome };
}

function endingOf(index: number): Partial<StoryService> & Pick<Member, 'outcome'> {
  switch (index % 11) {
    case 2:
      return { cancelEnding: 'SUCCEEDED', outcome: 'succeeded' };
    case 3:
      return { cancelEnding: 'FAILED', outcome: 'failed' };
    case 4:
      return { deployment: 'succeeded', outcome: 'nothing-to-cancel' };
    case 9:
      return { cancelMilliseconds: 600_000, outcome: 'timed-out' };
    default:
      return { outcome: 'cancelled' };
  }
}
