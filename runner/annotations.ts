import type { WorkflowCommand } from './commands.ts';

/** An annotation as GitHub shows it at a run. */
export interface Annotation {
  readonly level: 'error' | 'warning' | 'notice';
  /** `title`, `file` and the like, by names in lower case. */
  readonly properties: Readonly<Record<string, string>>;
  readonly message: string;
}

/** Characters of a message that are kept. (actions/runner, ExecutionContext.cs) */
const messageLength = 4096;
/** Annotations of one level that GitHub shows of one step. */
const annotationsOfALevel = 10;

/** The annotation that a command makes, or undefined for a command of another kind. */
export function annotationOf({ name, properties, data }: WorkflowCommand): Annotation | undefined {
  if (name !== 'error' && name !== 'warning' && name !== 'notice') return undefined;
  return { level: name, properties, message: data.slice(0, messageLength) };
}

/** Those annotations of a step that GitHub shows: the first ten of each level. */
export function shownAnnotations(annotations: readonly Annotation[]): readonly Annotation[] {
  const counts = new Map<Annotation['level'], number>();
  return annotations.filter(({ level }) => {
    const count = (counts.get(level) ?? 0) + 1;
    counts.set(level, count);
    return count <= annotationsOfALevel;
  });
}
