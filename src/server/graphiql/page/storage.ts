import type { Storage as GraphiqlStorage } from '@graphiql/toolkit';

const prefix = 'graphiql:';
const headersKey = `${prefix}headers`;
const tabsKey = `${prefix}tabState`;
const historyKeys: ReadonlySet<string> = new Set([`${prefix}queries`, `${prefix}favorites`]);

/**
 * What GraphiQL remembers. Request headers hold keys, so they live as long as the browser tab (sessionStorage) and
 * are taken out of everything that outlives it; GraphiQL's own history would keep them on disk.
 */
export const storage: GraphiqlStorage = {
  getItem: (key) => {
    if (key === headersKey) return sessionStorage.getItem(key);
    if (key === tabsKey) return sessionStorage.getItem(key) ?? localStorage.getItem(key);
    const value = localStorage.getItem(key);
    return value !== null && historyKeys.has(key) ? withSessionHeaders(value) : value;
  },
  setItem: (key, value) => {
    if (key === headersKey || key === tabsKey) sessionStorage.setItem(key, value);
    if (key === headersKey) return;
    const hasHeaders = key === tabsKey || historyKeys.has(key);
    localStorage.setItem(key, hasHeaders ? replaceHeaders(value, null) : value);
  },
  removeItem: (key) => {
    sessionStorage.removeItem(key);
    localStorage.removeItem(key);
  },
  clear: () => {
    for (const store of [sessionStorage, localStorage]) {
      for (const key of ownKeys(store)) store.removeItem(key);
    }
  },
  get length() {
    return ownKeys(localStorage).length;
  },
};

/** The headers of the tab as last edited, for requests made before there is an editor to ask. */
export function storedHeaders(): Readonly<Record<string, string>> | undefined {
  try {
    return JSON.parse(sessionStorage.getItem(headersKey) ?? 'null') ?? undefined;
  } catch {
    // Half typed, or with comments: they wait for the editor.
    return undefined;
  }
}

/** Opening an entry of the history sets the headers too: those in use now, lest it signs people out. */
function withSessionHeaders(value: string): string {
  return replaceHeaders(value, sessionStorage.getItem(headersKey));
}

function replaceHeaders(json: string, headers: string | null): string {
  return JSON.stringify(JSON.parse(json), (key, value: unknown) => (key === 'headers' ? headers : value));
}

function ownKeys(store: Storage): string[] {
  return Object.keys(store).filter((key) => key.startsWith(prefix));
}
