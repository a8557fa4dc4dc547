import { isLoopback } from '../http/host.ts';
import type { Emulator } from '../server.ts';

/** What is printed at the start: how to point clients at the emulator, and a first command to try. */
export function greeting(emulator: Emulator): string {
  const { url, region, accountId, credentials } = emulator;
  return `AWS, emulated, at ${url}, region ${region}, account ${accountId}. Ctrl-C ends it.

Point clients at it:
  export AWS_ENDPOINT_URL=${url}
  export AWS_REGION=${region}
  export AWS_ACCESS_KEY_ID=${credentials.accessKeyId}
  export AWS_SECRET_ACCESS_KEY=${credentials.secretAccessKey}
  export AWS_SESSION_TOKEN=

A first command to try:
  ${firstCommand(emulator)} --region ${region} --endpoint-url ${url}

Requests: time, operation, service or stack, answer, request id. Changes: time, service or stack, state.
`;
}

/** What to say of a host that others can reach; nothing for one that they can't. */
export function hostWarning(host: string): string | undefined {
  return isLoopback(host)
    ? undefined
    : `Warning: others can reach this emulator at ${host}, and everybody knows its credentials. Without --host it listens at 127.0.0.1 only.`;
}

function firstCommand({ proton, cloudformation }: Emulator): string {
  const names = proton.services().map(({ definition }) => definition.name);
  const inProgress = names.find((name) => proton.service(name)?.pipeline?.deploymentStatus === 'IN_PROGRESS');
  if (inProgress !== undefined) return `aws proton cancel-service-pipeline-deployment --service-name ${inProgress}`;
  const updating = cloudformation
    .records()
    .find((stack) => cloudformation.latest(stack).status === 'UPDATE_IN_PROGRESS');
  return updating === undefined
    ? 'aws cloudformation list-stacks'
    : `aws cloudformation cancel-update-stack --stack-name ${updating.name}`;
}
