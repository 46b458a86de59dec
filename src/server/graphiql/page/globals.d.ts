/** Style sheets are imported for their effect; the build gathers them. */
declare module '*.css';

/** Read by the editor; see workers.ts. */
declare var MonacoEnvironment: { getWorker(id: string, label: string): Worker } | undefined;

/** Where the build has put each worker; filled in by it. */
declare const WORKER_FILES: Readonly<Record<'editor' | 'json' | 'graphql', string>>;
