import type { AnswerFault, CallFaults } from '../faults/fault.ts';
import { discontinuationMessage } from '../faults/fault.ts';
import { isJsonObject, type Json, type JsonObject } from '../json.ts';
import { errorBody, ProtonError, protonError, statusOfError } from '../proton/proton-error.ts';

/** The content type of AWS JSON 1.0. */
export const AWS_JSON = 'application/x-amz-json-1.0';

/** What the server does with a call in the end. `word` stands for it in the log and in recorded requests. */
export type Answer =
  | {
      readonly kind: 'send';
      readonly word: string;
      readonly status: number;
      readonly type: string;
      readonly body: string;
    }
  | { readonly kind: 'cut-body'; readonly word: string; readonly body: string }
  | { readonly kind: 'stall-body'; readonly word: string; readonly body: string }
  | { readonly kind: 'stall'; readonly word: string }
  | { readonly kind: 'reset'; readonly word: string };

/** The answer of an operation that went well. */
export function success(body: JsonObject): Answer {
  return { kind: 'send', word: 'ok', status: 200, type: AWS_JSON, body: JSON.stringify(body) };
}

/** The answer that carries an error. */
export function failure(error: ProtonError): Answer {
  return { kind: 'send', word: error.name, status: error.status, type: AWS_JSON, body: errorBody(error) };
}

/**
 * The answer to a call, with what goes wrong: `carryOut` is called unless the fault stands in the operation's way,
 * and the answer is what the fault leaves of it.
 */
export function faultyAnswer({ answerFault, pipelineFields }: CallFaults, carryOut: () => Answer): Answer {
  if (answerFault === undefined) {
    return alterPipeline(carryOut(), pipelineFields);
  }
  switch (answerFault.kind) {
    case 'error':
      return failure(namedError(answerFault));
    case 'throttle':
      return failure(protonError('ThrottlingException', 'Rate exceeded'));
    case 'discontinued':
      return failure(protonError(answerFault.name, discontinuationMessage(answerFault.name)));
    case 'proxy-page':
      return proxyPage(answerFault.status);
    case 'reset':
    case 'stall':
      if (answerFault.stage === 'after') {
        carryOut();
      }
      return { kind: answerFault.kind, word: `${answerFault.kind}-${answerFault.stage}` };
    case 'stall-body':
    case 'cut-body':
      return { kind: answerFault.kind, word: answerFault.kind, body: bodyOf(carryOut()) };
    case 'empty-body':
      return { ...carriedOut(carryOut()), word: answerFault.kind, body: '' };
    case 'invalid-json':
      return { ...carriedOut(carryOut()), word: answerFault.kind, body: '{"service": {"name": ' };
  }
}

function namedError({ name, message, status }: Extract<AnswerFault, { kind: 'error' }>): ProtonError {
  const usual = name === 'ThrottlingException' ? 'Rate exceeded' : `The emulator was told to answer ${name}.`;
  return new ProtonError(name, message ?? usual, status ?? statusOfError(name));
}

function proxyPage(status: 200 | 403 | 502 | 503): Answer {
  const body = `<html><head><title>${status}</title></head><body><h1>${status}</h1><hr>A proxy on the way</body></html>\n`;
  return { kind: 'send', word: `proxy-page-${status}`, status, type: 'text/html', body };
}

function carriedOut(answer: Answer): Extract<Answer, { kind: 'send' }> {
  return answer.kind === 'send' ? answer : { kind: 'send', word: answer.word, status: 200, type: AWS_JSON, body: '' };
}

function bodyOf(answer: Answer): string {
  return carriedOut(answer).body;
}

/** Replaces fields of the pipeline in an answer, wherever the operation puts it. */
function alterPipeline(answer: Answer, fields: Readonly<Record<string, Json | undefined>>): Answer {
  if (answer.kind !== 'send' || Object.keys(fields).length === 0) {
    return answer;
  }
  const altered = JSON.stringify(JSON.parse(answer.body), (member: string, value: unknown) =>
    member === 'pipeline' && isJsonObject(value) ? { ...value, ...fields } : value,
  );
  return { ...answer, body: altered };
}
