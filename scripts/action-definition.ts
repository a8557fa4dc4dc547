import path from 'node:path';
import { mapping, readYaml, text } from './yaml-file.ts';

/** An input as action.yml declares it. */
export interface ActionInput {
  readonly name: string;
  readonly description: string;
  readonly required: boolean;
  readonly default: string | undefined;
}

/** An output as action.yml declares it. */
export interface ActionOutput {
  readonly name: string;
  readonly description: string;
}

/** What action.yml promises to workflows. */
export interface ActionDefinition {
  readonly description: string;
  readonly inputs: readonly ActionInput[];
  readonly outputs: readonly ActionOutput[];
  /** The Node that the runner takes, such as `node24`. */
  readonly using: string;
  /** The script that the runner starts, from the action's folder. */
  readonly main: string;
  /** The script that the runner starts at the end of the job, if any. */
  readonly post: string | undefined;
  /** When it does so. */
  readonly postCondition: string;
}

/** Reads an action.yml: by default the one of the project's root. */
export function readActionDefinition(file = 'action.yml'): ActionDefinition {
  const definition = mapping(readYaml(path.resolve(import.meta.dirname, '..', file)));
  const runs = mapping(definition['runs']);
  return {
    description: text(definition['description']) ?? '',
    inputs: Object.entries(mapping(definition['inputs'])).map(([name, value]) => {
      const input = mapping(value);
      return {
        name,
        description: text(input['description']) ?? '',
        required: input['required'] === true,
        default: text(input['default']),
      };
    }),
    outputs: Object.entries(mapping(definition['outputs'])).map(([name, value]) => ({
      name,
      description: text(mapping(value)['description']) ?? '',
    })),
    using: text(runs['using']) ?? '',
    main: text(runs['main']) ?? '',
    post: text(runs['post']),
    postCondition: text(runs['post-if']) ?? 'always()',
  };
}
