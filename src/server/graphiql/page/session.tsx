import { useGraphiQL, useGraphiQLActions } from '@graphiql/react';
import { useEffect, useRef } from 'react';

/** What the headers editor offers where the gateway asks for a key. */
export const headersTemplate = `{
  "Authorization": "Bearer "
}`;

const typingPauseMs = 600;

/** Shows nothing. Makes a key that is typed once do for the schema and for every new tab. */
export function Session(): null {
  useHeadersInNewTabs();
  useSchemaOnceHeadersFit();
  return null;
}

/** A new tab starts with the headers of the one it was opened from. */
function useHeadersInNewTabs(): void {
  const { tabs, activeTabIndex, headerEditor } = useGraphiQL(({ tabs, activeTabIndex, headerEditor }) => ({
    tabs,
    activeTabIndex,
    headerEditor,
  }));
  const before = useRef({ count: tabs.length, activeTabIndex });
  useEffect(() => {
    const isNewTab = tabs.length > before.current.count;
    const headers = tabs[before.current.activeTabIndex]?.headers;
    before.current = { count: tabs.length, activeTabIndex };
    if (isNewTab && headers && headerEditor) headerEditor.setValue(headers);
  }, [tabs, activeTabIndex, headerEditor]);
}

/** Without a key the schema cannot be read: it is asked for again whenever the headers change until it is there. */
function useSchemaOnceHeadersFit(): void {
  const actions = useGraphiQLActions();
  const { hasSchema, headers, responseEditor } = useGraphiQL((state) => ({
    hasSchema: Boolean(state.schema),
    headers: state.tabs[state.activeTabIndex]?.headers ?? '',
    responseEditor: state.responseEditor,
  }));
  useEffect(() => {
    if (hasSchema || headers === headersTemplate || !isJson(headers)) return undefined;
    const timer = setTimeout(() => {
      // What stands there is the refusal of the last attempt.
      responseEditor?.setValue('');
      void actions.introspect();
    }, typingPauseMs);
    return () => clearTimeout(timer);
  }, [hasSchema, headers, responseEditor, actions]);
}

/** Whether somebody has finished typing, as far as one can tell. */
function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
