import { buffer } from 'node:stream/consumers';
import {
  CancelServicePipelineDeploymentCommand,
  GetDeploymentCommand,
  GetServiceCommand,
  ProtonClient,
} from '@aws-sdk/client-proton';
import { Caller } from '../aws/caller.ts';
import { clientSettings, type ServiceSettings } from '../aws/client-settings.ts';
import { ownFailure } from '../cancellation/model/failure.ts';
import type { DeploymentService } from '../cancellation/ports.ts';
import { showsEndOfProton } from './end-of-service.ts';
import { readCancellation, readDeployment, readService } from './readings.ts';

/** The port over AWS Proton: pipeline deployments of services, which are referred to by name. */
export function createProtonService(settings: ServiceSettings): DeploymentService {
  const caller = new Caller({
    ...settings,
    // The SDK's own collector loads Node's web streams only to find that a body isn't one, and holds on to bodies for a while.
    createClient: () => new ProtonClient({ ...clientSettings(settings), streamCollector: buffer }),
    isEndOfService: showsEndOfProton,
  });
  return {
    findsByToken: false,
    // Proton takes no token: a repeated request cancels the deployment that is in progress by then.
    cancel: (serviceName, _token, limits) =>
      caller.call('cancel', limits, {
        send: (client, observed) => client.send(observed(new CancelServicePipelineDeploymentCommand({ serviceName }))),
        read: (output) => readCancellation(output, serviceName),
      }),
    readState: (serviceName, limits) =>
      caller.call('read-state', limits, {
        send: (client, observed) => client.send(observed(new GetServiceCommand({ name: serviceName }))),
        read: (output) => readService(output, serviceName),
      }),
    readRecords: async (serviceName, { deploymentId }, limits) => {
      // GetDeployment needs an id.
      if (deploymentId === undefined) {
        return { ok: false, failure: ownFailure('unidentified', 'read-end'), dateEpoch: undefined };
      }
      return caller.call('read-end', limits, {
        send: (client, observed) => client.send(observed(new GetDeploymentCommand({ id: deploymentId, serviceName }))),
        read: (output) => [readDeployment(output)],
      });
    },
  };
}
