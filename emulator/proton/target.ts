import { isJsonObject } from '../json.ts';
import type { Place } from '../place.ts';
import { deploymentArn, serviceArn } from './arns.ts';
import { isProtonOperationName, type ProtonOperationName } from './operation-name.ts';

/** The service that a request names, if it names one: `name` or `serviceName`, as the operation has it. */
export function serviceNameOf(input: unknown): string | undefined {
  return textMember(input, 'serviceName') ?? textMember(input, 'name');
}

/** The resource that each action is allowed on (service authorization reference, AWS Proton). */
export function resourceOf(place: Place, operation: string, input: unknown): string {
  return isProtonOperationName(operation) ? resource(place, operation, input) : '*';
}

function resource(place: Place, operation: ProtonOperationName, input: unknown): string {
  switch (operation) {
    case 'ListDeployments':
    case 'ListServices':
      return '*';
    case 'GetDeployment':
      return deploymentArn(place, textMember(input, 'id') ?? '*');
    case 'CreateService':
    case 'UpdateServicePipeline':
    case 'CancelServicePipelineDeployment':
    case 'GetService':
    case 'DeleteService':
      return serviceArn(place, serviceNameOf(input) ?? '*');
  }
}

function textMember(input: unknown, member: string): string | undefined {
  const value = isJsonObject(input) ? input[member] : undefined;
  return typeof value === 'string' ? value : undefined;
}
