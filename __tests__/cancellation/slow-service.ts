import type { FailureKind } from '../../src/cancellation/model/failure.ts';
import type { Answer, CallLimits, DeploymentRecord, DeploymentService, Reading } from '../../src/cancellation/ports.ts';
import type { FakeClock } from './fake-clock.ts';
import { accepted, failing, reading } from './scripted-service.ts';

/** Requests connect and take as long as asked, or fail; a cancellation ends 300 ms after it was accepted. */
export class SlowService implements DeploymentService {
  readonly findsByToken = false;
  readonly #clock: FakeClock;
  readonly #takes: (name: string) => number | FailureKind;
  readonly #connectMilliseconds: number;
  readonly #acceptedAt = new Map<string, number>();

  constructor(clock: FakeClock, takes: (name: string) => number | FailureKind, connectMilliseconds = 0) {
    this.#clock = clock;
    this.#takes = takes;
    this.#connectMilliseconds = connectMilliseconds;
  }

  async cancel(name: string, _token: string, limits: CallLimits): Promise<Answer<Reading | undefined>> {
    const takes = this.#takes(name);
    if (typeof takes === 'string') return failing(takes, 'cancel');
    await this.#clock.sleep(this.#connectMilliseconds, limits.signal);
    limits.onSent();
    await this.#clock.sleep(Math.min(takes, limits.timeoutMilliseconds), limits.signal);
    if (takes > limits.timeoutMilliseconds) return failing('connection-lost', 'cancel');
    this.#acceptedAt.set(name, this.#clock.now());
    return accepted('CANCELLING');
  }

  async readState(name: string): Promise<Answer<Reading>> {
    await this.#clock.sleep(20, new AbortController().signal);
    const acceptedAt = this.#acceptedAt.get(name) ?? Number.POSITIVE_INFINITY;
    return reading(this.#clock.now() - acceptedAt >= 300 ? 'CANCELLED' : 'CANCELLING');
  }

  async readRecords(): Promise<Answer<readonly DeploymentRecord[]>> {
    return failing('unidentified', 'read-end');
  }
}
