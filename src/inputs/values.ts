import { isOutcome, type Outcome, outcomes } from '../cancellation/model/outcome.ts';
import { type InputName, type InputSource, inputDefaults } from './name.ts';
import { hintOnQuotes, type Report } from './problem.ts';

/** When the pull request comment is written. */
export type CommentMode = 'always' | 'on-failure' | 'never';

/** A boolean by the YAML 1.2 core schema; false if it isn't one, which is then reported. */
export function readBoolean(
  name: 'dry-run' | 'include-spec' | 'job-summary',
  source: InputSource,
  report: Report,
): boolean {
  const text = source(name) || inputDefaults[name];
  const value = booleanIn(text);
  if (value === undefined) report(name, text, 'must be true or false', hintOnBoolean(text));
  return value ?? false;
}

/** `true`, `false` or `on-failure`. */
export function readCommentMode(source: InputSource, report: Report): CommentMode {
  const text = source('comment-on-pull-request') || inputDefaults['comment-on-pull-request'];
  if (text === 'on-failure') return 'on-failure';
  const value = booleanIn(text);
  if (value === undefined) {
    const hint = /^["'`]?(on[ _-]?)?fail(ure|ed)?["'`]?$/i.test(text) ? 'Write on-failure' : hintOnBoolean(text);
    report('comment-on-pull-request', text, 'must be true, false or on-failure', hint);
  }
  return value === true ? 'always' : 'never';
}

function booleanIn(text: string): boolean | undefined {
  if (/^(true|True|TRUE)$/.test(text)) return true;
  return /^(false|False|FALSE)$/.test(text) ? false : undefined;
}

function hintOnBoolean(text: string): string | undefined {
  if (/^["'`]?(true|yes|y|on|1|always)["'`]?$/i.test(text)) return 'Write true';
  return /^["'`]?(false|no|n|off|0|never)["'`]?$/i.test(text) ? 'Write false' : undefined;
}

/** A number; NaN if it isn't one, which is then reported. */
export function readNumber(
  name: 'wait-first-minutes' | 'wait-for-minutes' | 'max-poll-interval-seconds',
  { from, to, unit }: { readonly from: number; readonly to: number; readonly unit: string },
  source: InputSource,
  report: Report,
): number {
  const text = source(name) || inputDefaults[name];
  const value = /^\d+(\.\d+)?$/.test(text) ? Number(text) : Number.NaN;
  if (!(value >= from && value <= to)) {
    report(name, text, `must be a number from ${from} to ${to}, such as 1 or 2.5`, hintOnNumber(text, unit));
  }
  return value;
}

function hintOnNumber(text: string, unit: string): string | undefined {
  if (/^\d+,\d+$/.test(text)) return `Write ${text.replace(',', '.')}`;
  if (/^\d+(\.\d+)? ?[a-z]+$/i.test(text)) return `Give only the number of ${unit}`;
  return hintOnQuotes(text);
}

/** The id of the one deployment to cancel, or undefined for whichever is in progress. */
export function readDeploymentId(source: InputSource, targetCount: number, report: Report): string | undefined {
  const id = source('deployment-id');
  if (id === '') return undefined;
  // DeploymentId in Proton's API model; an OperationId of CloudFormation has the same form.
  const form = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
  if (!form.test(id)) {
    const hint = form.test(id.toLowerCase()) ? `Write ${id.toLowerCase()}` : hintOnQuotes(id);
    const rule = 'must be a lower-case UUID: a Proton deployment id, or the operation id of a stack update';
    report('deployment-id', id, rule, hint);
  }
  if (targetCount > 1) report('deployment-id', id, 'can only be given with a single target');
  return id;
}

/**
 * The parts of a list that is separated by newlines or commas, without spaces around them and without empty ones; undefined
 * for a JSON array, which is reported: its pieces would each be a problem of their own.
 */
export function readList(input: InputName, text: string, report: Report): readonly string[] | undefined {
  if (/^\[.*\]$/s.test(text)) {
    const hint = `This is a JSON array: give it as join(fromJSON(…), ',')`;
    report(input, text, 'must be a list separated by newlines or commas', hint);
    return undefined;
  }
  return text
    .split(/[\r\n,]/)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

/** The outcomes that fail the step. */
export function readFailOn(source: InputSource, report: Report): ReadonlySet<Outcome> {
  const text = source('fail-on') || inputDefaults['fail-on'];
  const failOn = new Set<Outcome>();
  const words = readList('fail-on', text, report);
  if (words === undefined) return failOn;
  const rule = `must be \`none\`, or any of: ${outcomes.join(', ')}`;
  for (const word of words) {
    if (isOutcome(word)) failOn.add(word);
    else if (word !== 'none') report('fail-on', word, rule, hintOnOutcome(word));
  }
  if (words.length === 0) report('fail-on', text, rule, 'To fail on no outcome, write none');
  if (words.includes('none') && words.length > 1) {
    report('fail-on', words.join(', '), "can't combine `none` with other values");
  }
  return failOn;
}

function hintOnOutcome(word: string): string | undefined {
  const likely = word
    .toLowerCase()
    .replace(/[_ ]+/g, '-')
    .replace(/["'`]/g, '')
    .replace('canceled', 'cancelled')
    .replace('timeout', 'timed-out');
  if (isOutcome(likely) || likely === 'none') return `Write ${likely}`;
  return /\s/.test(word) ? 'Separate outcomes with newlines or commas' : hintOnQuotes(word);
}
