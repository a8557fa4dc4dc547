import path from 'node:path';
import process from 'node:process';

/** Variables of a process. Undefined takes one away. */
export type Variables = Readonly<Record<string, string | undefined>>;

/** The files and folders that the runner hands to a step. */
export interface StepFiles {
  readonly output: string;
  readonly state: string;
  readonly environment: string;
  readonly path: string;
  readonly summary: string;
  readonly event: string;
  /** The working directory of the step, which is the same for all steps of a job. */
  readonly workspace: string;
  readonly temporary: string;
  readonly tools: string;
}

const owner = 'octo-org';
const repository = `${owner}/octo-repo`;
const commit = 'ffac537e6cbbf934b08745a378932722df287a53';

/**
 * What the runner itself sets, by its own word over what `env:` of a workflow says (actions/runner 2.336.0:
 * GitHubContext.cs, RunnerContext.cs, NodeScriptActionHandler.cs). GITHUB_ACTION_PATH is set for composite actions only.
 */
export function runnerVariables(files: StepFiles, action = '__self'): Readonly<Record<string, string>> {
  return {
    GITHUB_ACTIONS: 'true',
    GITHUB_ACTION: action,
    GITHUB_ACTOR: 'octocat',
    GITHUB_ACTOR_ID: '583231',
    GITHUB_API_URL: 'https://api.github.com',
    GITHUB_BASE_REF: '',
    GITHUB_ENV: files.environment,
    GITHUB_EVENT_NAME: 'push',
    GITHUB_EVENT_PATH: files.event,
    GITHUB_GRAPHQL_URL: 'https://api.github.com/graphql',
    GITHUB_HEAD_REF: '',
    GITHUB_JOB: 'deploy',
    GITHUB_OUTPUT: files.output,
    GITHUB_PATH: files.path,
    GITHUB_REF: 'refs/heads/main',
    GITHUB_REF_NAME: 'main',
    GITHUB_REF_PROTECTED: 'true',
    GITHUB_REF_TYPE: 'branch',
    GITHUB_REPOSITORY: repository,
    GITHUB_REPOSITORY_ID: '1296269',
    GITHUB_REPOSITORY_OWNER: owner,
    GITHUB_REPOSITORY_OWNER_ID: '6811672',
    GITHUB_RETENTION_DAYS: '90',
    GITHUB_RUN_ATTEMPT: '1',
    GITHUB_RUN_ID: '1658821493',
    GITHUB_RUN_NUMBER: '3',
    GITHUB_SERVER_URL: 'https://github.com',
    GITHUB_SHA: commit,
    GITHUB_STATE: files.state,
    GITHUB_STEP_SUMMARY: files.summary,
    GITHUB_TRIGGERING_ACTOR: 'octocat',
    GITHUB_WORKFLOW: 'Deploy',
    GITHUB_WORKFLOW_REF: `${repository}/.github/workflows/deploy.yml@refs/heads/main`,
    GITHUB_WORKFLOW_SHA: commit,
    GITHUB_WORKSPACE: files.workspace,
    RUNNER_ARCH: process.arch.toUpperCase(),
    RUNNER_ENVIRONMENT: 'github-hosted',
    RUNNER_NAME: 'GitHub Actions 2',
    RUNNER_OS: operatingSystem(),
    RUNNER_TEMP: files.temporary,
    RUNNER_TOOL_CACHE: files.tools,
    RUNNER_WORKSPACE: path.dirname(files.workspace),
  };
}

/** What a step inherits of the machine: enough to run programs, nothing of its own AWS settings. */
export function machineVariables(home: string): Variables {
  return {
    PATH: process.env['PATH'],
    // Tests start hundreds of steps, and compile the bundle once for all.
    NODE_COMPILE_CACHE: process.env['NODE_COMPILE_CACHE'],
    SystemRoot: process.env['SystemRoot'],
    HOME: home,
    USERPROFILE: home,
    CI: 'true',
    // A machine's own credential service is outside the step's world.
    AWS_EC2_METADATA_DISABLED: 'true',
  };
}

/** The variable by which an action gets an input. */
export function inputVariable(name: string): string {
  return `INPUT_${name.replaceAll(' ', '_').toUpperCase()}`;
}

/** A PATH with these folders before the others, first ones first. */
export function prependedPath(folders: readonly string[], rest: string | undefined): string {
  return [...folders, ...(rest === undefined || rest === '' ? [] : [rest])].join(path.delimiter);
}

function operatingSystem(): string {
  switch (process.platform) {
    case 'win32':
      return 'Windows';
    case 'darwin':
      return 'macOS';
    default:
      return 'Linux';
  }
}
