import { fromHttp } from '@aws-sdk/credential-provider-http';
import { fromIni } from '@aws-sdk/credential-provider-ini';
import { fromTokenFile } from '@aws-sdk/credential-provider-web-identity';
import { fromInstanceMetadata } from '@smithy/credential-provider-imds';
import { asText, property } from '../outside-data.ts';
import { silence } from './client-settings.ts';
import { CredentialSourceError, isPassing, NoCredentials } from './credential-source.ts';
import { readProfile } from './profile.ts';

/** As the SDK hands it to a provider: for what a provider calls itself (STS), the settings of the client. */
type Context = Parameters<ReturnType<typeof fromIni>>[0];
type Credentials = Awaited<ReturnType<ReturnType<typeof fromIni>>>;

/**
 * One attempt of some seconds, where the SDK has one of a second: a metadata service that is busy needs longer, and whether to
 * try again is decided where all calls are. In milliseconds.
 */
const metadata = { timeout: 5_000, maxRetries: 0, logger: silence };

/** The settings of a profile that name a source of credentials. */
const sourceSettings = [
  'aws_access_key_id',
  'credential_process',
  'login_session',
  'role_arn',
  'sso_account_id',
  'sso_session',
  'sso_start_url',
  'web_identity_token_file',
];

/**
 * Finds credentials where the environment has no keys, in the order of the AWS CLI and boto3 (botocore,
 * `create_credential_resolver`). The SDK's own chain differs: after a profile that is missing or fails it tries the machine's role,
 * which may belong to another account, and it forgets why a source failed.
 *
 * @throws CredentialSourceError if the source that comes first in this order gives none
 * @throws NoCredentials if there is no source
 */
export async function findCredentials(environment: NodeJS.ProcessEnv, context: Context): Promise<Credentials> {
  // Files are read anew: they may have been replaced since.
  const { name, isNamed, settings, files } = await readProfile(environment, true);
  if (isNamed && settings === undefined) {
    throw new CredentialSourceError(`Profile ${name}`, new Error(`it is neither in ${files.join(' nor in ')}`));
  }
  const fromProfile = (): Promise<Credentials> =>
    named(`Profile ${name}`, () => fromIni({ profile: name, ignoreCache: true, ...metadata })(context));
  if (settings?.['source_profile'] !== undefined || settings?.['credential_source'] !== undefined) return fromProfile();
  if (environment['AWS_WEB_IDENTITY_TOKEN_FILE'] !== undefined) {
    const source = 'The role of AWS_ROLE_ARN and AWS_WEB_IDENTITY_TOKEN_FILE';
    return named(source, () => fromTokenFile({ logger: silence })(context));
  }
  if (sourceSettings.some((setting) => settings?.[setting] !== undefined)) return fromProfile();
  const container = ['AWS_CONTAINER_CREDENTIALS_RELATIVE_URI', 'AWS_CONTAINER_CREDENTIALS_FULL_URI'];
  const variable = container.find((each) => environment[each] !== undefined);
  if (variable !== undefined) return named(`The container credentials of ${variable}`, () => fromHttp(metadata)());
  return fromMachine(environment);
}

/** Names the source in what it throws. An address that is not allowed is thrown at once. */
async function named(source: string, load: () => Promise<Credentials>): Promise<Credentials> {
  try {
    return await load();
  } catch (thrown) {
    throw new CredentialSourceError(source, thrown);
  }
}

const noService = /^E(?:CONNREFUSED|HOSTUNREACH|HOSTDOWN|NETUNREACH|NETDOWN|NOTFOUND|ADDRNOTAVAIL)$/;

async function fromMachine(environment: NodeJS.ProcessEnv): Promise<Credentials> {
  if (environment['AWS_EC2_METADATA_DISABLED'] === 'true') throw new NoCredentials();
  try {
    return await fromInstanceMetadata(metadata)();
  } catch (thrown) {
    // This machine may have no metadata service at all, rather than one that is busy.
    if (!noService.test(asText(property(thrown, 'code')) ?? '') && isPassing(thrown)) {
      throw new CredentialSourceError('The instance metadata service', thrown);
    }
    throw new NoCredentials(thrown);
  }
}
