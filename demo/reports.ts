import type { RecordedRequest } from '../emulator/http/recorded-request.ts';
import { verdictOn } from './differences.ts';
import { shortTextOf } from './markdown-text.ts';
import type { Pen } from './pen.ts';
import type { Performance } from './perform.ts';
import type { Tone } from './screen.ts';
import { apiOf, type Story } from './story.ts';

/** Lines of one value of an output, and of one paragraph of a report. */
const mostLines = { output: 2, paragraph: 4 };

const tones: Readonly<Record<'error' | 'warning' | 'notice', Tone>> = {
  error: 'bad',
  warning: 'caution',
  notice: 'good',
};

/** Shows what a step left behind: its result, annotations, outputs, job summary and comment, each cut to fit a screen. */
export function showReports(story: Story, performance: Performance, pen: Pen): void {
  showResult(story, performance, pen);
  showAnnotations(performance, pen);
  if (story.guardedStack === undefined) showOutputs(performance, pen);
  pen.heading('Job summary, on the page of the run (in short)');
  showMarkdown(performance.step.summary, pen);
  if (performance.comment === undefined) return;
  pen.heading('Comment, on the pull request (in short)');
  showMarkdown(performance.comment, pen);
}

function showResult(story: Story, { step, requests }: Performance, pen: Pen): void {
  pen.heading('Result');
  const verdict = verdictOn(step);
  const code = step.exitCode === null ? 'ended by a signal' : `exit code ${step.exitCode}`;
  const seconds = (step.milliseconds / 1_000).toFixed(1);
  pen.prose(`The step ${verdict} (${code}) after ${seconds} s.`, verdict === 'passed' ? 'good' : 'bad');
  pen.prose(`Calls to ${apiOf(story)}: ${counted(requests.map(callOf)).join(', ') || 'none'}.`);
}

function callOf({ operation, answer }: RecordedRequest): string {
  if (answer === 'ok') return operation;
  return `${operation} (${answer.startsWith('reset') ? 'no answer' : answer})`;
}

/** Each text once, with its number: `4 × GetService`. */
function counted(texts: readonly string[]): readonly string[] {
  const counts = Map.groupBy(texts, (text) => text);
  return [...counts].map(([text, { length }]) => (length === 1 ? text : `${length} × ${text}`));
}

function showAnnotations({ step }: Performance, pen: Pen): void {
  pen.heading('Annotations, on the page of the run');
  if (step.annotations.length === 0) pen.prose('None: annotations are for what somebody should look at.');
  for (const { level, properties, message } of step.annotations) {
    pen.quote(`${level}: ${properties['title'] ?? ''}`, tones[level]);
    pen.quote(message, 'plain', mostLines.paragraph);
  }
}

function showOutputs({ step }: Performance, pen: Pen): void {
  // biome-ignore lint/suspicious/noTemplateCurlyInString: GitHub's own way of writing an expression.
  pen.heading('Outputs, for later steps: ${{ steps.cancel.outputs.NAME }}');
  const outputs = Object.entries(step.outputs);
  const set = outputs.filter(([, value]) => value !== '');
  const empty = outputs.filter(([, value]) => value === '').map(([name]) => name);
  pen.table(set, mostLines.output);
  if (empty.length > 0) pen.quote(`empty: ${empty.join(', ')}`, 'quiet');
}

function showMarkdown(markdown: string, pen: Pen): void {
  for (const line of shortTextOf(markdown)) pen.quote(line, 'plain', mostLines.paragraph);
}
