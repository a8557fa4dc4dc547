import type { JsonObject } from '../../json.ts';
import { QueryReader } from '../../query/query-reader.ts';
import { parseTemplate } from '../template.ts';
import { readTemplate } from './given-template.ts';
import type { Reading } from './reading.ts';

/** ValidateTemplate: whether a template is one, and the parameters that it declares. */
export function validateTemplate({ state }: Reading, input: unknown): JsonObject {
  const reader = new QueryReader(input);
  const templateOf = readTemplate(reader, state.settings);
  reader.finish();
  const { description, parameters } = parseTemplate(templateOf());
  return {
    Description: description,
    Parameters: parameters.map((parameter) => ({
      ParameterKey: parameter.name,
      DefaultValue: parameter.default,
      NoEcho: parameter.noEcho,
      Description: parameter.description,
    })),
  };
}
