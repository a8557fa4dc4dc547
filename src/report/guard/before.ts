import { isGoingOn } from '../../cancellation/model/deployment.ts';
import type { Observation } from '../../cancellation/model/observation.ts';
import { bounded, forLog, logMedium } from '../../text/escape.ts';
import { duration } from '../../text/time.ts';
import type { ReportFacts } from '../facts.ts';
import { byFailure, remedyOf } from '../failures/failure-groups.ts';
import { failureText } from '../failures/failure-text.ts';
import type { Annotation, ExitCode, LogLine, Runner } from '../ports.ts';
import { groupBy, namesOf } from '../sentences/grouping.ts';
import { stateText } from '../sentences/stages.ts';
import { vocabulary } from '../sentences/vocabulary.ts';
import { withoutSecrets } from '../without-secrets.ts';

type ObservationOf<Kind extends Observation['kind']> = Extract<Observation, { readonly kind: Kind }>;

/** Characters of one annotation that GitHub keeps (actions/runner, ExecutionContext.cs), less some for its title. */
const annotationLimit = 4_000;

/** What the guard says once it has seen all targets: what it will do at the end of the job, and what it will leave alone. */
function guardedLines(observations: readonly Observation[], facts: ReportFacts): readonly LogLine[] {
  const { deployment } = vocabulary[facts.targetKind];
  const notes = observations.flatMap((observation) => noteOn(observation, facts) ?? []);
  const what = `any ${deployment} of ${namesOf(observations, logMedium)} that started after this step and is still in progress`;
  const promise = facts.dryRun
    ? `Dry run: if this job fails or is cancelled, the guard will report, at the end of the job, ${what}. It will change nothing.`
    : `Guarding: if this job fails or is cancelled, the guard will cancel, at the end of the job, ${what}.`;
  return [...notes, promise].map((line) => ({ level: 'info', text: forLog(line) }));
}

function noteOn(observation: Observation, { targetKind }: ReportFacts): string | undefined {
  const { target, uncancellable } = vocabulary[targetKind];
  const name = logMedium.name(observation.target.name);
  if (observation.kind === 'missing') {
    return `There is no ${target} ${name} yet. AWS can't cancel ${uncancellable}: if that is still in progress at the end of the job, the guard can only report it.`;
  }
  if (observation.kind !== 'seen' || !isGoingOn(observation.state.stage)) return undefined;
  const state = stateText(observation.state, logMedium);
  return `${name} is already ${state}. That started before this step, so the guard will leave it alone.`;
}

/** Why the guard can't do its work, in one annotation; undefined if it can. Nothing was changed. */
function unguardedAnnotation(observations: readonly Observation[], facts: ReportFacts): Annotation | undefined {
  const busy = observations.filter((observation) => observation.kind === 'busy');
  const failed = observations.filter((observation) => observation.kind === 'failed');
  if (busy.length === 0 && failed.length === 0) return undefined;
  const lines = [
    ...textsOnFailed(failed, facts),
    ...textsOnBusy(busy, facts),
    'Nothing was changed, and the deployment after this step has not started.',
  ];
  return {
    severity: 'error',
    title: 'Not guarded',
    message: bounded(lines.map((line) => forLog(line)).join('\n'), annotationLimit),
  };
}

function textsOnBusy(busy: readonly ObservationOf<'busy'>[], { waitMilliseconds }: ReportFacts): readonly string[] {
  return [...groupBy(busy, ({ state }) => stateText(state, logMedium))].map(([state, group]) => {
    const names = namesOf(group, logMedium, 20);
    const verb = group.length === 1 ? 'is' : 'are';
    return `${names} ${verb} still ${state} after ${duration(waitMilliseconds)} (\`wait-first-minutes\`). Re-run this job when that has ended, or set a longer \`wait-first-minutes\`.`;
  });
}

function textsOnFailed(failed: readonly ObservationOf<'failed'>[], facts: ReportFacts): readonly string[] {
  const results = failed.map(({ target, failure }) => ({ target, failure, reason: { kind: 'failed-call' } as const }));
  return byFailure(results).map((group) => {
    const names = namesOf(group, logMedium, 20);
    const [{ failure }] = group;
    if (failure.kind === 'interrupted') return `The step was stopped before it had read the state of ${names}.`;
    if (failure.kind === 'out-of-time') return `There was no time to read ${names}: use several guard steps.`;
    return `${names}: ${failureText(failure, facts, logMedium)} ${remedyOf(group, facts, logMedium)}`;
  });
}

/** Says what is guarded, or why nothing is. */
export function reportObservations(found: readonly Observation[], facts: ReportFacts, runner: Runner): ExitCode {
  const observations = found.map((observation) => withoutSecrets(observation, runner.redact));
  const annotation = unguardedAnnotation(observations, facts);
  if (annotation !== undefined) {
    runner.annotate(annotation);
    return 1;
  }
  guardedLines(observations, facts).forEach(runner.log);
  return 0;
}
