import type { AcceptanceReport } from './acceptance.ts';
import type { Check } from './stage.ts';
import { stillOpen, unknowns } from './unknowns.ts';

/** What a run has shown, for a log: each check, what is known now, what is not, and what was left behind. */
export function reportText({ scenarios, leftBehind }: AcceptanceReport): string {
  const checks = scenarios.flatMap(({ name, checks }) => ['', name, ...checks.map(lineOf)]);
  const findings = new Map<string, string>(scenarios.flatMap(({ findings }) => [...findings]));
  const known = Object.entries(unknowns).map(([unknown, question]) => {
    return `  ${question} ${findings.get(unknown) ?? 'Still unknown.'}`;
  });
  const open = stillOpen.map((question) => `  ${question} Still unknown.`);
  const left = leftBehind.map(
    ({ stackName, reason }) => `  aws cloudformation delete-stack --stack-name ${stackName}   (${reason})`,
  );
  return [
    ...checks,
    '',
    'What docs/stacks.md calls open:',
    ...known,
    ...open,
    ...(left.length === 0 ? [] : ['', 'Left behind, for you to delete:', ...left]),
    '',
  ].join('\n');
}

function lineOf({ what, isRight, isSkipped = false, seen }: Check): string {
  if (isSkipped) return `  skip ${what}`;
  return isRight ? `  ok   ${what}` : `  FAIL ${what}: ${seen}`;
}
