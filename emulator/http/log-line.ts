/** What the log says of one request. */
export interface LogEntry {
  /** Milliseconds since 1970. */
  readonly atMilliseconds: number;
  readonly operation: string;
  /** The service that the request names, if it does. */
  readonly serviceName: string | undefined;
  readonly answer: string;
  readonly requestId: string;
}

const LONGEST_WORD = 120;

/** The line that the log holds of one request, in which nothing that a client sent can act or break the line. */
export function logLine({ atMilliseconds, operation, serviceName, answer, requestId }: LogEntry): string {
  const time = new Date(atMilliseconds).toISOString();
  return [time, harmless(operation), harmless(serviceName ?? '-'), harmless(answer), requestId].join('  ');
}

/**
 * A client's text as one word: whatever is not a plain character of a name is written as its code. So no line can be
 * broken, no terminal told anything, and no workflow command given (`##[name]` acts anywhere in a line).
 */
function harmless(text: string): string {
  const escaped = text.slice(0, LONGEST_WORD).replace(/[^\w.:-]/g, (character) => {
    const code = character.charCodeAt(0).toString(16).padStart(4, '0');
    return `\\u${code}`;
  });
  return escaped === '' ? '-' : escaped;
}
