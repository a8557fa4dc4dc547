import { isIP } from 'node:net';
import { hostname } from 'node:os';

const loopbackNames: readonly string[] = ['localhost', '127.0.0.1', '::1'];
const wildcards: readonly string[] = ['0.0.0.0', '::'];

/** Tells whether only this machine can reach what listens at a host. */
export function isLoopback(host: string): boolean {
  return loopbackNames.includes(host) || /^127\.\d+\.\d+\.\d+$/.test(host);
}

/**
 * Tells whether a request's Host header names this server: a loopback name or the host that it listens at. A web page can
 * let its own name resolve to this machine (DNS rebinding), and its requests then bear that name. Where the server
 * listens at all addresses, it may be called by any of them, or by the machine's name: an address can't be rebound.
 */
export function isOwnHost(header: string | undefined, listensAt: string): boolean {
  const name = nameIn(header ?? '');
  // Names under localhost are nobody else's (RFC 6761), and some clients of S3 put the bucket there.
  if (isLoopback(name) || name.endsWith('.localhost') || name === listensAt.toLowerCase()) return true;
  return wildcards.includes(listensAt) && (isIP(name) !== 0 || name === hostname().toLowerCase());
}

/** The name or address in a Host header, without its port and brackets. */
export function nameIn(header: string): string {
  const { address, name } = /^(?:\[(?<address>[^\]]*)\]|(?<name>[^:]*))(?::\d*)?$/.exec(header)?.groups ?? {};
  return (address ?? name ?? '').toLowerCase().replace(/\.$/, '');
}
