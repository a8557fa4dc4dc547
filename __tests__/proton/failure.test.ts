import { describe, expect, test } from 'vitest';
import type { FailureKind } from '../../src/cancellation/ports.ts';
import { type FailureContext, failureFrom } from '../../src/proton/failure.ts';

const context: FailureContext = {
  operation: 'GetService',
  serviceName: 'checkout-api',
  region: 'eu-west-1',
  host: 'proton.eu-west-1.amazonaws.com',
  endedBy: undefined,
  redact: (text) => text.replaceAll('hunter2', '***'),
  stage: 'request',
};

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

describe('what a thrown thing means', () => {
  const rows: readonly (readonly [what: string, thrown: unknown, kind: FailureKind])[] = [
    ['ConflictException', serviceError('ConflictException'), 'conflict'],
    ['ValidationException', serviceError('ValidationException'), 'validation'],
    ['ResourceNotFoundException', serviceError('ResourceNotFoundException'), 'not-found'],
    ['AccessDeniedException', serviceError('AccessDeniedException'), 'access-denied'],
    ['ForbiddenException', serviceError('ForbiddenException', 403), 'access-denied'],
    ['ThrottlingException', serviceError('ThrottlingException'), 'throttled'],
    ['a status of 429', serviceError('SomethingElse', 429), 'throttled'],
    ['InternalServerException', serviceError('InternalServerException', 500), 'server-fault'],
    ['an unknown error of 503', serviceError('SomethingElse', 503), 'server-fault'],
    ['ExpiredTokenException', serviceError('ExpiredTokenException'), 'credentials-refused'],
    ['UnrecognizedClientException', serviceError('UnrecognizedClientException'), 'credentials-refused'],
    ['an unknown error of 400', serviceError('SomethingElse'), 'unexpected'],
    ['a page of a proxy', serviceError('UnknownError', 403), 'unreadable'],
    ['no JSON', Object.assign(new SyntaxError('Unexpected token <'), { $response: { statusCode: 200 } }), 'unreadable'],
    ['ENOTFOUND', coded('ENOTFOUND'), 'unreachable'],
    ['EAI_AGAIN', coded('EAI_AGAIN'), 'unreachable'],
    ['ECONNREFUSED', coded('ECONNREFUSED', 'AggregateError'), 'unreachable'],
    [
      'a connection that takes too long',
      Object.assign(new Error('did not establish a connection'), { name: 'TimeoutError' }),
      'unreachable',
    ],
    ['ECONNRESET', coded('ECONNRESET', 'TimeoutError'), 'connection-lost'],
    ['EPIPE', coded('EPIPE'), 'connection-lost'],
    ['what is no HTTP', coded('HPE_INVALID_CONSTANT'), 'unreadable'],
    ['a certificate nobody trusts', coded('DEPTH_ZERO_SELF_SIGNED_CERT'), 'unreachable'],
    ['a text', 'just a text', 'unexpected'],
    ['nothing', undefined, 'unexpected'],
    ['null', null, 'unexpected'],
    ['an object without a prototype', Object.create(null), 'unexpected'],
  ];

  test.each(rows)('%s', (_what, thrown, kind) => {
    const failure = failureFrom(thrown, context);
    expect(failure.kind).toBe(kind);
    expect(failure.remedy).not.toBe('');
    expect(failure.name).not.toBe('');
  });

  test('a corrected clock is worth another attempt', () => {
    const thrown = serviceError('InvalidSignatureException');
    Object.assign(Reflect.get(Object(thrown), '$metadata'), { clockSkewCorrected: true });
    expect(failureFrom(thrown, context).kind).toBe('clock-skewed');
  });

  test('what this action ended itself is told as that', () => {
    expect(failureFrom(new Error('x'), { ...context, endedBy: 'time' })).toMatchObject({
      kind: 'connection-lost',
      name: 'TimeoutError',
    });
    expect(failureFrom(new Error('x'), { ...context, endedBy: 'interruption' }).kind).toBe('interrupted');
  });

  test('what fails before the request is about credentials or region', () => {
    expect(failureFrom(new Error('x'), { ...context, stage: 'credentials' }).kind).toBe('credentials-missing');
    expect(failureFrom(new Error('x'), { ...context, stage: 'region' }).kind).toBe('region-missing');
  });

  test('keeps the request id, and no secret', () => {
    const failure = failureFrom(serviceError('ValidationException', 400, 'password hunter2'), context);
    expect(failure).toMatchObject({ requestId: 'request-1', message: 'password ***' });
  });
});

describe('what to do about it', () => {
  test('access denied names the action and the resource, as the message does or as IAM has it', () => {
    const arn = 'arn:aws:proton:eu-west-1:123456789012:service/checkout-api';
    const message = `User: x is not authorized to perform: proton:GetService on resource: ${arn} because`;
    expect(failureFrom(serviceError('AccessDeniedException', 400, message), context).remedy).toContain(
      `proton:GetService on ${arn}`,
    );
    expect(failureFrom(serviceError('AccessDeniedException'), context).remedy).toContain(
      'arn:aws:proton:eu-west-1:ACCOUNT:service/checkout-api',
    );
  });

  test.each([
    'AWS Proton is only available for existing customers.',
    'AWS is discontinuing support for AWS Proton.',
    'No longer accepting new customers',
  ])('%j is explained as the end of Proton', (message) => {
    for (const name of ['AccessDeniedException', 'ForbiddenException', 'ValidationException', 'SomethingElse']) {
      const { remedy } = failureFrom(serviceError(name, 400, message), context);
      expect(remedy).toContain('2026-10-07');
      expect(remedy).toContain('AWS_ENDPOINT_URL_PROTON');
    }
  });

  test('a host that does not resolve in a region without Proton names the region', () => {
    const { remedy } = failureFrom(coded('ENOTFOUND'), {
      ...context,
      region: 'eu-north-1',
      host: 'proton.eu-north-1.amazonaws.com',
    });
    expect(remedy).toContain('never offered in eu-north-1');
    expect(remedy).toContain('2026-10-07');
  });
});
