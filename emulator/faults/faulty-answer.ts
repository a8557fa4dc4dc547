import { type Answer, failure, type SentAnswer } from '../http/answer.ts';
import type { Api } from '../http/api.ts';
import { ApiError } from '../http/api-error.ts';
import { type AnswerFault, discontinuationMessage } from './fault.ts';

/**
 * The answer to a call with what goes wrong in its place: `carryOut` is called unless the fault keeps the call from being
 * carried out, and the answer is what the fault leaves of it.
 */
export function faultyAnswer(api: Api, fault: AnswerFault, requestId: string, carryOut: () => SentAnswer): Answer {
  switch (fault.kind) {
    case 'error':
      return failure(api, namedError(api, fault), requestId);
    case 'throttle':
      return failure(api, api.refusal('throttled', 'Rate exceeded'), requestId);
    case 'discontinued': {
      const status = api.statusOfError(fault.name);
      return failure(api, new ApiError(fault.name, discontinuationMessage(fault.name), status), requestId);
    }
    case 'proxy-page':
      return proxyPage(fault.status);
    case 'reset':
    case 'stall':
      if (fault.stage === 'after') carryOut();
      return { kind: fault.kind, word: `${fault.kind}-${fault.stage}` };
    case 'stall-body':
    case 'cut-body': {
      const { type, body } = carryOut();
      return { kind: fault.kind, word: fault.kind, type, body };
    }
    case 'empty-body':
      return { ...carryOut(), word: fault.kind, body: '' };
    case 'invalid-json': {
      const answer = carryOut();
      return { ...answer, word: fault.kind, body: answer.body.slice(0, answer.body.length / 2) };
    }
  }
}

function namedError(api: Api, { name, message, status }: Extract<AnswerFault, { kind: 'error' }>): ApiError {
  const throttled = api.refusal('throttled', 'Rate exceeded');
  const usual = name === throttled.name ? throttled.message : `The emulator plays ${name}.`;
  return new ApiError(name, message ?? usual, status ?? api.statusOfError(name));
}

function proxyPage(status: 200 | 403 | 502 | 503): Answer {
  // Well-formed, so that a client of an XML API takes it, with status 200, for an answer without members.
  const body = `<html><head><title>${status}</title></head><body><h1>${status}</h1><hr/>A proxy on the way</body></html>\n`;
  return { kind: 'send', word: `proxy-page-${status}`, status, type: 'text/html', body, isOfProxy: true };
}
