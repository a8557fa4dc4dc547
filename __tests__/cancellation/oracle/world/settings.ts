import type { ServiceSettings } from '../../../../src/aws/client-settings.ts';

/** The adapters are made as ever; their calls don't get as far as these settings. */
export const settingsOfAdapters: ServiceSettings = {
  region: 'us-east-1',
  environment: process.env,
  learnSecrets: () => undefined,
};
