/** An error as AWS answers it: a name, a sentence, and an HTTP status. */
export class ApiError extends Error {
  override readonly name: string;
  readonly status: number;

  constructor(name: string, message: string, status: number) {
    super(message);
    this.name = name;
    this.status = status;
  }
}

/** Why a request is refused before its operation counts. Each API has its own names for these. */
export type RefusalKind =
  | 'access-denied'
  | 'incomplete-signature'
  | 'no-signature'
  | 'overloaded'
  | 'throttled'
  | 'too-large'
  | 'unknown-credentials'
  | 'wrong-address'
  | 'wrong-signature';

/** Makes the function that words refusals, by the name and the HTTP status that an API has for each. */
export function refusalsBy(
  names: Readonly<Record<RefusalKind, readonly [name: string, status: number]>>,
): (kind: RefusalKind, message: string) => ApiError {
  return (kind, message) => {
    const [name, status] = names[kind];
    return new ApiError(name, message, status);
  };
}

/** A refusal, not yet in the words of an API. */
export interface Refusal {
  readonly kind: RefusalKind;
  readonly message: string;
}
