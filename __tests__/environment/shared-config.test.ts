import { describe, expect, test } from 'vitest';
import { addToEnvironment, type Profile } from '../../src/environment/shared-config.ts';

function profileOf(settings: Profile['settings'], services?: Profile['services']): Profile {
  return { name: 'prod', isNamed: true, settings, services, secrets: [], files: [] };
}

function added(environment: NodeJS.ProcessEnv, settings: Profile['settings'], services?: Profile['services']): unknown {
  expect(addToEnvironment(profileOf(settings, services), environment)).toEqual([]);
  return environment;
}

describe('a profile counts where the environment says nothing', () => {
  test('for the region', () => {
    expect(added({}, { region: 'eu-west-1' })).toEqual({ AWS_REGION: 'eu-west-1' });
    const other = { AWS_DEFAULT_REGION: 'us-east-1' };
    expect(added(other, { region: 'eu-west-1' })).toBe(other);
  });

  test('for the switches, in any case of letters', () => {
    const settings = { use_fips_endpoint: 'TRUE', use_dualstack_endpoint: 'true' };
    expect(added({ AWS_USE_DUALSTACK_ENDPOINT: 'false' }, settings)).toEqual({
      AWS_USE_FIPS_ENDPOINT: 'true',
      AWS_USE_DUALSTACK_ENDPOINT: 'false',
    });
  });

  test('for the certificate authorities', () => {
    expect(added({}, { ca_bundle: '/ca.pem' })).toEqual({ AWS_CA_BUNDLE: '/ca.pem' });
  });

  test('for the endpoint of both APIs, its own first', () => {
    const services = { 'cloudformation.endpoint_url': 'http://one.example' };
    expect(added({}, { endpoint_url: 'http://all.example', services: 'local' }, services)).toEqual({
      AWS_ENDPOINT_URL_CLOUDFORMATION: 'http://one.example',
      AWS_ENDPOINT_URL_PROTON: 'http://all.example',
    });
    const environment = { AWS_ENDPOINT_URL: 'http://set.example' };
    expect(added(environment, { services: 'local' }, services)).toBe(environment);
    expect(environment).toEqual({ AWS_ENDPOINT_URL: 'http://set.example' });
  });

  test('unless it says that endpoints are to be ignored', () => {
    const settings = { endpoint_url: 'http://all.example', ignore_configured_endpoint_urls: 'True' };
    expect(added({}, settings)).toEqual({ AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'true' });
    expect(added({ AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'false' }, settings)).toMatchObject({
      AWS_ENDPOINT_URL_PROTON: 'http://all.example',
    });
  });
});

describe('what the SDK would pass over without a word is a problem', () => {
  test.each([
    [
      { use_fips_endpoint: '1' },
      { input: 'use_fips_endpoint', value: '1', rule: 'must be true or false (profile prod)' },
    ],
    [{ ignore_configured_endpoint_urls: 'yes' }, { input: 'ignore_configured_endpoint_urls', value: 'yes' }],
    [{ services: 'gone' }, { input: 'services', value: 'gone' }],
    [{ endpoint_url: 'ftp://user:secret@host' }, { input: 'endpoint_url', value: 'ftp://host' }],
  ])('%j', (settings, problem) => {
    expect(addToEnvironment(profileOf(settings), {})[0]).toMatchObject(problem);
  });
});
