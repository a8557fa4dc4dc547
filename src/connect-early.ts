import { beginEarlyConnection, type EarlyConnection, earlyEndpointOf } from './aws/early-connection.ts';
import { settleAwsVariables } from './environment/aws-variables.ts';
import { apiOf } from './environment/endpoint.ts';
import { inputsIn, loadInputs } from './inputs.ts';

/** Starts the connection to AWS before most of the action is loaded; not where inputs are bad, which the step reports. */
export function connectEarly(environment: NodeJS.ProcessEnv): EarlyConnection | undefined {
  settleAwsVariables(environment);
  const loaded = loadInputs(inputsIn(environment), environment);
  if (!loaded.ok) return undefined;
  const { plan, region } = loaded.inputs;
  const endpoint = earlyEndpointOf(environment, region, apiOf[plan.targetKind]);
  return endpoint === undefined ? undefined : beginEarlyConnection(endpoint);
}
