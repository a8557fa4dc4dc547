import type { JsonObject } from '../../json.ts';
import { resourceName, specText, templateVersionPart } from '../constraints.ts';
import type { PipelineVersion } from '../deployment.ts';
import { protonError } from '../proton-error.ts';
import type { ProtonState } from '../proton-state.ts';
import { pipelineDetail } from '../service-view.ts';
import { followingVersion, isBeyond } from '../template-version.ts';
import { RequestReader } from '../validation.ts';

const deploymentTypes = ['NONE', 'CURRENT_VERSION', 'MINOR_VERSION', 'MAJOR_VERSION'] as const;

interface UpdateRequest {
  readonly serviceName: string;
  readonly deploymentType: (typeof deploymentTypes)[number];
  readonly spec: string;
  readonly templateMajorVersion: string | undefined;
  readonly templateMinorVersion: string | undefined;
}

/** UpdateServicePipeline: begins a new deployment of the pipeline, unless the deployment type is `NONE`. */
export function updateServicePipeline(proton: ProtonState, input: unknown): JsonObject {
  const request = readRequest(input);
  const service = proton.get(request.serviceName);
  const before = pipelineDetail(proton.place, service, proton.now());
  if (before === undefined) throw invalid(`The service ${request.serviceName} has no pipeline.`);
  if (request.deploymentType !== 'NONE') {
    proton.startUpdate(request.serviceName, targetVersion(request.deploymentType, request, before));
  }
  return { pipeline: pipelineDetail(proton.place, proton.get(request.serviceName), proton.now()) };
}

function readRequest(input: unknown): UpdateRequest {
  const reader = new RequestReader(input);
  const request = {
    serviceName: reader.text('serviceName', resourceName),
    deploymentType: reader.word('deploymentType', deploymentTypes),
    spec: reader.text('spec', specText),
    templateMajorVersion: reader.optionalText('templateMajorVersion', templateVersionPart),
    templateMinorVersion: reader.optionalText('templateMinorVersion', templateVersionPart),
  };
  reader.finish();
  return request;
}

/** The version to deploy (API reference, UpdateServicePipeline, deploymentType). */
function targetVersion(
  deploymentType: Exclude<UpdateRequest['deploymentType'], 'NONE'>,
  { spec, templateMajorVersion, templateMinorVersion }: UpdateRequest,
  current: Omit<PipelineVersion, 'spec'>,
): PipelineVersion {
  const major = current.templateMajorVersion;
  const minor = current.templateMinorVersion;
  switch (deploymentType) {
    case 'CURRENT_VERSION':
      if (templateMajorVersion !== undefined || templateMinorVersion !== undefined) {
        throw invalid('CURRENT_VERSION goes without templateMajorVersion and templateMinorVersion.');
      }
      return { templateMajorVersion: major, templateMinorVersion: minor, spec };
    case 'MINOR_VERSION':
      if (templateMajorVersion !== undefined && templateMajorVersion !== major) {
        throw invalid(`MINOR_VERSION stays in the major version in use, which is ${major}.`);
      }
      return {
        templateMajorVersion: major,
        templateMinorVersion: templateMinorVersion ?? followingVersion(minor),
        spec,
      };
    case 'MAJOR_VERSION':
      if (templateMajorVersion !== undefined && !isBeyond(templateMajorVersion, major)) {
        throw invalid(`MAJOR_VERSION goes beyond the major version in use, which is ${major}.`);
      }
      return {
        templateMajorVersion: templateMajorVersion ?? followingVersion(major),
        templateMinorVersion: templateMinorVersion ?? '0',
        spec,
      };
  }
}

function invalid(message: string): Error {
  return protonError('ValidationException', message);
}
