export const usage = `Rollcall: one GraphQL API over the accounts and access of your test and delivery servers.

rollcall serve [--config rollcall.yaml] [--port 4000] [--population 2000]
    Serves the systems of the configuration; without one, an embedded sandbox of four simulated servers.
rollcall sandbox [--port 4100] [--population 2000]
    Only the simulated servers, on four ports from --port, and a control port after them.
rollcall check --config rollcall.yaml
    Every mistake in the configuration, then one probe of each server.
rollcall schema
    The GraphQL schema as SDL.
rollcall audit verify --config rollcall.yaml | --dir ./data | --file audit-2026.ndjson [--expect <hash>]
    Whether the audit log is unbroken; --expect: whether a record noted earlier is still in it.
rollcall audit list --config rollcall.yaml | --dir ./data | --file audit-2026.ndjson [--format table|ndjson]
                    [--since 2026-01-31] [--system teamcity] [--outcome FAILED]
    Who changed what and how it ended, the newest last.

With npm: npm start -- --config rollcall.yaml
`;
