import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { cleanUp, isGreen, runAcceptance } from './acceptance.ts';
import { awsAccount } from './account.ts';
import { emulatedAccount } from './emulated-account.ts';
import { reportText } from './report-text.ts';
import { stackNameOf } from './scenarios/index.ts';

const help = `Stops updates of stacks at AWS with the action's bundle, and judges what it says. It costs nothing and deletes what it
made. Credentials and AWS_REGION come from the environment; acceptance/policy.json has what they must allow.

  --emulator     at the emulator instead, in seconds
  --run ID       what the names of the stacks have after "acceptance-"; default: at random
  --record FILE  where to write AWS's answers, with account, ids and names replaced
  --clean-up     only delete what the run of that ID left behind
  --help
`;

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
});

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      emulator: { type: 'boolean', default: false },
      run: { type: 'string' },
      record: { type: 'string' },
      'clean-up': { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    console.log(help);
    return;
  }
  const prefix = `acceptance-${values.run ?? randomBytes(4).toString('hex')}`;
  const account = values.emulator ? await emulatedAccount(stackNameOf(prefix, 'denied')) : await awsAccount();
  try {
    if (values['clean-up']) {
      const leftBehind = await cleanUp(account, prefix);
      console.log(reportText({ scenarios: [], leftBehind }));
      process.exitCode = leftBehind.length === 0 ? 0 : 1;
      return;
    }
    console.log(
      `The stacks are named ${prefix}-…; should this be ended early: npm run acceptance -- --clean-up --run ${prefix.slice('acceptance-'.length)}`,
    );
    const report = await runAcceptance(account, prefix);
    console.log(reportText(report));
    if (values.record !== undefined) {
      const runs = report.scenarios.flatMap((scenario) => scenario.runs);
      writeFileSync(values.record, `${JSON.stringify({ source: account.kind, runs }, null, 2)}\n`);
    }
    process.exitCode = isGreen(report) ? 0 : 1;
  } finally {
    await account.close();
  }
}
