import { differences, verdictOn } from './differences.ts';
import { type Performance, perform } from './perform.ts';
import { type Screen, type Tone, wrapped } from './screen.ts';
import { createLineReader, shownLines } from './step-log.ts';
import { picture, type StoryName, stories } from './stories.ts';
import type { Story } from './story.ts';
import { workflowStep } from './workflow-step.ts';

const whatProtonWas =
  'AWS Proton was the service of AWS that deployed applications and their CI/CD pipelines from templates. AWS ended it on 2026-10-07, so an emulator on this machine stands in for it here: you need no AWS account, and nothing leaves this machine.';
const whoRunsIt =
  "AWS_ENDPOINT_URL_PROTON sends the step to the emulator in place of AWS. The demo stands in for GitHub's runner, and runs the action's own dist/index.js.";
const indent = '  ';
/** A value of an output that takes more lines than this is cut. */
const mostLinesOfValue = 2;

/**
 * Performs a story and shows it as it happens: the workflow's step, its log, how it ended, its outputs, and its summary.
 *
 * @returns whether the story went as told
 * @throws if the emulator or the step can't be started
 */
export async function tell(name: StoryName, screen: Screen): Promise<boolean> {
  const story = stories[name];
  tellSituation(name, story, screen);
  const reader = createLineReader((line) => tellLogLine(line, screen));
  const performance = await perform(story, {
    onStage: (emulatorUrl) => {
      tellStep(story, emulatorUrl, screen);
      tellHeading('Its log, as it runs', screen);
    },
    onOutput: reader.read,
    onInterruption: () => tellQuoted('— "Cancel workflow" is pressed: the runner sends SIGINT —', screen, 'quiet'),
  });
  reader.end();
  tellEnd(performance, screen);
  tellOutputs(performance, screen);
  tellSummary(story, performance, screen);
  return tellWhetherAsTold(story, performance, screen);
}

function tellSituation(name: StoryName, { shows, situation }: Story, screen: Screen): void {
  tellProse(`Story "${name}": ${shows}`, screen, 'heading');
  screen.write('');
  tellProse(whatProtonWas, screen);
  screen.write('');
  tellProse(situation, screen);
}

function tellStep(story: Story, emulatorUrl: string, screen: Screen): void {
  tellHeading('The step, as it stands in a workflow', screen);
  for (const line of workflowStep(story, emulatorUrl).split('\n')) screen.write(`${indent}${line}`);
  screen.write('');
  tellProse(whoRunsIt, screen);
}

function tellLogLine(line: string, screen: Screen): void {
  for (const { text, tone } of shownLines(line)) tellQuoted(text, screen, tone);
}

function tellEnd({ step, requests }: Performance, screen: Screen): void {
  tellHeading('How it ended', screen);
  const verdict = verdictOn(step);
  const code = step.exitCode === null ? 'ended by a signal' : `exit code ${step.exitCode}`;
  const seconds = (step.milliseconds / 1_000).toFixed(1);
  tellProse(`The step ${verdict} (${code}) after ${seconds} s.`, screen, verdict === 'passed' ? 'good' : 'bad');
  const sent = requests.map(({ operation, answer }) =>
    answer === 'ok' ? operation : `${operation} (answered ${answer})`,
  );
  tellProse(`Proton was asked for: ${counted(sent).join(', ') || 'nothing'}.`, screen);
}

/** Each text once, with its number: `4 × GetService`. */
function counted(texts: readonly string[]): readonly string[] {
  const counts = Map.groupBy(texts, (text) => text);
  return [...counts].map(([text, { length }]) => (length === 1 ? text : `${length} × ${text}`));
}

function tellOutputs({ step }: Performance, screen: Screen): void {
  // biome-ignore lint/suspicious/noTemplateCurlyInString: GitHub's own way of writing an expression.
  tellHeading('Its outputs, for later steps: ${{ steps.cancel.outputs.NAME }}', screen);
  const outputs = Object.entries(step.outputs);
  const set = outputs.filter(([, value]) => value !== '');
  const longest = Math.max(0, ...set.map(([name]) => name.length));
  const gap = '   ';
  const room = screen.width - indent.length - longest - gap.length;
  for (const [name, value] of set) {
    const [first = '', ...more] = wrapped(cutTo(mostLinesOfValue * room, value), room);
    screen.write(`${indent}${screen.paint(name.padEnd(longest), 'heading')}${gap}${first}`);
    for (const line of more) screen.write(`${indent}${' '.repeat(longest)}${gap}${line}`);
  }
  const empty = outputs.filter(([, value]) => value === '').map(([name]) => name);
  if (empty.length > 0) tellQuoted(`empty: ${empty.join(', ')}`, screen, 'quiet');
}

function cutTo(limit: number, value: string): string {
  const note = `… (${value.length} characters)`;
  return value.length <= limit ? value : `${value.slice(0, limit - note.length)}${note}`;
}

function tellSummary(story: Story, { step }: Performance, screen: Screen): void {
  tellHeading("Its summary on the run's page, in Markdown", screen);
  for (const line of step.summary.trimEnd().split('\n')) tellQuoted(line, screen);
  screen.write('');
  const shown = story.picture ?? picture;
  tellProse(`${shown} shows how GitHub renders it; "npm run pictures" makes more pictures.`, screen);
}

function tellWhetherAsTold(story: Story, { step }: Performance, screen: Screen): boolean {
  const found = differences(story, step);
  screen.write('');
  for (const text of found) tellProse(text, screen, 'bad');
  const ending =
    story.expected.step === 'passed'
      ? 'The story went as told.'
      : 'The story went as told: the step failed, as this story is meant to show.';
  const wentAsTold = found.length === 0;
  tellProse(wentAsTold ? ending : 'The story did not go as told.', screen, wentAsTold ? 'good' : 'bad');
  tellProse('Other stories: npm start -- --help', screen);
  return wentAsTold;
}

function tellHeading(text: string, screen: Screen): void {
  screen.write('');
  screen.write(screen.paint(`── ${text} ${'─'.repeat(Math.max(0, screen.width - text.length - 4))}`, 'heading'));
  screen.write('');
}

/** Sentences of the demo itself. */
function tellProse(text: string, screen: Screen, tone: Tone = 'plain'): void {
  for (const line of wrapped(text, screen.width)) screen.write(screen.paint(line, tone));
}

/** What the step has written: set off, and with the rest of a long line set off further. */
function tellQuoted(text: string, screen: Screen, tone: Tone = 'plain'): void {
  const lines = wrapped(text, screen.width - indent.length, indent.length);
  for (const line of lines) screen.write(line === '' ? '' : `${indent}${screen.paint(line, tone)}`);
}
