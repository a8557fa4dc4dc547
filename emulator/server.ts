import { cloudFormationApi } from './cloudformation/api.ts';
import { CloudFormationState } from './cloudformation/state/cloudformation-state.ts';
import type { Fault } from './faults/fault.ts';
import { FaultPlan } from './faults/fault-plan.ts';
import type { Api, TargetState } from './http/api.ts';
import { Callers } from './http/callers.ts';
import { listen, stopListening } from './http/listening.ts';
import type { RecordedRequest } from './http/recorded-request.ts';
import { requestHandler } from './http/request-handler.ts';
import { protonApi } from './proton/api.ts';
import { ProtonState } from './proton/proton-state.ts';
import { ObjectStore } from './s3/object-store.ts';
import { s3Service } from './s3/service.ts';
import { defaultSettings, type EmulatorCredentials, type EmulatorSettings } from './settings.ts';
import { ssmService } from './ssm/service.ts';
import { stsService } from './sts/service.ts';
import { Sessions } from './sts/sessions.ts';

/** Where a service or a stack stands, and which API it is of: a service and a stack can have the same name. */
export interface NamedState extends TargetState {
  readonly api: Api['signingName'];
}

/** A running emulator. */
export interface Emulator {
  /** Where it listens, such as `http://127.0.0.1:41217`. */
  readonly url: string;
  readonly credentials: EmulatorCredentials;
  readonly region: string;
  readonly accountId: string;
  /** The requests that have arrived, oldest first: the latest ones, as many as `settings.keptRequests` says. */
  readonly requests: readonly RecordedRequest[];
  /** The truth about services, past the API. */
  readonly proton: ProtonState;
  /** The truth about stacks, past the API. */
  readonly cloudformation: CloudFormationState;
  /** Where every service and stack stands now. */
  states(): Iterable<NamedState>;
  /** Lets something go wrong from now on. */
  inject(fault: Fault): void;
  /** Takes all injected faults away. */
  clearFaults(): void;
  /** Calls the listener for every request that has arrived, before it is answered. Gives a function that ends that. */
  onRequest(listener: (request: RecordedRequest) => void): () => void;
  /** Stops listening and destroys every connection. */
  close(): Promise<void>;
}

/** Starts an emulator that listens once the promise is fulfilled. Rejects when the port can't be had. */
export async function startEmulator(changes: Partial<EmulatorSettings> = {}): Promise<Emulator> {
  const settings = { ...defaultSettings, ...changes };
  const proton = new ProtonState(settings);
  const objects = new ObjectStore(settings.clock);
  const cloudformation = new CloudFormationState({ ...settings, templateAt: (url) => objects.textAt(url) });
  const apis = [protonApi(proton), cloudFormationApi(cloudformation)] as const;
  const callers = new Callers(settings.credentials, settings.accountId);
  const supporting = [
    stsService(new Sessions(callers, settings.signatureClock, settings.uuid)),
    ssmService(settings),
    s3Service(objects, settings.region),
  ];
  const services = { apis, supporting };
  const plan = new FaultPlan(settings.clock, settings.random);
  const requests: RecordedRequest[] = [];
  const listeners = new Set<(request: RecordedRequest) => void>();
  const closing = new AbortController();
  const arrived = (request: RecordedRequest) => {
    requests.push(request);
    if (requests.length > settings.keptRequests) requests.shift();
    for (const listener of listeners) listener(request);
  };
  const handler = requestHandler({ settings, services, callers, plan, arrived, closing: closing.signal });
  const { server, url } = await listen(settings, handler);
  return {
    url,
    credentials: settings.credentials,
    region: settings.region,
    accountId: settings.accountId,
    requests,
    proton,
    cloudformation,
    states: () =>
      apis.flatMap(({ signingName, states }) => [...states()].map((state) => ({ ...state, api: signingName }))),
    inject: (fault) => plan.inject(fault),
    clearFaults: () => plan.clear(),
    onRequest: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: () => {
      closing.abort();
      return stopListening(server);
    },
  };
}
