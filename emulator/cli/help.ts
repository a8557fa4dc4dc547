import { faultSyntax } from '../faults/fault-help.ts';
import { healthPath } from '../http/doorway.ts';
import { operationNames } from '../operation-name.ts';
import { initialDeployments } from '../proton/initial-deployment.ts';
import { defaultSettings, exampleCredentials } from '../settings.ts';
import { defaultPort } from './command-line.ts';

/** What `--help` prints. */
export function helpText(): string {
  const { createMilliseconds, deployMilliseconds, cancelMilliseconds, deleteMilliseconds, host, region, accountId } =
    defaultSettings;
  return `AWS Proton and AWS CloudFormation over HTTP, for tests and rehearsals: services with their pipelines,
and stacks, whose state moves with time.
It takes what the AWS SDKs and the AWS CLI send, and checks its signature.

Usage: npm run emulator -- [options]     or, without "npm ci": node emulator/dist/index.js [options]

Operations: ${wrapped(operationNames)}
            Beside them, what deploying tools call on their way: STS, S3, and GetParameter of SSM

Credentials: ${exampleCredentials.accessKeyId} and ${exampleCredentials.secretAccessKey}, without a session token.
            They are AWS's published examples. GET ${healthPath} answers without any.

  --service NAME[=STATE]     a service at the start, repeatable. STATE: in-progress (default),
                             ${initialDeployments.filter((state) => state !== 'in-progress').join(', ')}, no-pipeline
  --stack NAME[=STATUS]      a stack at the start, repeatable. STATUS: UPDATE_IN_PROGRESS (default), or any
                             other that CloudFormation has: UPDATE_COMPLETE for one at rest, ready for a
                             deployment, or UPDATE_ROLLBACK_FAILED
  --port PORT                default ${defaultPort}; 0 for any free port
  --host HOST                default ${host}; at any other but a loopback address others can reach it
  --region REGION            default ${region}
  --account ID               default ${accountId}

  --create-seconds N         how long the creation of a stack takes, or "never"; default ${createMilliseconds / 1000}
  --deploy-seconds N         how long a deployment or an update takes, or "never"; default ${deployMilliseconds / 1000}
  --cancel-seconds N         how long a cancellation or a rollback takes, or "never"; default ${cancelMilliseconds / 1000}
  --delete-seconds N         how long a deletion takes, or "never"; default ${deleteMilliseconds / 1000}
  --deploy-ending ENDING     succeeded (default) or failed
  --cancel-ending ENDING     cancelled (default), failed, or too-late (services: the deployment succeeded first)
  --superseded-after-seconds N   a newer deployment or update begins this long after a cancelled one has ended
  --nothing-to-cancel ERROR  what answers a cancellation with nothing in progress: conflict (default) or validation

  --calls-per-second N       a throttling error beyond that; default: no limit
  --latency-seconds N        added to every answer; default 0
  --any-credentials          take any access key, session token and region, and check no secret
  --deny ACTION              an IAM action to refuse, such as proton:GetDeployment; repeatable
  --fault FAULT              something that goes wrong; repeatable
  --help

Faults: ${faultSyntax}

Examples:
  npm run emulator -- --service my-service
  npm run emulator -- --stack my-stack --cancel-seconds 20
  npm run emulator -- --stack my-stack=UPDATE_COMPLETE --deploy-seconds 600
  npm run emulator -- --service my-service --cancel-seconds 20 --cancel-ending failed
  npm run emulator -- --service my-service --fault error:InternalServerException@GetService,times=2
  npm run emulator -- --service my-service --fault reset-after@CancelServicePipelineDeployment,times=1
  npm run emulator -- --service my-service --fault throttle:0.2@GetService
  npm run emulator -- --service my-service --fault pipeline:deploymentStatus=SOMETHING_NEW,from=3
`;
}

/** A list in lines of at most 108 characters, each but the first indented as the heading is long. */
function wrapped(words: readonly string[]): string {
  const lines = [''];
  for (const word of words) {
    const line = lines.at(-1) ?? '';
    if (line.length + word.length > 96) {
      lines.push(word);
    } else {
      lines[lines.length - 1] = line === '' ? word : `${line}, ${word}`;
    }
  }
  return lines.join(',\n            ');
}
