import path from 'node:path';
import process from 'node:process';
import { createLineReader } from '../runner/line-reader.ts';
import { differences } from './differences.ts';
import { createPen, type Pen } from './pen.ts';
import { perform } from './perform.ts';
import { writeReportPage } from './report-page.ts';
import { showReports } from './reports.ts';
import type { Screen } from './screen.ts';
import { shownLines } from './step-log.ts';
import { apiOf, type Story } from './story.ts';
import { workflowStep } from './workflow-step.ts';

const introductions: Readonly<Record<ReturnType<typeof apiOf>, string>> = {
  'AWS Proton':
    'AWS Proton deployed applications and their CI/CD pipelines from templates. AWS ended it on 2026-10-07, so an emulator on this machine stands in for it: you need no AWS account, and nothing leaves this machine.',
  CloudFormation:
    'AWS CloudFormation creates and updates cloud resources in groups, called stacks. An emulator on this machine stands in for it: you need no AWS account, and nothing leaves this machine.',
};

/**
 * Runs a story and shows it as it happens: the workflow's step, its log, and then what GitHub shows of it. Writes the
 * reports as an HTML page into the folder.
 *
 * @returns whether the story ended as expected
 * @throws if the emulator or the step can't be started, or the page can't be written
 */
export async function tell(name: string, story: Story, screen: Screen, folder: string): Promise<boolean> {
  const pen = createPen(screen);
  tellSituation(name, story, pen);
  const reader = createLineReader((line) => {
    for (const { text, tone } of shownLines(line)) pen.quote(text, tone);
  });
  const performance = await perform(story, {
    onStage: (emulatorUrl) => {
      tellStep(story, emulatorUrl, pen);
      pen.heading('Log, while the step runs');
    },
    onOutput: reader.read,
    onInterruption: () => pen.quote('("Cancel workflow" is clicked: the runner sends SIGINT)', 'quiet'),
  });
  reader.end();
  showReports(story, performance, pen);
  const { step, comment } = performance;
  const reports = { annotations: step.annotations, summary: step.summary, comment };
  const page = await writeReportPage(name, reports, folder);
  return tellEnd(story, differences(story, step), page, pen);
}

function tellSituation(name: string, story: Story, pen: Pen): void {
  pen.prose(`Story "${name}": ${story.shows}`, 'heading');
  pen.blank();
  pen.prose(introductions[apiOf(story)]);
  pen.blank();
  pen.prose(story.situation);
}

function tellStep(story: Story, emulatorUrl: string, pen: Pen): void {
  pen.heading('The step in the workflow');
  for (const line of workflowStep(story, emulatorUrl).split('\n')) pen.quote(line);
  pen.blank();
  const bundle =
    story.guardedStack === undefined ? "the action's bundle, dist/index.js," : "each of the guard's two bundles";
  pen.prose(
    `AWS_ENDPOINT_URL sends the step's calls to the emulator. As GitHub's runner would, the demo runs ${bundle} in a separate process.`,
  );
}

function tellEnd(story: Story, found: readonly string[], page: string, pen: Pen): boolean {
  pen.blank();
  pen.prose(`To see the reports as GitHub shows them, open ${path.relative(process.cwd(), page)}`);
  if (found.length === 0) {
    const note = story.expected.step === 'failed' ? ': the step was meant to fail' : '';
    pen.prose(`The story ended as expected${note}.`, 'good');
  } else {
    pen.prose('The story did not end as expected:', 'bad');
    for (const text of found) pen.prose(`- ${text}`, 'bad');
  }
  pen.prose('Other stories, CloudFormation stacks included: npm start -- --help');
  return found.length === 0;
}
