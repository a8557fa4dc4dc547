import { type InputSource, inputDefaults } from './name.ts';
import { problemWith, type Report } from './problem.ts';

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
  if (value === undefined) report(problemWith(name, text, 'must be true or false', hintOnBoolean(text)));
  return value ?? false;
}

/** `true`, `false` or `on-failure`. */
export function readCommentMode(source: InputSource, report: Report): CommentMode {
  const text = source('comment-on-pull-request') || inputDefaults['comment-on-pull-request'];
  if (text === 'on-failure') return 'on-failure';
  const value = booleanIn(text);
  if (value === undefined) {
    const hint = /^["'`]?(on[ _-]?)?fail(ure|ed)?["'`]?$/i.test(text) ? 'Write on-failure' : hintOnBoolean(text);
    report(problemWith('comment-on-pull-request', text, 'must be true, false or on-failure', hint));
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
