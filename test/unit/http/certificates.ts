import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A certificate with its key, in PEM. */
export interface Certificate {
  readonly key: string;
  readonly cert: string;
}

export interface Authority extends Certificate {
  /** For this name, valid for so many days from now; fewer than 0: it has expired. */
  issue(subjectAltName: string, days?: number): Certificate;
}

/** An authority of our own, made at run time: no key lies in the repository, and none expires there. */
export function createAuthority(name: string): Authority {
  return inFolder((folder) => {
    const own = signed(folder, ['req', '-x509', ...newKey(folder), '-subj', `/CN=${name}`, '-days', '2']);
    return { ...own, issue: (subjectAltName, days = 2) => issue(own, subjectAltName, days) };
  });
}

function issue(authority: Certificate, subjectAltName: string, days: number): Certificate {
  return inFolder((folder) => {
    const at = (file: string): string => join(folder, file);
    writeFileSync(at('ca.pem'), authority.cert);
    writeFileSync(at('ca.key'), authority.key);
    writeFileSync(at('extensions'), `subjectAltName=${subjectAltName}`);
    openssl(['req', ...newKey(folder), '-subj', '/CN=server', '-out', at('request')]);
    const by = ['-CA', at('ca.pem'), '-CAkey', at('ca.key'), '-CAcreateserial'];
    const what = ['-in', at('request'), '-extfile', at('extensions'), '-days', String(days)];
    return signed(folder, ['x509', '-req', ...what, ...by]);
  });
}

/** What a command of openssl writes, with the key that it made or was given in the folder. */
function signed(folder: string, words: readonly string[]): Certificate {
  const out = join(folder, 'out.pem');
  openssl([...words, '-out', out]);
  return { key: readFileSync(join(folder, 'key.pem'), 'utf8'), cert: readFileSync(out, 'utf8') };
}

function newKey(folder: string): string[] {
  const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1'];
  return [...curve, '-nodes', '-keyout', join(folder, 'key.pem')];
}

function openssl(words: readonly string[]): void {
  execFileSync('openssl', words, { stdio: 'ignore' });
}

function inFolder<T>(work: (folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'rollcall-certificates-'));
  try {
    return work(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
