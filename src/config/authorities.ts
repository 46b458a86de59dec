import { X509Certificate } from 'node:crypto';
import type { AddMistake } from './mistakes.ts';
import { readTextFile } from './text-file.ts';

const certificate = /-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/gu;

/** Certificates of authorities from a PEM file; undefined where none is named, or where something is wrong with it. */
export function readAuthorities(
  file: string | undefined,
  baseDirectory: string,
  path: readonly PropertyKey[],
  add: AddMistake,
): string | undefined {
  if (file === undefined) return undefined;
  const text = readTextFile(file, baseDirectory, path, add);
  if (text === undefined) return undefined;
  // TLS itself takes a file without certificates for no authority at all, and fails at the first connection.
  const blocks = text.match(certificate) ?? [];
  if (blocks.length > 0 && blocks.every(isCertificate)) return text;
  add(path, `expected certificates in PEM form in ${file}`);
  return undefined;
}

function isCertificate(pem: string): boolean {
  try {
    return new X509Certificate(pem).serialNumber !== '';
  } catch {
    return false;
  }
}
