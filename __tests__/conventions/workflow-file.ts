import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { list, type Mapping, mapping, text, texts } from '../../scripts/yaml-file.ts';
import { root } from './repository.ts';

/** A step of a workflow. Texts hold their expressions still unresolved. */
export interface WorkflowStep {
  readonly id: string | undefined;
  readonly name: string | undefined;
  readonly condition: string | undefined;
  readonly uses: string | undefined;
  readonly run: string | undefined;
  readonly inputs: Readonly<Record<string, string>>;
  readonly environment: Readonly<Record<string, string>>;
}

/** A job of a workflow. */
export interface WorkflowJob {
  readonly name: string;
  readonly permissions: unknown;
  readonly timeoutMinutes: string | undefined;
  /** The entries of `strategy.matrix.include`. */
  readonly matrix: readonly Mapping[];
  readonly environment: Readonly<Record<string, string>>;
  readonly steps: readonly WorkflowStep[];
}

/** A workflow file. */
export interface Workflow {
  /** From the repository's root, with slashes. */
  readonly file: string;
  readonly source: string;
  readonly triggers: unknown;
  readonly permissions: unknown;
  readonly concurrency: unknown;
  readonly jobs: readonly WorkflowJob[];
}

/** Reads all workflows of a folder of the repository. */
export function workflowsIn(folder: string): readonly Workflow[] {
  return readdirSync(path.join(root, folder))
    .filter((name) => name.endsWith('.yml'))
    .map((name) => readWorkflow(`${folder}/${name}`));
}

/** Reads one workflow, named from the repository's root. */
export function readWorkflow(file: string): Workflow {
  return parseWorkflow(file, readFileSync(path.join(root, file), 'utf8'));
}

/** Reads a workflow's source; `file` is what it is called by. */
export function parseWorkflow(file: string, source: string): Workflow {
  const workflow = mapping(parse(source));
  return {
    file,
    source,
    triggers: workflow['on'],
    permissions: workflow['permissions'],
    concurrency: workflow['concurrency'],
    jobs: Object.entries(mapping(workflow['jobs'])).map(([name, job]) => jobOf(name, mapping(job))),
  };
}

function jobOf(name: string, job: Mapping): WorkflowJob {
  const matrix = mapping(mapping(job['strategy'])['matrix']);
  return {
    name,
    permissions: job['permissions'],
    timeoutMinutes: text(job['timeout-minutes']),
    matrix: list(matrix['include']).map(mapping),
    environment: texts(job['env']),
    steps: list(job['steps']).map((step) => stepOf(mapping(step))),
  };
}

function stepOf(step: Mapping): WorkflowStep {
  return {
    id: text(step['id']),
    name: text(step['name']),
    condition: text(step['if']),
    uses: text(step['uses']),
    run: text(step['run']),
    inputs: texts(step['with']),
    environment: texts(step['env']),
  };
}
