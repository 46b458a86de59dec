/** The editor finds its workers through this global; they come from our own origin as files of their own. */
globalThis.MonacoEnvironment = {
  getWorker: (_id: string, label: string) => {
    const file = label === 'json' || label === 'graphql' ? WORKER_FILES[label] : WORKER_FILES.editor;
    return new Worker(new URL(file, import.meta.url), { name: label });
  },
};
