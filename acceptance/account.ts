import process from 'node:process';
import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import type { Credentials } from './signed-request.ts';
import type { Stacks } from './stacks.ts';

/** Where the acceptance runs: AWS, or the emulator. */
export interface Account {
  readonly kind: 'aws' | 'emulator';
  readonly region: string;
  /** Where CloudFormation and S3 answer; `undefined` for where the SDK finds it. */
  readonly endpoint: string | undefined;
  readonly cloudFormationUrl: URL;
  readonly storageUrl: URL;
  readonly credentials: Credentials;
  /** Credentials that may do everything but cancel; `undefined` where nobody gave any. */
  readonly limited: Credentials | undefined;
  /** How long to wait between two looks at a stack. */
  readonly lookMilliseconds: number;
  /** How long to wait until a stack is as it should be. */
  readonly patienceMilliseconds: number;
  /** The id of the nested stack, once the update of its root has reached it. */
  childInProgress(stacks: Stacks, rootName: string): Promise<string>;
  close(): Promise<void>;
}

/** The account that the environment has credentials for. @throws an `Error` with a remedy where it has none, or no region */
export async function awsAccount(): Promise<Account> {
  const region = process.env['AWS_REGION'] || process.env['AWS_DEFAULT_REGION'];
  if (!region) throw new Error('No region: set AWS_REGION. Without an AWS account: npm run acceptance -- --emulator');
  const client = new CloudFormationClient({ region });
  const credentials = await client.config.credentials().catch((error: unknown) => {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`No credentials: ${reason}. Without an AWS account: npm run acceptance -- --emulator`);
  });
  return {
    kind: 'aws',
    region,
    endpoint: undefined,
    cloudFormationUrl: new URL(`https://cloudformation.${region}.amazonaws.com/`),
    storageUrl: new URL(`https://s3.${region}.amazonaws.com/`),
    credentials,
    limited: limitedCredentials(),
    lookMilliseconds: 2_000,
    patienceMilliseconds: 10 * 60_000,
    childInProgress: async (stacks, rootName) => {
      const child = await stacks.resource(rootName, 'Child');
      await stacks.until(child, (status) => status === 'UPDATE_IN_PROGRESS');
      return child;
    },
    close: async () => client.destroy(),
  };
}

function limitedCredentials(): Credentials | undefined {
  const accessKeyId = process.env['LIMITED_AWS_ACCESS_KEY_ID'];
  const secretAccessKey = process.env['LIMITED_AWS_SECRET_ACCESS_KEY'];
  return accessKeyId && secretAccessKey
    ? { accessKeyId, secretAccessKey, sessionToken: process.env['LIMITED_AWS_SESSION_TOKEN'] }
    : undefined;
}
