import { sendSigned } from '../signed-request.ts';
import type { Stage } from '../stage.ts';
import { atRest, hanging, nesting, withBucket } from '../templates.ts';

/** The update of a nested stack, and then that of its root. */
export async function nested(stage: Stage): Promise<void> {
  const { stacks, stackName, account } = stage;
  await stacks.create(bucketStackOf(stackName), withBucket);
  const { Outputs: [output] = [] } = await stacks.read(bucketStackOf(stackName));
  const bucket = output?.OutputValue ?? '';
  try {
    await stacks.create(stackName, nesting(await putTemplate(stage, bucket, atRest, 'at-rest')));
    await stacks.update(stackName, nesting(await putTemplate(stage, bucket, hanging, 'hanging')));
    const child = await account.childInProgress(stacks, stackName);

    const ofChild = await stage.runAction({ 'stack-name': child });
    const outcome = ofChild.outputs['outcome'];
    stage.expect('The outcome of the nested stack is one that the action knows', outcome, [
      'cancelled',
      'not-cancellable',
    ]);
    stage.find('nested-cancellation', `${outcome}: ${ofChild.outputs['message']}`);

    const ofRoot = await stage.runAction();
    const right = outcome === 'cancelled' ? ['cancelled', 'nothing-to-cancel'] : 'cancelled';
    stage.expect('The outcome of its root', ofRoot.outputs['outcome'], right);
    stage.expect('The step passes', ofRoot.exitCode, 0);
    stage.find('root-after-nested', ofRoot.outputs['message'] ?? '');
    const { StackStatus } = await stacks.read(stackName);
    stage.expect('The root is at rest', StackStatus, 'UPDATE_ROLLBACK_COMPLETE');
  } finally {
    for (const key of ['at-rest', 'hanging']) await store(stage, 'DELETE', bucket, key);
  }
}

/** The stack that has the bucket of the nested scenario. */
export function bucketStackOf(stackName: string): string {
  return `${stackName}-files`;
}

async function putTemplate(stage: Stage, bucket: string, body: string, key: string): Promise<string> {
  const { status, url } = await store(stage, 'PUT', bucket, key, body);
  if (status !== 200) throw new Error(`S3 answered ${status} to the template of the nested stack.`);
  return url;
}

async function store({ account }: Stage, method: 'DELETE' | 'PUT', bucket: string, key: string, body?: string) {
  const { region, credentials, storageUrl } = account;
  const url = new URL(`/${bucket}/${key}.json`, storageUrl);
  const more = body === undefined ? {} : { body };
  const { status } = await sendSigned({ service: 's3', region, credentials, url, method, ...more });
  return { status, url: url.href };
}
