import { defaultSettings, type EmulatorSettings } from '../settings.ts';

/** What to say, and to do, about a server that could not listen. */
export function listeningProblem(
  error: unknown,
  { host = defaultSettings.host, port = defaultSettings.port }: Partial<Pick<EmulatorSettings, 'host' | 'port'>>,
): Error {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  switch (code) {
    case 'EADDRINUSE':
      return new Error(
        `Port ${port} of ${host} is in use (EADDRINUSE), perhaps by another emulator. End that, or choose another port with --port; --port 0 takes any free one.`,
      );
    case 'EACCES':
      return new Error(`Port ${port} needs more rights (EACCES). Choose one above 1023 with --port.`);
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return new Error(`${host} is no host or address of this machine (${code}). Choose another with --host.`);
    default:
      return error instanceof Error ? error : new Error(String(error));
  }
}
