import type { Emulator } from '../emulator/server.ts';

/** The environment in which a step finds an emulator instead of AWS. */
export function environmentFor(emulator: Emulator): Readonly<Record<string, string>> {
  const { accessKeyId, secretAccessKey, sessionToken } = emulator.credentials;
  return {
    AWS_ENDPOINT_URL_PROTON: emulator.url,
    AWS_ENDPOINT_URL_CLOUDFORMATION: emulator.url,
    AWS_REGION: emulator.region,
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    ...(sessionToken === undefined ? {} : { AWS_SESSION_TOKEN: sessionToken }),
  };
}
