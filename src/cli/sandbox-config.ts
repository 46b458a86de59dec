import type { SandboxSystem } from '#sandbox/sandbox.ts';

/**
 * A configuration for the simulated servers, as a user would write it. The credentials are those of the service
 * account `rollcall` in the sandbox's company, worth nothing elsewhere.
 */
export function sandboxConfig(urls: Readonly<Record<SandboxSystem, string>>): string {
  return `systems:
  - key: zephyr
    kind: zephyr
    name: Zephyr Enterprise
    url: ${urls.zephyr}
    credentials: { token: 2f1d4c9ab07e4d6f8c3a5b7e9d1f0a2b4c6d8e0f }
    callerCredentials: allow
  - key: foreman
    kind: foreman
    name: Foreman
    url: ${urls.foreman}
    credentials: { username: rollcall, token: rollcall-sandbox-pat0 }
  - key: squash
    kind: squash
    name: Squash TM
    url: ${urls.squash}
    credentials: { username: rollcall, password: sandbox }
  - key: teamcity
    kind: teamcity
    name: TeamCity
    url: ${urls.teamcity}
    credentials: { token: eyJ0eXAiOiAiVENWMiJ9.c2FuZGJveA.cm9sbGNhbGw }
    callerCredentials: allow
`;
}
