import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { ServerCertificate } from '../../emulator/settings.ts';

const folder = path.join(import.meta.dirname, 'certificate');

/** The authority that a client has to trust, in PEM, for `NODE_EXTRA_CA_CERTS`. Its key was thrown away. */
export const authorityFile = path.join(folder, 'authority.pem');

/** A certificate for 127.0.0.1 by that authority, of the kind that AWS's endpoints have (RSA, 2,048 bits). */
export function readCertificate(): ServerCertificate {
  const text = (name: string): string => readFileSync(path.join(folder, name), 'utf8');
  return { key: text('key.pem'), cert: text('certificate.pem') };
}
