import { homedir as homeOfUser } from 'node:os';

/** The variables that decide which endpoint is asked, and are true or false. */
export const endpointFlags = [
  'AWS_USE_FIPS_ENDPOINT',
  'AWS_USE_DUALSTACK_ENDPOINT',
  'AWS_IGNORE_CONFIGURED_ENDPOINT_URLS',
] as const;

const booleans = [...endpointFlags, 'AWS_EC2_METADATA_DISABLED', 'AWS_EC2_METADATA_V1_DISABLED'];

/** A home directory without files: Debian's for accounts that have none. Unlike the temporary one, nobody can put files there. */
const noHome = '/nonexistent';

/**
 * Puts the AWS variables into the form in which the SDK, which reads `process.env` itself, takes them as the AWS CLI does: an
 * empty one counts as not set, and true and false may be in any case. The SDK can't do without a home directory, although what
 * it would look for there may be in the environment. Doing it again changes nothing.
 *
 * @param homedir gives the home directory that the machine has for the user; throws without one
 */
export function settleAwsVariables(environment: NodeJS.ProcessEnv, homedir: () => string = homeOfUser): void {
  for (const name of Object.keys(environment)) {
    if (/^AWS_/i.test(name) && environment[name] === '') delete environment[name];
  }
  for (const name of booleans) {
    const value = environment[name];
    if (value !== undefined && isBoolean(value)) environment[name] = value.toLowerCase();
  }
  // botocore, BOTOCORE_DEFAUT_SESSION_VARIABLES: the older name goes first.
  if (environment['AWS_DEFAULT_PROFILE'] !== undefined) environment['AWS_PROFILE'] = environment['AWS_DEFAULT_PROFILE'];
  if (!hasHome(environment, homedir)) environment['HOME'] = noHome;
}

/** Whether a text is true or false, in any case. */
export function isBoolean(text: string): boolean {
  return /^(true|false)$/i.test(text);
}

/** As the SDK looks for it (@smithy/core, getHomeDir.js). */
function hasHome({ HOME, USERPROFILE, HOMEPATH }: NodeJS.ProcessEnv, homedir: () => string): boolean {
  if (HOME || USERPROFILE || HOMEPATH) return true;
  try {
    return homedir() !== '';
  } catch {
    // Neither a variable nor an entry in the machine's list of users.
    return false;
  }
}
