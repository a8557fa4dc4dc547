import type { Detail, Pipeline, Stack } from '../cancellation/model/deployment.ts';
import type { CancellationEvent } from '../cancellation/model/events.ts';
import type { Failure } from '../cancellation/model/failure.ts';
import type { Reason } from '../cancellation/model/reason.ts';
import type { TargetResult } from '../cancellation/model/result.ts';
import type { InputProblem } from '../inputs.ts';

/** Takes the secrets out of an outside text. */
export type Redact = (text: string) => string;

/** An event with its outside texts without secrets: before anything cuts and escapes them. */
export function eventWithoutSecrets(event: CancellationEvent, redact: Redact): CancellationEvent {
  switch (event.type) {
    case 'call':
    case 'sent':
    case 'pause':
      return event;
    case 'answer':
      return { ...event, requestId: maybe(event.requestId, redact) };
    case 'failure':
      return { ...event, failure: failureWithoutSecrets(event.failure, redact) };
    case 'state':
      return { ...event, status: maybe(event.status, redact), deploymentId: maybe(event.deploymentId, redact) };
    case 'first-accepted':
    case 'requests-answered':
      return { ...event, results: event.results.map((result) => resultWithoutSecrets(result, redact)) };
    case 'heartbeat': {
      const waiting = event.waiting.map((each) => ({ ...each, status: maybe(each.status, redact) }));
      return { ...event, waiting };
    }
    case 'end':
      return { ...event, result: resultWithoutSecrets(event.result, redact) };
  }
}

/** A result, likewise. The target's name is input, and stays. */
export function resultWithoutSecrets(result: TargetResult, redact: Redact): TargetResult {
  const { deploymentId, detail, failure, lastSeen, reason, spec, timeline } = result;
  return {
    ...result,
    reason: reasonWithoutSecrets(reason, redact),
    deploymentId: maybe(deploymentId, redact),
    lastSeen: lastSeen && {
      ...lastSeen,
      status: maybe(lastSeen.status, redact),
      message: maybe(lastSeen.message, redact),
    },
    detail: detail && detailWithoutSecrets(detail, redact),
    spec: maybe(spec, redact),
    failure: failure && failureWithoutSecrets(failure, redact),
    timeline: timeline.map((change) => ({ ...change, status: maybe(change.status, redact) })),
  };
}

/** What is wrong with an input, likewise: rule and hint may quote what was given. */
export function problemWithoutSecrets({ input, value, rule, hint }: InputProblem, redact: Redact): InputProblem {
  const clean = { input, value: maybe(value, redact), rule: redact(rule) };
  return hint === undefined ? clean : { ...clean, hint: redact(hint) };
}

function maybe(text: string | undefined, redact: Redact): string | undefined {
  return text === undefined ? undefined : redact(text);
}

function failureWithoutSecrets(failure: Failure, redact: Redact): Failure {
  const { deniedResource, host, message, name, region, requestId } = failure;
  return {
    ...failure,
    name: redact(name),
    message: redact(message),
    requestId: maybe(requestId, redact),
    region: maybe(region, redact),
    host: maybe(host, redact),
    deniedResource: maybe(deniedResource, redact),
  };
}

function detailWithoutSecrets(detail: Detail, redact: Redact): Detail {
  switch (detail.kind) {
    case 'pipeline':
      return { ...detail, pipeline: textsWithoutSecrets<Pipeline>(detail.pipeline, redact) };
    case 'stack':
      return { ...detail, stack: textsWithoutSecrets<Stack>(detail.stack, redact) };
  }
}

/** Of an object that has nothing but texts. */
function textsWithoutSecrets<Texts extends { readonly [Field in keyof Texts]: string | undefined }>(
  texts: Texts,
  redact: Redact,
): { readonly [Field in keyof Texts]: string | undefined } {
  const clean: { -readonly [Field in keyof Texts]: string | undefined } = { ...texts };
  for (const field in texts) clean[field] = maybe(texts[field], redact);
  return clean;
}

function reasonWithoutSecrets(reason: Reason, redact: Redact): Reason {
  switch (reason.kind) {
    case 'ended':
      return { ...reason, successor: maybe(reason.successor, redact) };
    case 'already-ended':
    case 'no-deployment':
    case 'already-cancelling':
    case 'stuck':
    case 'refused-in-progress':
    case 'unknown-status':
    case 'other-operation':
      return { ...reason, status: maybe(reason.status, redact) };
    case 'rolled-back-by-itself':
      return { ...reason, cause: maybe(reason.cause, redact) };
    case 'another-deployment':
      return { ...reason, current: maybe(reason.current, redact) };
    case 'superseded':
      return { ...reason, successor: maybe(reason.successor, redact), followed: maybe(reason.followed, redact) };
    case 'nested':
      return { ...reason, root: redact(reason.root) };
    case 'deleted':
    case 'not-found':
    case 'timed-out':
    case 'accepted':
    case 'joined':
    case 'in-progress':
    case 'interrupted':
    case 'pending':
    case 'failed-call':
    case 'unidentified':
      return reason;
  }
}
