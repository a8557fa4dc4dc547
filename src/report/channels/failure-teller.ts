import type { CancellationEvent } from '../../cancellation/model/events.ts';
import { mayPass } from '../../cancellation/ports.ts';
import { logMedium } from '../text/escape.ts';

/** Something to say in the log about a failed call. */
export interface FailureNews {
  readonly level: 'info' | 'debug';
  readonly text: string;
  /** The service that it is about; undefined where it is about several. */
  readonly serviceName: string | undefined;
}

type FailedCall = Extract<CancellationEvent, { readonly type: 'setback' }>;

/** How many services are told at `info` for one kind of failure; the others would bury the rest of the log. */
const servicesTold = 5;

/**
 * Makes a teller of failed calls, which tells a kind of failure once for a service, and for a few services. At `info`, a
 * failure that may pass comes with its text, which nothing else will show; of one that ends the work the name is enough,
 * since the annotation has the text. At `debug` is all of it.
 */
export function createFailureTeller(): (event: FailedCall) => readonly FailureNews[] {
  const servicesByKind = new Map<string, Set<string>>();

  return ({ failure, serviceName }) => {
    const happened = `${failure.operation} failed with ${logMedium.name(failure.name)}`;
    const request = failure.requestId === undefined ? '' : ` (request id ${logMedium.name(failure.requestId)})`;
    const inFull = `${happened}: ${logMedium.prose(failure.message)}${request}`;
    const isFinal = !mayPass(failure.kind);
    // What is final for one operation is no news when a second one confirms it.
    const kind = isFinal ? failure.kind : `${failure.operation} ${failure.kind}`;
    const services = servicesByKind.get(kind) ?? new Set<string>();
    servicesByKind.set(kind, services);
    const isNew = !services.has(serviceName);
    services.add(serviceName);

    const forDebugging: FailureNews = { level: 'debug', text: inFull, serviceName };
    if (!isNew || services.size > servicesTold + 1) return [forDebugging];
    if (services.size > servicesTold) {
      const more = `${happened} at further services too, which debug logging shows`;
      return [forDebugging, { level: 'info', text: more, serviceName: undefined }];
    }
    return isFinal
      ? [{ level: 'info', text: happened, serviceName }, forDebugging]
      : [{ level: 'info', text: inFull, serviceName }];
  };
}
