import { describe, expect, test } from 'vitest';
import { CredentialSourceError } from '../../src/aws/credential-source.ts';
import { type FailureContext, failureFrom, UnreadableAnswer } from '../../src/aws/failure.ts';
import type { FailureKind } from '../../src/cancellation/model/failure.ts';

const context: FailureContext = {
  call: 'read-state',
  stage: 'sending',
  region: 'eu-west-1',
  endpoint: {
    protocol: 'https:',
    hostname: 'proton.eu-west-1.amazonaws.com',
    host: 'proton.eu-west-1.amazonaws.com',
    port: 443,
  },
  isSent: true,
  endedBy: undefined,
};
const unsent: FailureContext = { ...context, isSent: false };

/** An error as the SDK throws one for an answer of the service. */
function serviceError(name: string, httpStatusCode = 400, message = 'Words.'): unknown {
  return Object.assign(new Error(message), {
    name,
    $fault: httpStatusCode >= 500 ? 'server' : 'client',
    $metadata: { httpStatusCode, requestId: 'request-1' },
  });
}

function coded(code: string, name = 'Error'): unknown {
  return Object.assign(new Error(`connect ${code}`), { code, name });
}

/** An error as the SDK throws one for an answer that it can't read. */
function unreadable(name: string, message: string, statusCode: number): unknown {
  const hint =
    '\n  Deserialization error: to see the raw response, inspect the hidden field {error}.$response on this object.';
  return Object.assign(new Error(message + hint), {
    name,
    $response: { statusCode },
    $metadata: { httpStatusCode: statusCode },
  });
}

describe('what an error of the API means', () => {
  const rows: readonly (readonly [name: string, kind: FailureKind, httpStatus: number])[] = [
    ['ConflictException', 'conflict', 400],
    ['TokenAlreadyExistsException', 'conflict', 400],
    ['ValidationException', 'validation', 400],
    ['ValidationError', 'validation', 400],
    ['ResourceNotFoundException', 'not-found', 400],
    ['AccessDeniedException', 'access-denied', 400],
    ['AccessDenied', 'access-denied', 403],
    ['ForbiddenException', 'access-denied', 403],
    ['NotAuthorized', 'access-denied', 400],
    ['OptInRequired', 'not-subscribed', 403],
    ['SubscriptionRequiredException', 'not-subscribed', 400],
    ['UnknownOperationException', 'not-implemented', 404],
    ['InvalidAction', 'not-implemented', 400],
    ['InternalFailure', 'not-implemented', 501],
    ['SomethingElse', 'not-implemented', 501],
    ['ThrottlingException', 'throttled', 400],
    ['Throttling', 'throttled', 400],
    ['TooManyRequestsException', 'throttled', 400],
    ['RequestLimitExceeded', 'throttled', 503],
    ['SomethingElse', 'throttled', 429],
    ['InternalServerException', 'server-fault', 500],
    ['InternalFailure', 'server-fault', 500],
    ['ServiceUnavailable', 'server-fault', 503],
    ['SomethingElse', 'server-fault', 503],
    ['ExpiredTokenException', 'credentials-refused', 400],
    ['ExpiredToken', 'credentials-refused', 403],
    ['UnrecognizedClientException', 'credentials-refused', 400],
    ['InvalidClientTokenId', 'credentials-refused', 403],
    ['InvalidSignatureException', 'credentials-refused', 400],
    ['SignatureDoesNotMatch', 'credentials-refused', 403],
    ['IncompleteSignature', 'credentials-refused', 400],
    ['MissingAuthenticationToken', 'credentials-refused', 403],
    ['RequestExpired', 'clock-skewed', 400],
    ['RequestTimeTooSkewed', 'clock-skewed', 403],
    ['RequestInTheFuture', 'clock-skewed', 400],
    ['SomethingElse', 'unexpected', 400],
  ];

  test.each(rows)('%s: %s', (name, kind, httpStatus) => {
    expect(failureFrom(serviceError(name, httpStatus), context)).toMatchObject({
      kind,
      name,
      message: 'Words.',
      requestId: 'request-1',
      call: 'read-state',
      region: 'eu-west-1',
      host: 'proton.eu-west-1.amazonaws.com',
      isAwsEndpoint: true,
    });
  });

  test.each(['Stack with id x does not exist', 'Stack [x] does not exist'])(
    'ValidationError of CloudFormation with %j: not-found',
    (message) => {
      expect(failureFrom(serviceError('ValidationError', 400, message), context).kind).toBe('not-found');
      expect(failureFrom(serviceError('ValidationException', 400, message), context).kind).toBe('validation');
    },
  );

  test.each([
    ['InvalidSignatureException', 'clock-skewed'],
    ['SignatureDoesNotMatch', 'clock-skewed'],
    ['ConflictException', 'conflict'],
    ['ExpiredTokenException', 'credentials-refused'],
  ] as const)('%s after which the SDK has set its clock: %s', (name, kind) => {
    const thrown = serviceError(name);
    Object.assign(Reflect.get(Object(thrown), '$metadata'), { clockSkewCorrected: true });
    expect(failureFrom(thrown, context).kind).toBe(kind);
  });

  test('a signature for another region is told from one that is wrong', () => {
    const message = "Credential should be scoped to a valid region, not 'us-east-1'.";
    expect(failureFrom(serviceError('SignatureDoesNotMatch', 403, message), context).kind).toBe('wrong-scope');
    expect(failureFrom(serviceError('InvalidSignatureException', 400, message), context).kind).toBe('wrong-scope');
  });

  test('a denied resource is named as the message names it, a stack without its id', () => {
    const arn = 'arn:aws:cloudformation:eu-west-1:123456789012:stack/shop/*';
    const message = `User: x is not authorized to perform: cloudformation:DescribeStacks on resource: ${arn} because`;
    expect(failureFrom(serviceError('AccessDenied', 403, message), context).deniedResource).toBe(arn);
    expect(failureFrom(serviceError('AccessDenied', 403, `on resource: ${arn}.`), context).deniedResource).toBe(arn);
    const withId = message.replace('*', '6c1fa5e0-93d5-4d1c-9b2c-0a1b2c3d4e5f');
    expect(failureFrom(serviceError('AccessDenied', 403, withId), context).deniedResource).toBe(arn);
    expect(failureFrom(serviceError('AccessDenied', 403, 'No.'), context).deniedResource).toBeUndefined();
  });
});

