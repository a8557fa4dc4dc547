import type { RecordedRequest } from './recorded-request.ts';

/** What the log says of one request. */
export type LogEntry = Pick<RecordedRequest, 'atMilliseconds' | 'operation' | 'target' | 'answer' | 'requestId'>;

const longestWord = 120;

/** The line that the log holds of one request, in which nothing that a client sent can act or break the line. */
export function logLine({ atMilliseconds, operation, target, answer, requestId }: LogEntry): string {
  const time = new Date(atMilliseconds).toISOString();
  return [time, harmless(operation), harmless(target ?? '-'), harmless(answer), requestId].join('  ');
}

/**
 * A client's text as one word: every character that is unusual in a name is written as its code. So the text can't break
 * a line, control a terminal, or give a workflow command (`##[name]` acts anywhere in a line).
 */
function harmless(text: string): string {
  const escaped = text.slice(0, longestWord).replace(/[^\w.:/-]/g, (character) => {
    const code = character.charCodeAt(0).toString(16).padStart(4, '0');
    return `\\u${code}`;
  });
  return escaped === '' ? '-' : escaped;
}
