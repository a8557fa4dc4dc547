// What costs nothing: handles of wait conditions, and wait conditions. A new wait condition waits for a signal that nobody
// sends, so an update hangs by itself for as long as it is told, and then fails.

type Resources = Readonly<Record<string, unknown>>;

const handle: Resources = { Handle: { Type: 'AWS::CloudFormation::WaitConditionHandle' } };

/** What each stack is created with: at rest in seconds. */
export const atRest = templateOf(handle);

/** An update that succeeds in seconds. */
export const growing = templateOf({ ...handle, Another: { Type: 'AWS::CloudFormation::WaitConditionHandle' } });

/** An update that hangs for an hour, unless it is cancelled. */
export const hanging = templateOf({ ...handle, Signal: waitCondition(3600) });

/** An update that fails after a second. */
export const failing = templateOf({ ...handle, Signal: waitCondition(1) });

/** A bucket, for the template of a nested stack: CloudFormation takes that from S3 only. */
export const withBucket = templateOf({ Bucket: { Type: 'AWS::S3::Bucket' } }, { Bucket: { Value: { Ref: 'Bucket' } } });

/** A stack with a nested one, whose template is at this address. */
export function nesting(childUrl: string): string {
  return templateOf({ Child: { Type: 'AWS::CloudFormation::Stack', Properties: { TemplateURL: childUrl } } });
}

function waitCondition(seconds: number) {
  const properties = { Handle: { Ref: 'Handle' }, Count: 1, Timeout: String(seconds) };
  return { Type: 'AWS::CloudFormation::WaitCondition', Properties: properties };
}

function templateOf(resources: Resources, outputs?: Resources): string {
  return JSON.stringify({ Resources: resources, ...(outputs === undefined ? {} : { Outputs: outputs }) }, null, 1);
}
