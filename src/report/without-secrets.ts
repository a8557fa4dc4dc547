import type { CancellationEvent } from '../cancellation/model/events.ts';
import type { Observation } from '../cancellation/model/observation.ts';
import type { TargetResult } from '../cancellation/model/result.ts';
import type { InputProblem } from '../inputs.ts';

/** Takes the secrets out of an outside text. */
export type Redact = (text: string) => string;

/** The fields of a value, however deep, that hold one of a few words of this action's own. */
type OwnField<Value> = Value extends readonly (infer Item)[]
  ? OwnField<Item>
  : Value extends object
    ? {
        [Field in keyof Value]-?: NonNullable<Value[Field]> extends string
          ? string extends NonNullable<Value[Field]>
            ? never
            : Field
          : OwnField<NonNullable<Value[Field]>>;
      }[keyof Value]
    : never;

/** What the reports are made from: results come in events as well. */
type Reported = CancellationEvent | InputProblem | Observation;

/** Fields that stay as they are. A field with words of our own that is missing here does not compile. */
const ownFields: Readonly<Record<OwnField<Reported>, true>> = {
  by: true,
  call: true,
  input: true,
  kind: true,
  next: true,
  outcome: true,
  requestState: true,
  stage: true,
  type: true,
  what: true,
  why: true,
};
/** Names of targets and what a guard names are valid input, and no secrets. */
const inputFields: ReadonlySet<string> = new Set(['target', 'targetName', 'wanted']);

/** The same value without secrets in any outside text: before anything cuts and escapes them. */
export function withoutSecrets<Value extends Reported | TargetResult>(value: Value, redact: Redact): Value {
  // It keeps its type: nothing but texts from outside is replaced, and by texts.
  return cleaned(value, redact) as Value;
}

function cleaned(value: unknown, redact: Redact): unknown {
  if (typeof value === 'string') return redact(value);
  if (Array.isArray(value)) return value.map((item: unknown) => cleaned(item, redact));
  if (typeof value !== 'object' || value === null) return value;
  const isKept = (field: string): boolean => field in ownFields || inputFields.has(field);
  const fields = Object.entries(value);
  return Object.fromEntries(fields.map(([field, inner]) => [field, isKept(field) ? inner : cleaned(inner, redact)]));
}
