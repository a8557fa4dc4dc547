import type { JsonObject } from '../../json.ts';
import {
  arnText,
  descriptionText,
  gitBranchName,
  repositoryIdText,
  resourceName,
  specText,
  templateVersionPart,
} from '../constraints.ts';
import { protonError } from '../proton-error.ts';
import type { ProtonState } from '../proton-state.ts';
import type { ServiceDefinition, ServiceRecord, ServiceRepository } from '../service-record.ts';
import { serviceDetail } from '../service-view.ts';
import { RequestReader } from '../validation.ts';

/**
 * CreateService: begins a service and, with a repository, the first deployment of its pipeline. An identical retry
 * answers the service as long as it has not been modified (API reference, "Idempotent create APIs").
 */
export function createService(proton: ProtonState, input: unknown): JsonObject {
  const definition = readDefinition(input);
  const existing = proton.find(definition.name);
  if (existing !== undefined) refuseUnlessRetry(existing, definition);
  const service = existing ?? proton.createService(definition);
  return { service: serviceDetail(proton.place, service, proton.now()) };
}

function readDefinition(input: unknown): ServiceDefinition {
  const reader = new RequestReader(input);
  const definition = {
    name: reader.text('name', resourceName),
    templateName: reader.text('templateName', resourceName),
    templateMajorVersion: reader.text('templateMajorVersion', templateVersionPart),
    templateMinorVersion: reader.optionalText('templateMinorVersion', templateVersionPart) ?? '0',
    spec: reader.text('spec', specText),
    description: reader.optionalText('description', descriptionText),
  };
  const branchName = reader.optionalText('branchName', gitBranchName);
  const repositoryConnectionArn = reader.optionalText('repositoryConnectionArn', arnText);
  const repositoryId = reader.optionalText('repositoryId', repositoryIdText);
  reader.optionalTags('tags');
  reader.finish();
  return { ...definition, repository: repositoryOf(branchName, repositoryConnectionArn, repositoryId) };
}

/** The three belong to a pipeline, and are left out together for a template without one. */
function repositoryOf(
  branchName: string | undefined,
  repositoryConnectionArn: string | undefined,
  repositoryId: string | undefined,
): ServiceRepository | undefined {
  if (branchName !== undefined && repositoryConnectionArn !== undefined && repositoryId !== undefined) {
    return { branchName, repositoryConnectionArn, repositoryId };
  }
  if (branchName === undefined && repositoryConnectionArn === undefined && repositoryId === undefined) return undefined;
  throw protonError(
    'ValidationException',
    'branchName, repositoryConnectionArn and repositoryId must be given together for a service with a pipeline, and left out together for a service without one.',
  );
}

function refuseUnlessRetry(existing: ServiceRecord, definition: ServiceDefinition): void {
  const { name } = definition;
  if (JSON.stringify(existing.definition) !== JSON.stringify(definition)) {
    throw protonError(
      'ValidationException',
      `IdempotentParameterMismatch: the service ${name} exists and was created with other parameters.`,
    );
  }
  if (existing.deployments.length > 1 || existing.deletedAtMilliseconds !== undefined) {
    throw protonError('ConflictException', `The service ${name} exists and has been modified since its creation.`);
  }
}
