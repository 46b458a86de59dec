import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A key and its certificate, both in PEM. */
export interface Certified {
  readonly key: string;
  readonly cert: string;
}

export interface Certificates {
  /** The authority behind all but one of them, in PEM. */
  readonly authority: string;
  readonly good: Certified;
  /** Of an authority that nobody knows. */
  readonly unknown: Certified;
  /** For another host. */
  readonly elsewhere: Certified;
  readonly expired: Certified;
}

/** Made anew for each run, so that no key lies about and none is ever too old. Needs `openssl`. */
export function makeCertificates(): Certificates {
  const directory = mkdtempSync(join(tmpdir(), 'rollcall-certificates-'));
  try {
    const authority = makeAuthority(directory, 'authority');
    const stranger = makeAuthority(directory, 'stranger');
    return {
      authority: readFileSync(`${authority}.pem`, 'utf8'),
      good: certify(directory, authority, 'IP:127.0.0.1', 2),
      unknown: certify(directory, stranger, 'IP:127.0.0.1', 2),
      elsewhere: certify(directory, authority, 'DNS:elsewhere.invalid', 2),
      expired: certify(directory, authority, 'IP:127.0.0.1', -1),
    };
  } finally {
    rmSync(directory, { recursive: true });
  }
}

const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];

/** The path of `<name>.pem` and `<name>.key`, without the ending. */
function makeAuthority(directory: string, name: string): string {
  const path = join(directory, name);
  openssl(
    'req',
    '-x509',
    ...newKey,
    '-keyout',
    `${path}.key`,
    '-out',
    `${path}.pem`,
    '-subj',
    `/CN=${name}`,
    '-days',
    '2',
  );
  return path;
}

function certify(directory: string, authority: string, host: string, days: number): Certified {
  const path = join(directory, 'server');
  writeFileSync(`${path}.ext`, `subjectAltName=${host}`);
  openssl('req', ...newKey, '-keyout', `${path}.key`, '-out', `${path}.csr`, '-subj', '/CN=server');
  const signer = ['-CA', `${authority}.pem`, '-CAkey', `${authority}.key`];
  const into = ['-out', `${path}.pem`, '-extfile', `${path}.ext`, '-days', String(days)];
  openssl('x509', '-req', '-in', `${path}.csr`, ...signer, ...into);
  return { key: readFileSync(`${path}.key`, 'utf8'), cert: readFileSync(`${path}.pem`, 'utf8') };
}

function openssl(...words: readonly string[]): void {
  execFileSync('openssl', words, { stdio: 'pipe' });
}
