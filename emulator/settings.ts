import { type Clock, systemClock } from './clock.ts';
import type { StackBehaviour } from './cloudformation/state/stack-behaviour.ts';
import type { IamAction } from './operation-name.ts';
import type { CancelEnding, DeployEnding } from './proton/deployment.ts';

/** How the deployments of a service run: settings of the server, which one service can override. */
export interface ServiceBehaviour {
  /** How long a deployment takes if it is not cancelled; infinity for never ending. */
  readonly deployMilliseconds: number;
  /** How long a cancellation takes, from the request to the deployment's end. */
  readonly cancelMilliseconds: number;
  /** How long DeleteService takes. */
  readonly deleteMilliseconds: number;
  readonly deployEnding: DeployEnding;
  readonly cancelEnding: CancelEnding;
  /**
   * How long after a cancelled deployment's end a newer deployment takes its place, by itself;
   * `undefined` for never. With 0, no read ever sees the end of the cancelled deployment in the pipeline.
   */
  readonly supersededAfterMilliseconds: number | undefined;
}

/** The behaviour out of settings that hold more. */
export function behaviourOf(settings: ServiceBehaviour): ServiceBehaviour {
  return {
    deployMilliseconds: settings.deployMilliseconds,
    cancelMilliseconds: settings.cancelMilliseconds,
    deleteMilliseconds: settings.deleteMilliseconds,
    deployEnding: settings.deployEnding,
    cancelEnding: settings.cancelEnding,
    supersededAfterMilliseconds: settings.supersededAfterMilliseconds,
  };
}

/** The credentials that the emulator knows. With a session token, a request must bring that token. */
export interface EmulatorCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/** A certificate and its key in PEM: with them the emulator speaks HTTPS. */
export interface ServerCertificate {
  readonly key: string;
  readonly cert: string;
}

/** All that can be set about an emulator. */
export interface EmulatorSettings extends ServiceBehaviour, StackBehaviour {
  readonly host: string;
  /** 0 for any free port. */
  readonly port: number;
  readonly region: string;
  /** Twelve digits. */
  readonly accountId: string;
  readonly credentials: EmulatorCredentials;
  /** Takes any access key, secret, session token and region, as long as the form of the signature is right. */
  readonly anyCredentials: boolean;
  /** The time that deployments, the rate limit and recorded requests go by. */
  readonly clock: Clock;
  /**
   * The time that the dates of signatures are held against, and that the `Date` header of answers tells: apart, because
   * clients sign by the machine's time, which the SDK corrects by that header.
   */
  readonly signatureClock: Clock;
  /** Proton does not document what it answers to a cancellation when there is nothing to cancel. */
  readonly nothingToCancelAnswer: 'conflict' | 'validation';
  /** How many of the latest requests the emulator's record keeps; infinity for all. */
  readonly keptRequests: number;
  /** Calls a second before throttling is answered; infinity for no limit. */
  readonly callsPerSecond: number;
  /** Added to every answer. */
  readonly latencyMilliseconds: number;
  /** How many services CreateService can create before it answers ServiceQuotaExceededException. */
  readonly serviceQuota: number;
  /** IAM actions that the caller's policy does not allow. */
  readonly denied: readonly IamAction[];
  /** Takes the log: one line a request, without the line's end. */
  readonly log: (line: string) => void;
  /** Between 0 and 1: decides whether a fault with a probability happens. */
  readonly random: () => number;
  /** Makes the ids of deployments and requests. */
  readonly uuid: () => string;
  readonly certificate: ServerCertificate | undefined;
}

/** AWS's own example credentials, known everywhere to be fake (AWS General Reference). */
export const exampleCredentials: EmulatorCredentials = {
  accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
};

/** What holds where nothing is set. */
export const defaultSettings: EmulatorSettings = {
  host: '127.0.0.1',
  port: 0,
  region: 'us-east-1',
  accountId: '123456789012',
  credentials: exampleCredentials,
  anyCredentials: false,
  clock: systemClock,
  signatureClock: systemClock,
  createMilliseconds: 5_000,
  deployMilliseconds: 300_000,
  cancelMilliseconds: 5_000,
  cleanupMilliseconds: 1_000,
  deleteMilliseconds: 5_000,
  deployEnding: 'SUCCEEDED',
  cancelEnding: 'CANCELLED',
  updateEnding: 'UPDATE_COMPLETE',
  rollbackEnding: 'UPDATE_ROLLBACK_COMPLETE',
  updateFailureReason: undefined,
  leavesResources: false,
  rollbackOperation: 'own',
  supersededAfterMilliseconds: undefined,
  nothingToCancelAnswer: 'conflict',
  keptRequests: Number.POSITIVE_INFINITY,
  callsPerSecond: Number.POSITIVE_INFINITY,
  latencyMilliseconds: 0,
  serviceQuota: Number.POSITIVE_INFINITY,
  denied: [],
  log: () => undefined,
  random: Math.random,
  uuid: () => crypto.randomUUID(),
  certificate: undefined,
};
