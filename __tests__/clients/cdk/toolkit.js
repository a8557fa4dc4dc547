// Deploys a cloud assembly with the CDK's library, and says how that ended.
import process from 'node:process';
import { NonInteractiveIoHost, Toolkit } from '@aws-cdk/toolkit-lib';

const toolkit = new Toolkit({ ioHost: new NonInteractiveIoHost({ logLevel: 'warn' }) });
const source = await toolkit.fromAssemblyDirectory(process.argv[2] ?? '');
try {
  const { stacks } = await toolkit.deploy(source);
  console.log(JSON.stringify({ stacks: stacks.map(({ stackName, outputs }) => ({ stackName, outputs })) }));
} catch (error) {
  console.log(JSON.stringify({ error: error instanceof Error ? error.message : String(error) }));
}