describe('what an error below the API means, before and after the request has left', () => {
  const rows: readonly (readonly [what: string, thrown: unknown, before: FailureKind, after: FailureKind])[] = [
    ['ENOTFOUND', coded('ENOTFOUND'), 'unreachable', 'connection-lost'],
    ['EAI_AGAIN', coded('EAI_AGAIN'), 'unreachable', 'connection-lost'],
    ['ECONNREFUSED', coded('ECONNREFUSED', 'AggregateError'), 'unreachable', 'connection-lost'],
    ['ENETUNREACH', coded('ENETUNREACH'), 'unreachable', 'connection-lost'],
    ['ETIMEDOUT', coded('ETIMEDOUT', 'TimeoutError'), 'unreachable', 'connection-lost'],
    ['ECONNRESET', coded('ECONNRESET', 'TimeoutError'), 'unreachable', 'connection-lost'],
    ['EPIPE', coded('EPIPE', 'TimeoutError'), 'unreachable', 'connection-lost'],
    [
      'the time limit of the SDK',
      Object.assign(new Error('took too long'), { name: 'TimeoutError' }),
      'unreachable',
      'connection-lost',
    ],
    ['a proxy that refuses', coded('ERR_PROXY_TUNNEL'), 'proxy-failed', 'proxy-failed'],
    ['a certificate nobody trusts', coded('DEPTH_ZERO_SELF_SIGNED_CERT'), 'untrusted', 'untrusted'],
    ['no TLS', coded('EPROTO'), 'untrusted', 'untrusted'],
    ['a character that no header may have', coded('ERR_INVALID_CHAR', 'TypeError'), 'misconfigured', 'misconfigured'],
    ['no URL', coded('ERR_INVALID_URL', 'TypeError'), 'misconfigured', 'misconfigured'],
    ['a proxy that is no URL', coded('ERR_PROXY_INVALID_CONFIG'), 'misconfigured', 'misconfigured'],
    ['what is no HTTP', coded('HPE_INVALID_CONSTANT'), 'unreadable', 'unreadable'],
    ['a page of a proxy', serviceError('UnknownError', 403), 'unreadable', 'unreadable'],
    ['an error without a name', serviceError('Unknown', 503), 'unreadable', 'unreadable'],
    ['a page that says it is not implemented', serviceError('Unknown', 501), 'not-implemented', 'not-implemented'],
    ['an XML error without a name', serviceError('NotFound', 404), 'unreadable', 'unreadable'],
    ['too many requests at a proxy', serviceError('Unknown', 429), 'throttled', 'throttled'],
    ['no JSON', unreadable('SyntaxError', 'Unexpected token <', 200), 'unreadable', 'unreadable'],
    ['no XML', unreadable('Error', '@aws-sdk XML parse error: unexpected content.', 502), 'unreadable', 'unreadable'],
    ['an answer that lacks what it needs', new UnreadableAnswer(), 'unreadable', 'unreadable'],
    ['a text', 'just a text', 'unexpected', 'unexpected'],
    ['nothing', undefined, 'unexpected', 'unexpected'],
    ['null', null, 'unexpected', 'unexpected'],
    ['an object without a prototype', Object.create(null), 'unexpected', 'unexpected'],
  ];

  test.each(rows)('%s', (_what, thrown, before, after) => {
    expect(failureFrom(thrown, unsent)).toMatchObject({ kind: before, name: expect.stringMatching(/./) });
    expect(failureFrom(thrown, context).kind).toBe(after);
  });

  test('the SDK’s advice for programmers is cut from a message', () => {
    const { message } = failureFrom(unreadable('SyntaxError', 'Unexpected token <', 200), context);
    expect(message).toBe('Unexpected token <');
  });
});

