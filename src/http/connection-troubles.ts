const unknownAuthority =
  'its certificate comes from an authority that is not known here; name that authority in caFile';

/** Reasons for which there is no connection, in words. The rest is told by its code alone. */
const words: Readonly<Record<string, string>> = {
  ENOTFOUND: 'its host name is not known; look at url',
  EAI_AGAIN: 'its host name could not be looked up; look at url, and at the name servers of this machine',
  EHOSTUNREACH: 'no way leads to its host',
  ENETUNREACH: 'no way leads to its network',
  EPROTO: 'it does not speak TLS there; look at the scheme and the port of url',
  ERR_SSL_WRONG_VERSION_NUMBER: 'it does not speak TLS there; look at the scheme and the port of url',
};

/** Certificates that are not accepted: whoever answers may be somebody else, so nothing is sent. */
const certificateWords: Readonly<Record<string, string>> = {
  CERT_HAS_EXPIRED: 'its certificate has expired; it must be renewed there',
  CERT_NOT_YET_VALID: 'its certificate is not valid yet; compare the clocks',
  CERT_REVOKED: 'its certificate was revoked',
  CERT_UNTRUSTED: unknownAuthority,
  CERT_SIGNATURE_FAILURE: 'the signature of its certificate is wrong',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is signed by itself; if that is meant, name it in caFile',
  SELF_SIGNED_CERT_IN_CHAIN: unknownAuthority,
  UNABLE_TO_GET_ISSUER_CERT: unknownAuthority,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: unknownAuthority,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: unknownAuthority,
  INVALID_CA: unknownAuthority,
  INVALID_PURPOSE: 'its certificate is not meant for servers',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another host name than the one in url',
};

export function isCertificateTrouble(code: string): boolean {
  return Object.hasOwn(certificateWords, code);
}

/** `ECONNREFUSED` as it is, `CERT_HAS_EXPIRED` with what it means. */
export function troubleText(code: string): string {
  const meaning = Object.hasOwn(certificateWords, code) ? certificateWords[code] : words[code];
  return meaning === undefined ? `(${code})` : `(${code}): ${meaning}`;
}

/** Whether the network, or TLS, is to blame: not what was to be sent. */
export function isConnectionTrouble(code: string): boolean {
  return isCertificateTrouble(code) || /^E(?!RR_)|^ERR_(?:SSL|TLS)_/u.test(code);
}
