import type { Emulator } from '../server.ts';

/** What is printed at the start: how to point clients at the emulator, and a first command to try. */
export function greeting(emulator: Emulator): string {
  const { url, region, accountId, credentials, proton } = emulator;
  const inProgress = proton
    .services()
    .map((service) => service.definition.name)
    .find((name) => proton.service(name)?.pipeline?.deploymentStatus === 'IN_PROGRESS');
  const command =
    inProgress === undefined ? 'list-services' : `cancel-service-pipeline-deployment --service-name ${inProgress}`;
  return `AWS Proton emulator at ${url}, region ${region}, account ${accountId}. Ctrl-C ends it.

Point clients at it:
  export AWS_ENDPOINT_URL_PROTON=${url}
  export AWS_REGION=${region}
  export AWS_ACCESS_KEY_ID=${credentials.accessKeyId}
  export AWS_SECRET_ACCESS_KEY=${credentials.secretAccessKey}
  export AWS_SESSION_TOKEN=

A first command to try:
  aws proton ${command} --region ${region} --endpoint-url ${url}

Requests: time, operation, service, answer, request id
`;
}
