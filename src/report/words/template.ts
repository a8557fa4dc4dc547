import type { Pipeline } from '../../cancellation/model/deployment.ts';

/** A pipeline's template with its version, `web-service-pipeline 1.0`; undefined where Proton named none. Outside text. */
export function templateOf(pipeline: Pipeline | undefined): string | undefined {
  const { templateName, templateMajorVersion, templateMinorVersion } = pipeline ?? {};
  if (!templateName) return undefined;
  const version = [templateMajorVersion, templateMinorVersion].filter((part) => part !== undefined).join('.');
  return version === '' ? templateName : `${templateName} ${version}`;
}
