import { isJsonObject } from '../../json.ts';
import type { TemplateResource } from '../template.ts';

/** The type of a resource that is there once somebody has sent it a signal, and fails if nobody does in time. */
export const waitConditionType = 'AWS::CloudFormation::WaitCondition';

/** What CloudFormation says of a wait condition that nobody has sent a signal. */
export const waitConditionTimeout = 'WaitCondition timed out. Received 0 conditions when expecting 1';

/** The wait condition among new resources that times out first: nobody sends signals here. */
export function firstTimeout(
  created: readonly TemplateResource[],
): { readonly resource: TemplateResource; readonly milliseconds: number } | undefined {
  return created
    .filter(({ type }) => type === waitConditionType)
    .map((resource) => ({ resource, milliseconds: timeoutSeconds(resource) * 1000 }))
    .toSorted((one, other) => one.milliseconds - other.milliseconds)[0];
}

/** Five minutes where the template says nothing that counts here, such as a reference. */
function timeoutSeconds({ declaration }: TemplateResource): number {
  const declared: unknown = JSON.parse(declaration);
  const properties = isJsonObject(declared) ? declared['Properties'] : undefined;
  const seconds = isJsonObject(properties) ? Number(properties['Timeout']) : Number.NaN;
  return seconds >= 0 ? seconds : 300;
}
