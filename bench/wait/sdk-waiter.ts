import { mock } from 'node:test';
import { ProtonClient, type ServicePipeline, waitUntilServicePipelineDeployed } from '@aws-sdk/client-proton';
import type { SimulatedWait } from './simulation.ts';

/** A wait by the SDK's waiter. `lagMilliseconds` is how late it read of the end, which it does not take for one. */
export interface WaiterWait extends SimulatedWait {
  /** Whether it gave up only because its time was over, a day after the request. */
  readonly neverEnded: boolean;
}

const maxWaitSeconds = 86_400;

/** More pauses than the waiter can make in its time, since none is shorter than 10 s. */
const mostPauses = maxWaitSeconds / 10;

/** Runs the SDK's own waiter, on simulated time, for a cancellation that ends at a time in milliseconds. */
export async function waitLikeTheSdk(endMilliseconds: number): Promise<WaiterWait> {
  mock.timers.enable({ apis: ['setTimeout', 'Date'], now: 0 });
  try {
    const readAt: number[] = [];
    const client = clientThatSees(() => {
      readAt.push(Date.now());
      return Date.now() >= endMilliseconds ? 'CANCELLED' : 'CANCELLING';
    });
    const neverEnded = await runWaiter(client);
    const seenAt = readAt.find((at) => at >= endMilliseconds) ?? Number.NaN;
    const reads = readAt.indexOf(seenAt) + 1;
    return { endMilliseconds, reads, lagMilliseconds: seenAt - endMilliseconds, neverEnded };
  } finally {
    mock.timers.reset();
  }
}

/** @returns whether its time had to run out for it to end */
async function runWaiter(client: ProtonClient): Promise<boolean> {
  const timedOut = waitUntilServicePipelineDeployed(
    { client, maxWaitTime: maxWaitSeconds },
    { name: 'simulated' },
  ).then(
    () => false,
    (error: unknown) => error instanceof Error && error.name === 'TimeoutError',
  );
  let over = false;
  void timedOut.then(() => {
    over = true;
  });
  for (let pause = 0; pause < mostPauses && !over; pause += 1) {
    // Lets the waiter go as far as its next pause: nothing before it waits for anything but promises.
    await new Promise((resolve) => setImmediate(resolve));
    mock.timers.runAll();
  }
  return timedOut;
}

/** A client that answers every call by itself, before anything would be signed or sent. */
function clientThatSees(status: () => 'CANCELLED' | 'CANCELLING'): ProtonClient {
  const client = new ProtonClient({ region: 'us-east-1' });
  client.middlewareStack.add(
    () => async () => ({ response: undefined, output: { $metadata: {}, service: serviceWith(status()) } }),
    { step: 'initialize', priority: 'high' },
  );
  return client;
}

function serviceWith(deploymentStatus: 'CANCELLED' | 'CANCELLING') {
  const long = new Date(0);
  const pipeline: ServicePipeline = {
    arn: 'arn:aws:proton:us-east-1:123456789012:service/simulated/pipeline',
    createdAt: long,
    deploymentStatus,
    lastDeploymentAttemptedAt: long,
    lastDeploymentSucceededAt: long,
    templateName: 'simulated',
    templateMajorVersion: '1',
    templateMinorVersion: '0',
  };
  return {
    name: 'simulated',
    arn: 'arn:aws:proton:us-east-1:123456789012:service/simulated',
    templateName: 'simulated',
    createdAt: long,
    lastModifiedAt: long,
    status: 'ACTIVE' as const,
    spec: '',
    pipeline,
  };
}
