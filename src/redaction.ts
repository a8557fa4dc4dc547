import { outcomes } from './cancellation/model/outcome.ts';
import { type Wanted, withoutCutSecret, withoutSecrets } from './redaction/find-secrets.ts';
import { formsOf } from './redaction/secret-forms.ts';
import { visible } from './text/escape.ts';

/** Takes secrets out of everything that leaves the process: log, annotations, outputs, job summary and comment. */
export interface Redactor {
  /**
   * Outside text as it enters the reports, before it is cut and escaped: `***` for every secret, also where characters
   * that are not seen hide it. A text without a secret stays as it is.
   */
  redact(text: string): string;
  /** The last net: text as it leaves the process, escaped already, with every secret that stands there replaced. */
  redactShown(text: string): string;
  /** The value of one of the step's outputs, likewise. JSON stays JSON. */
  redactOutput(value: string): string;
  learn(secrets: readonly string[]): void;
  /** From now on, these words stay as they are though a secret is part of them: the names of targets. */
  keep(words: readonly string[]): void;
}

/** Proton's statuses of one word; those of more are told by their form. */
const statuses = ['FAILED', 'SUCCEEDED', 'CANCELLING', 'CANCELLED'];

/** Environment variables that hold a secret: of AWS's credential chain, and of the runner. */
const secretVariables = [
  'AWS_ACCESS_KEY_ID',
  'AWS_SECRET_ACCESS_KEY',
  'AWS_SESSION_TOKEN',
  'AWS_CONTAINER_AUTHORIZATION_TOKEN',
  'ACTIONS_ID_TOKEN_REQUEST_TOKEN',
  'ACTIONS_RUNTIME_TOKEN',
  'GITHUB_TOKEN',
  'GH_TOKEN',
  'INPUT_GITHUB-TOKEN',
];

/** Environment variables with a URL that may hold a password, in any case of letters. */
const urlVariables = /^(?:(?:https?|all)_proxy|aws_endpoint_url(?:_\w+)?)$/i;

/**
 * Makes a redactor that knows the secrets in the environment. It replaces the toolkit's `setSecret`, which writes the secret
 * itself to the log for the runner to mask.
 */
export function createRedactor(environment: NodeJS.ProcessEnv): Redactor {
  const forms = new Set<string>();
  const words = new Set<string>([...outcomes, 'mixed', ...statuses]);
  const wanted: Wanted = { forms, words };
  const known = new Set<string>();
  const learn = (secrets: readonly string[]): void => {
    // A token may come with the line break of the file that it was read from.
    for (const secret of secrets.flatMap((each) => [each, each.trim()])) {
      // Every call brings its credentials, mostly the same, and their forms take long to make.
      if (known.has(secret)) continue;
      known.add(secret);
      for (const form of formsOf(secret)) forms.add(form);
    }
  };
  learn(secretsIn(environment));
  const redactShown = (text: string): string => withoutSecrets(text, wanted);
  return {
    learn,
    keep: (more) => {
      for (const word of more) words.add(word);
    },
    redact: (text) => {
      const sent = withoutCutSecret(redactShown(text), wanted);
      const seen = visible(sent);
      const clean = withoutCutSecret(redactShown(seen), wanted);
      return clean === seen ? sent : clean;
    },
    redactShown,
    redactOutput: (value) => redactedOutput(value, redactShown),
  };
}

/** In JSON, each text is redacted by itself: JSON stays JSON. */
function redactedOutput(value: string, redact: (text: string) => string): string {
  const redacted = redact(value);
  if (redacted === value) return value;
  try {
    const json: unknown = JSON.parse(value);
    return JSON.stringify(json, (_field, inner: unknown) => (typeof inner === 'string' ? redact(inner) : inner));
  } catch {
    // Not JSON: a text like any other.
    return redacted;
  }
}

/** The secrets in the variables of an environment. */
export function secretsIn(environment: NodeJS.ProcessEnv): readonly string[] {
  const urls = Object.entries(environment).filter(([name]) => urlVariables.test(name));
  return [
    ...secretVariables.map((name) => environment[name] ?? ''),
    ...urls.flatMap(([, url]) => passwordsIn(url ?? '')),
  ];
}

/** The password of a URL, as it stands there and as it is meant, and both with the user as a proxy's header has them. */
function passwordsIn(url: string): readonly string[] {
  const [, user = '', password = ''] = /^(?:[^/]*\/\/)?([^/@:]*):(.*)@/s.exec(url) ?? [];
  if (password === '') return [];
  const basic = Buffer.from(`${decoded(user)}:${decoded(password)}`).toString('base64');
  return [password, decoded(password), basic];
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // Not encoded: it is meant as it stands.
    return text;
  }
}
