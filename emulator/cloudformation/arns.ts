import type { Place } from '../place.ts';

/** The ARN of a stack, which is its id (service authorization reference, AWS CloudFormation). */
export function stackArn({ region, accountId }: Place, name: string, uuid: string): string {
  return `arn:aws:cloudformation:${region}:${accountId}:stack/${name}/${uuid}`;
}

/** The ARN of a change set, which is its id (service authorization reference, AWS CloudFormation). */
export function changeSetArn({ region, accountId }: Place, name: string, uuid: string): string {
  return `arn:aws:cloudformation:${region}:${accountId}:changeSet/${name}/${uuid}`;
}

/** The name in a stack's ARN; a name as it is. */
export function nameInStackId(nameOrId: string): string {
  return /^arn:[^:]*:cloudformation:[^:]*:[^:]*:stack\/([^/]*)/.exec(nameOrId)?.[1] ?? nameOrId;
}

/** The resource that the actions on a stack are allowed on (service authorization reference, AWS CloudFormation). */
export function resourceOf(place: Place, name: string | undefined): string {
  return name === undefined ? '*' : stackArn(place, name, '*');
}
