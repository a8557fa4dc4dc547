import path from 'node:path';
import { getHomeDir, loadSharedConfigFiles } from '@smithy/core/config';
import type { Profile } from '../environment/shared-config.ts';

/**
 * Reads the profile that the environment names, or the one called default (AWS SDKs and Tools Reference Guide, "Shared config and
 * credentials files"). A file that isn't there, or can't be read, has no profiles.
 *
 * @param isFresh whether to read the files again
 */
export async function readProfile(environment: NodeJS.ProcessEnv, isFresh = false): Promise<Profile> {
  const named = environment['AWS_PROFILE'];
  const name = named || 'default';
  const { configFile, credentialsFile } = await loadSharedConfigFiles({ ignoreCache: isFresh });
  const config = configFile[name];
  const credentials = credentialsFile[name];
  // The region of the credentials file goes first, as in the SDK; of all else, the config file's.
  const region = credentials?.['region'] ?? config?.['region'];
  const services = config?.['services'];
  const folder = path.join(getHomeDir(), '.aws');
  return {
    name,
    isNamed: Boolean(named),
    settings: config === undefined && credentials === undefined ? undefined : { ...credentials, ...config, region },
    // As the SDK's parser names the section `[services NAME]`.
    services: services === undefined ? undefined : configFile[`services.${services}`],
    secrets: [configFile, credentialsFile]
      .flatMap((file) => Object.values(file))
      .flatMap((settings) => secretSettings.flatMap((setting) => settings[setting] ?? [])),
    files: [
      environment['AWS_CONFIG_FILE'] || path.join(folder, 'config'),
      environment['AWS_SHARED_CREDENTIALS_FILE'] || path.join(folder, 'credentials'),
    ],
  };
}

const secretSettings = ['aws_access_key_id', 'aws_secret_access_key', 'aws_session_token'];
