/**
 * What stays as it is, under its name as an output or as a field of `results`: later steps compare it, and a secret that
 * happens to be part of such a word is none. An outcome is always this action's own word.
 */
const ordinary: Readonly<Record<string, RegExp>> = {
  outcome: /^/,
  'deployment-id': /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
  'deployment-status': /^[A-Z]+(?:_[A-Z]+)*$/,
};
const outputOfField: Readonly<Record<string, string>> = {
  deploymentId: 'deployment-id',
  deploymentStatus: 'deployment-status',
  stackStatus: 'deployment-status',
};

/** The value of an output without secrets. In JSON, each text by itself, so that it stays JSON. */
export function redactedOutput(name: string, value: string, redact: (text: string) => string): string {
  if (ordinary[name]?.test(value) === true || redact(value) === value) return value;
  const json = parsed(value);
  if (typeof json !== 'object') return redact(value);
  return JSON.stringify(json, (field: string, inner: unknown) => {
    if (typeof inner !== 'string') return inner;
    return ordinary[outputOfField[field] ?? field]?.test(inner) === true ? inner : redact(inner);
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Not JSON: a text like any other.
    return undefined;
  }
}
