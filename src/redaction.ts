import { findSecrets, type Wanted, wantedToo } from './redaction/find-secrets.ts';
import { redactedOutput } from './redaction/output.ts';

/** Takes secrets out of whatever leaves the process: log, annotations, outputs, job summary and comment. */
export interface Redactor {
  /** The text as it is to be shown, escaped already, with every known secret replaced by `***`. */
  redact(text: string): string;
  /** The value of one of the step's outputs, likewise; JSON stays JSON, and what can't be a secret stays as it is. */
  redactOutput(name: string, value: string): string;
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
  let wanted: Wanted = [];
  const known = new Set<string>();
  const learn = (secrets: readonly string[]): void => {
    // Every call brings its credentials, mostly the same, and their forms take long to make.
    const unknown = secrets.filter((secret) => !known.has(secret));
    if (unknown.length === 0) return;
    for (const secret of unknown) known.add(secret);
    // A token may come with the line break of the file that it was read from.
    wanted = wantedToo(wanted, [...unknown, ...unknown.map((secret) => secret.trim())]);
  };
  learn(secretVariables.map((name) => environment[name] ?? ''));
  for (const [name, value] of Object.entries(environment)) {
    if (urlVariables.test(name)) learn(passwordsIn(value ?? ''));
  }
  const redact = (text: string): string => {
    const pieces: string[] = [];
    let done = 0;
    for (const { start, end } of findSecrets(text, wanted)) {
      pieces.push(text.slice(done, start), '***');
      done = end;
    }
    return done === 0 ? text : pieces.join('') + text.slice(done);
  };
  return { learn, redact, redactOutput: (name, value) => redactedOutput(name, value, redact) };
}

/** The password of a URL, as it stands there and as it is meant, and both with the user as a proxy's header has them. */
function passwordsIn(url: string): readonly string[] {
  const [, user = '', password = ''] = /^[^/]*\/\/([^/@:]*):(.*)@/s.exec(url) ?? [];
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
