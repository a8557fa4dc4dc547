import { endpointFlags, isBoolean } from './aws-variables.ts';
import { type AwsApi, configuredEndpoint, endpointVariables, isHttpUrl, publicAddress } from './endpoint.ts';

/** A profile of the shared config: what `~/.aws/config` and `~/.aws/credentials` say under one name. Outside text. */
export interface Profile {
  readonly name: string;
  /** Whether the environment names it; else it is the one called default. */
  readonly isNamed: boolean;
  /** Undefined if neither file has it. */
  readonly settings: Readonly<Record<string, string | undefined>> | undefined;
  /** The section of services that the profile refers to; undefined if it refers to none, or to one that isn't there. */
  readonly services: Readonly<Record<string, string | undefined>> | undefined;
  /** The keys of all profiles: one may lend them to another. */
  readonly secrets: readonly string[];
  /** The files that were looked for. */
  readonly files: readonly string[];
}

/** The settings of a profile that decide which endpoint is asked. */
export type SharedSetting =
  | 'endpoint_url'
  | 'ignore_configured_endpoint_urls'
  | 'region'
  | 'services'
  | 'use_dualstack_endpoint'
  | 'use_fips_endpoint';

/** What is wrong with a setting. */
export interface SharedConfigProblem {
  readonly input: SharedSetting;
  readonly value: string;
  /** Follows the setting and its value in a sentence. */
  readonly rule: string;
}

/**
 * Copies region and endpoint of a profile into the environment where that has none, so there is one place to look: for this
 * action, which would otherwise take a rehearsal for the real thing, and for the SDK, which ignores a value that it does not
 * expect. Returns what can't be used.
 */
export function addToEnvironment(profile: Profile, environment: NodeJS.ProcessEnv): readonly SharedConfigProblem[] {
  const { settings = {}, name } = profile;
  const problems: SharedConfigProblem[] = [];
  const report = (input: SharedSetting, value: string, rule: string): void => {
    problems.push({ input, value, rule: `${rule} (profile ${name})` });
  };
  for (const variable of endpointFlags) {
    const setting = settingOf[variable];
    const value = settings[setting];
    if (value === undefined || environment[variable]) continue;
    if (isBoolean(value)) environment[variable] = value.toLowerCase();
    else report(setting, value, 'must be true or false');
  }
  if (!environment['AWS_CA_BUNDLE'] && settings['ca_bundle']) environment['AWS_CA_BUNDLE'] = settings['ca_bundle'];
  if (!environment['AWS_REGION'] && !environment['AWS_DEFAULT_REGION'] && settings['region']) {
    environment['AWS_REGION'] = settings['region'];
  }
  addEndpoints(profile, environment, report);
  return problems;
}

const settingOf = {
  AWS_USE_FIPS_ENDPOINT: 'use_fips_endpoint',
  AWS_USE_DUALSTACK_ENDPOINT: 'use_dualstack_endpoint',
  AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'ignore_configured_endpoint_urls',
} as const satisfies Record<(typeof endpointFlags)[number], SharedSetting>;

function addEndpoints(
  { settings = {}, services }: Profile,
  environment: NodeJS.ProcessEnv,
  report: (input: SharedSetting, value: string, rule: string) => void,
): void {
  if (environment['AWS_IGNORE_CONFIGURED_ENDPOINT_URLS'] === 'true') return;
  const section = settings['services'];
  if (section !== undefined && services === undefined) {
    report('services', section, 'must be the name of a section of services in the config file');
  }
  const apis: readonly AwsApi[] = ['cloudformation', 'proton'];
  for (const api of apis) {
    const url = services?.[`${api}.endpoint_url`] ?? settings['endpoint_url'];
    if (url === undefined || configuredEndpoint(environment, api) !== undefined) continue;
    if (isHttpUrl(url)) environment[endpointVariables[api]] = url;
    else report('endpoint_url', publicAddress(url), 'must be a URL that begins with https:// or http://');
  }
}
