/** Takes secrets out of text that comes from outside, such as an error's message that quotes a request. */
export interface Redactor {
  /** The text with every known secret replaced by `***`. */
  redact(text: string): string;
  /** From now on, these are secrets too. */
  learn(secrets: readonly string[]): void;
}

/** Environment variables that hold a secret: of AWS's credential chain, and of the runner. */
const secretVariables = [
  'AWS_ACCESS_KEY_ID',
  'AWS_SECRET_ACCESS_KEY',
  'AWS_SESSION_TOKEN',
  'AWS_CONTAINER_AUTHORIZATION_TOKEN',
  'ACTIONS_ID_TOKEN_REQUEST_TOKEN',
  'ACTIONS_RUNTIME_TOKEN',
  'GITHUB_TOKEN',
  'INPUT_GITHUB-TOKEN',
];

/** Environment variables with a URL that may hold a password. */
const urlVariables = [
  'HTTPS_PROXY',
  'https_proxy',
  'HTTP_PROXY',
  'http_proxy',
  'AWS_ENDPOINT_URL_PROTON',
  'AWS_ENDPOINT_URL',
];

/** A shorter text is part of too many words to be taken out of them. */
const shortestSecret = 4;

/**
 * Makes a redactor that knows the secrets in the environment. It replaces the toolkit's `setSecret`, which writes the secret
 * itself to the log for the runner to mask.
 */
export function createRedactor(environment: NodeJS.ProcessEnv): Redactor {
  const secrets = new Set<string>();
  const learn = (texts: readonly string[]): void => {
    for (const text of texts) if (text.length >= shortestSecret) secrets.add(text);
  };
  learn(secretVariables.map((name) => environment[name] ?? ''));
  for (const name of urlVariables) learn(passwordsIn(environment[name] ?? ''));
  return {
    learn,
    redact: (text) =>
      // The longest first: another secret may be the beginning of it.
      [...secrets]
        .sort((a, b) => b.length - a.length)
        .reduce((redacted, secret) => redacted.replaceAll(secret, '***'), text),
  };
}

/** The password of a URL, as it stands there and as it is meant. */
function passwordsIn(url: string): readonly string[] {
  const written = /^[^/]*\/\/[^/@:]*:([^/]*)@/.exec(url)?.[1];
  if (written === undefined) return [];
  return [written, decoded(written)];
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // Not encoded: it is meant as it stands.
    return text;
  }
}
