export const usage = `Rollcall: one GraphQL API over the accounts and access of your test and delivery servers.

rollcall serve [--config rollcall.yaml] [--port 4000] [--population 2000]
    Serves the systems of the configuration; without one, an embedded sandbox of four simulated servers.
rollcall sandbox [--port 4100] [--population 2000]
    Only the simulated servers, on four ports from --port, and a control port after them.
rollcall check --config rollcall.yaml
    Every mistake in the configuration, then one probe of each server.
rollcall schema
    The GraphQL schema as SDL.

With npm: npm start -- --config rollcall.yaml
`;