test('of attempts at several addresses, the first one’s message counts', () => {
  const errors = [new Error('connect ECONNREFUSED ::1:9'), new Error('connect ECONNREFUSED 127.0.0.1:9')];
  const thrown = Object.assign(new AggregateError(errors), { code: 'ECONNREFUSED' });
  expect(failureFrom(thrown, unsent)).toMatchObject({ kind: 'unreachable', message: 'connect ECONNREFUSED ::1:9' });
});

describe('what this action ended itself', () => {
  test('by time, after the request has left: connection-lost; before: unreachable', () => {
    const expected = { name: 'TimeoutError', message: '' };
    expect(failureFrom(new Error('x'), { ...context, endedBy: 'time' })).toMatchObject({
      kind: 'connection-lost',
      ...expected,
    });
    expect(failureFrom(new Error('x'), { ...unsent, endedBy: 'time' })).toMatchObject({
      kind: 'unreachable',
      ...expected,
    });
    expect(failureFrom(new Error('x'), { ...unsent, stage: 'building', endedBy: 'time' }).kind).toBe('unreachable');
  });

  test.each(['client', 'region', 'credentials', 'building', 'sending'] as const)(
    'by the interruption of the step: interrupted (%s)',
    (stage) => {
      expect(failureFrom(new Error('x'), { ...unsent, stage, endedBy: 'interruption' }).kind).toBe('interrupted');
    },
  );
});

/** An error of a source of credentials. */
function source(cause: unknown): unknown {
  return new CredentialSourceError('Profile prod', cause);
}

function sts(name: string, httpStatusCode?: number): unknown {
  return source(serviceError(name, httpStatusCode));
}

test('a source of credentials is named, with its own words, and of a process without its command', () => {
  const before: FailureContext = { ...unsent, stage: 'credentials', endpoint: undefined };
  expect(failureFrom(sts('AccessDenied'), before)).toMatchObject({
    name: 'AccessDenied',
    message: 'Profile prod: Words.',
    requestId: 'request-1',
  });
  const failed = new Error('Command failed: get-credentials --password=hidden\nNo session.\n');
  expect(failureFrom(source(failed), before).message).toBe('Profile prod: the credential process failed: No session.');
});

describe('what fails before the request', () => {
  const rows: readonly (readonly [stage: FailureContext['stage'], thrown: unknown, kind: FailureKind])[] = [
    ['client', coded('ERR_PROXY_INVALID_CONFIG'), 'misconfigured'],
    ['region', new Error('Region is missing'), 'region-missing'],
    ['region', new Error('Region not accepted: region="eu west" is not a valid hostname component.'), 'misconfigured'],
    ['credentials', new Error('Could not load credentials from any providers'), 'credentials-missing'],
    ['credentials', sts('ExpiredTokenException'), 'credentials-refused'],
    ['credentials', sts('InvalidIdentityToken'), 'credentials-failed'],
    ['credentials', sts('AccessDenied', 403), 'credentials-failed'],
    ['credentials', sts('Throttling'), 'credentials-unavailable'],
    ['credentials', sts('ServiceUnavailable', 503), 'credentials-unavailable'],
    ['credentials', sts('IDPCommunicationError'), 'credentials-unavailable'],
    ['credentials', source(coded('ECONNRESET')), 'credentials-unavailable'],
    ['credentials', source(coded('ENOTFOUND')), 'credentials-unavailable'],
    ['credentials', source(new Error('Server responded with status: 503')), 'credentials-unavailable'],
    ['credentials', source(new Error('Server responded with status: 403')), 'credentials-failed'],
    ['credentials', source(Object.assign(new Error('x'), { statusCode: 429 })), 'credentials-unavailable'],
    ['credentials', source(Object.assign(new Error('x'), { statusCode: 404 })), 'credentials-failed'],
    ['credentials', source(new Error('TimeoutError from instance metadata service')), 'credentials-unavailable'],
    ['credentials', source(new Error('Command failed: get-credentials\nNo session.')), 'credentials-failed'],
    ['building', new Error('Invalid parameter for "defaultsMode"'), 'misconfigured'],
    ['building', coded('ERR_INVALID_URL', 'TypeError'), 'misconfigured'],
    ['building', Object.assign(new Error('x'), { name: 'CredentialsProviderError' }), 'credentials-missing'],
  ];

  test.each(rows)('%s: %s', (stage, thrown, kind) => {
    expect(failureFrom(thrown, { ...unsent, stage, endpoint: undefined })).toMatchObject({
      kind,
      host: undefined,
      isAwsEndpoint: undefined,
    });
  });
});
