import type { ApiError } from '../../http/api-error.ts';
import type { QueryReader } from '../../query/query-reader.ts';
import { cloudFormationError } from '../cloudformation-error.ts';
import { templateRule } from '../rules.ts';
import type { StackSettings } from '../state/cloudformation-state.ts';

/**
 * Reads where a request has its template: in itself, or in S3. The function that it gives has the text; it throws
 * `ValidationError` where the request brings none, and for an address at which there is none.
 */
export function readTemplate(reader: QueryReader, { templateAt }: Pick<StackSettings, 'templateAt'>): () => string {
  const body = reader.optionalText('TemplateBody', templateRule);
  const url = reader.optionalText('TemplateURL');
  return () => {
    if (body !== undefined) return body;
    if (url === undefined) throw templateMissing();
    const template = templateAt?.(url);
    if (template === undefined) {
      throw cloudFormationError('ValidationError', 'S3 error: The specified key does not exist.');
    }
    return template;
  };
}

/** The error for a request that brings no template. */
export function templateMissing(): ApiError {
  return cloudFormationError('ValidationError', 'Either Template URL or Template Body must be specified.');
}
