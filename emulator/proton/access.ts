import { isJsonObject } from '../json.ts';
import { deploymentArn, type Place, serviceArn } from './arns.ts';
import type { OperationName } from './operation-name.ts';
import { type ProtonError, protonError } from './proton-error.ts';

/**
 * The error that IAM answers to a call that the caller's policy does not allow (IAM user guide, "Troubleshoot access
 * denied error messages": implicit denial by an identity-based policy).
 */
export function accessDenied(place: Place, operation: OperationName, input: unknown): ProtonError {
  const caller = `arn:aws:sts::${place.accountId}:assumed-role/emulated-role/emulated-session`;
  const action = `proton:${operation}`;
  return protonError(
    'AccessDeniedException',
    `User: ${caller} is not authorized to perform: ${action} on resource: ${resource(place, operation, input)} because no identity-based policy allows the ${action} action`,
  );
}

/** The resource that each action is allowed on (service authorization reference, AWS Proton). */
function resource(place: Place, operation: OperationName, input: unknown): string {
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

/** The service that a request names, if it names one: `name` or `serviceName`, as the operation has it. */
export function serviceNameOf(input: unknown): string | undefined {
  return textMember(input, 'serviceName') ?? textMember(input, 'name');
}

function textMember(input: unknown, member: string): string | undefined {
  const value = isJsonObject(input) ? input[member] : undefined;
  return typeof value === 'string' ? value : undefined;
}
