import { explorerPlugin } from '@graphiql/plugin-explorer';
import { GraphiQL, HISTORY_PLUGIN } from 'graphiql';
import { examples } from './examples.ts';
import { examplesPlugin } from './examples-panel.tsx';
import { fetcher } from './fetcher.ts';
import { headersTemplate, Session } from './session.tsx';
import { storage } from './storage.ts';

const plugins = [examplesPlugin, explorerPlugin({ showAttribution: false }), HISTORY_PLUGIN];
// GraphiQL does not show the variables of the first tab on a first visit: that example has none.
const firstTabs = examples.slice(0, 1).map(({ query }) => ({ query }));

export function App({ needsKey }: { readonly needsKey: boolean }) {
  return (
    <GraphiQL
      fetcher={fetcher}
      storage={storage}
      plugins={plugins}
      visiblePlugin={examplesPlugin.title}
      defaultTabs={firstTabs}
      defaultEditorToolsVisibility={needsKey ? 'headers' : 'variables'}
      {...(needsKey ? { defaultHeaders: headersTemplate } : {})}
      // Kept as long as the browser tab only: see storage.ts.
      shouldPersistHeaders
      showPersistHeadersSettings={false}
      schemaDescription
      inputValueDeprecation
    >
      <GraphiQL.Logo>
        <span className="rollcall-logo">Rollcall</span>
      </GraphiQL.Logo>
      <Session />
    </GraphiQL>
  );
}
