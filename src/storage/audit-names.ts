/** The log itself, in `data.dir`. */
export const auditFileName = 'audit.ndjson';
export const auditHeadName = 'audit.head';
export const auditLockName = 'audit.lock';
