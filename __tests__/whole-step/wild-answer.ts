import type { ScriptedAnswer } from './scripted-endpoint.ts';

/** Picks by chance; each number from 0 up to, not including, 1. */
export type Random = () => number;

const names = ['service', 'pipeline', 'deployment', 'Stacks', '__type', 'message', 'constructor', '__proto__', 'x'];
const statuses = [200, 200, 200, 201, 204, 301, 400, 403, 404, 413, 429, 500, 502, 503, 504, 599];
const types = ['application/x-amz-json-1.0', 'text/xml', 'text/html', 'application/octet-stream', ''];
const endings = ['whole', 'whole', 'whole', 'whole', 'cut', 'reset'] as const;

/** An answer that is none of AWS's, with some of the `texts` in it. Says nothing that could be true of a deployment. */
export function wildAnswer(random: Random, texts: readonly string[]): ScriptedAnswer {
  const status = pick(random, statuses);
  const body = status === 204 ? '' : pick(random, bodies)(random, texts);
  const headers = { 'content-type': pick(random, types), 'x-amzn-requestid': '##[error]id', date: 'not a date' };
  return { status, headers, body, ending: pick(random, endings) };
}

export function pick<Item>(random: Random, items: readonly Item[]): Item {
  const item = items[Math.floor(random() * items.length)];
  if (item === undefined) throw new RangeError('Nothing to pick from.');
  return item;
}

type Body = (random: Random, texts: readonly string[]) => string;

const bodies: readonly Body[] = [
  () => '',
  (random, texts) => JSON.stringify(json(random, texts, 3)),
  (random, texts) => JSON.stringify({ [pick(random, names)]: json(random, texts, 2) }),
  (random, texts) => JSON.stringify({ __type: pick(random, texts), message: pick(random, texts) }),
  (random, texts) => JSON.stringify(json(random, texts, 3)).slice(0, Math.floor(random() * 60)),
  (random, texts) => `<html><body>${pick(random, texts)}</body></html>`,
  (random, texts) => `<ErrorResponse><Error><Code>${pick(random, texts)}</Code></Error></ErrorResponse>`,
  (random) => `<${pick(random, names)}><member>`.repeat(20),
  (_random, texts) => `"${texts.join(' ')}"`.repeat(20_000).slice(0, 2_000_000),
  () => '\u0000\u00ff\ud800',
  () => '['.repeat(100_000),
];

/** Objects have one member each, so that none has what an answer of AWS always has. */
function json(random: Random, texts: readonly string[], depth: number): unknown {
  switch (Math.floor(random() * (depth > 0 ? 7 : 5))) {
    case 0:
      return null;
    case 1:
      return random() * 1e21;
    case 2:
      return random() < 0.5;
    case 3:
      return {};
    case 4:
      return pick(random, texts);
    case 5:
      return [json(random, texts, depth - 1), json(random, texts, depth - 1)];
    default:
      return { [pick(random, names)]: json(random, texts, depth - 1) };
  }
}
