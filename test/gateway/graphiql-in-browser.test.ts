import { createHash } from 'node:crypto';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { findBrowser, launchBrowser } from '../support/browser.ts';
import { ensureGraphiqlBuilt } from '../support/graphiql-build.ts';
import { startStack } from '../support/start-stack.ts';
import type { Stack } from '../support/start-stack.ts';

const executable = findBrowser();

if (executable === undefined) {
  describe('GraphiQL without a browser', () => {
    it('is tested over HTTP only (graphiql.test.ts)', () => {
      process.stdout.write(
        'No browser found: GraphiQL is tested over HTTP only. CHROMIUM_PATH can name one.\n',
      );
      expect(findBrowser()).toBeUndefined();
    });
  });
} else {
  describe('GraphiQL in a browser', () => testInBrowser(executable));
}

function testInBrowser(executablePath: string): void {
  let browser: Browser;
  let stack: Stack;
  let page: Page;
  let requested: string[];
  let complaints: string[];

  beforeAll(async () => {
    await ensureGraphiqlBuilt();
    [browser, stack] = await Promise.all([launchBrowser(executablePath), startStack()]);
  });
  afterAll(async () => {
    await browser.close();
    await stack.stop();
  });
  beforeEach(async () => {
    page = await (await browser.newContext()).newPage();
    [requested, complaints] = [[], []];
    page.on('request', (request) => requested.push(request.url()));
    // Violations of the content security policy are told here too.
    page.on('console', (message) => complaints.push(`${message.type()}: ${message.text()}`));
    page.on('pageerror', (error) => complaints.push(error.message));
  });
  afterEach(() => page.context().close());

  it('loads without asking any other server and without a complaint', async () => {
    await open(page, stack.url);
    await page.locator('.graphiql-query-editor .mtk1, .graphiql-query-editor [class*=mtk]').first().waitFor();
    await expect.poll(() => workersOf(page)).toEqual(['editor', 'graphql', 'json']);
    expect(requested.length).toBeGreaterThan(10);
    const { origin } = new URL(stack.url);
    expect(requested.filter((url) => !url.startsWith(`${origin}/`) && !url.startsWith('data:'))).toEqual([]);
    expect(complaints).toEqual([]);
  });

  it('shows who Ada is at the first press of the button', async () => {
    await open(page, stack.url);
    const answered = answerOf(page, 'WhoIsAda');
    await page.getByRole('button', { name: 'Execute query' }).click();
    const { data } = await (await answered).json();
    expect(data.users.totalCount).toBe(4);
    expect(data.users.nodes.map((node: { login: string }) => node.login)).toContain('alovelace');
    await page.locator('.graphiql-response').getByText('"Foreman"').waitFor();
    expect(complaints).toEqual([]);
  });

  it('opens an example with its variables in a tab of its own, and runs it', async () => {
    await open(page, stack.url);
    await page.getByRole('button', { name: /What somebody may do in TeamCity/u }).click();
    await page.getByRole('tab', { name: 'TeamCityRoles' }).waitFor();
    const answered = answerOf(page, 'TeamCityRoles');
    await page.getByRole('button', { name: 'Execute query' }).click();
    const { data } = await (await answered).json();
    expect(data.user.displayName).toBe('Ada Lovelace');
    expect(data.user.roles.map((held: { scope: string }) => held.scope)).toContain('p:Interlocking_Core');
  });

  it('shows the descriptions of the schema', async () => {
    await open(page, stack.url);
    await page.getByRole('button', { name: 'Show Documentation Explorer' }).click();
    await page.locator('.graphiql-doc-explorer').getByRole('link', { name: 'Query' }).first().click();
    await page.getByText('Everything that can be asked.').waitFor();
    await page.getByText('Every configured system, in the order of the configuration.').waitFor();
  });

  it('keeps a key for the browser tab and its new query tabs, never on disk', async () => {
    const locked = await startStack({ configure: withKey('open-sesame') });
    try {
      await open(page, locked.url);
      await page.getByText('"Bearer "').click();
      await page.keyboard.press('End');
      await page.keyboard.press('ArrowLeft');
      const schemaRead = page.waitForResponse(
        (response) => response.request().method() === 'POST' && response.ok(),
      );
      await page.keyboard.type('open-sesame');
      await schemaRead;
      await page.getByRole('button', { name: /A page of all accounts/u }).click();
      await page.getByRole('tab', { name: 'Accounts' }).waitFor();
      const answered = answerOf(page, 'Accounts');
      await page.getByRole('button', { name: 'Execute query' }).click();
      expect((await answered).status()).toBe(200);
      // Tabs and history are written with a delay.
      await expect.poll(() => stored(page, 'localStorage')).toContain('query Accounts');
      await expect.poll(() => stored(page, 'sessionStorage')).toContain('open-sesame');
      await page.reload();
      await page.getByText('"Bearer open-sesame"').waitFor();
      expect(await stored(page, 'localStorage')).not.toContain('open-sesame');
    } finally {
      await locked.stop();
    }
  });
}

async function open(page: Page, url: string): Promise<void> {
  await page.goto(url);
  await page.locator('.graphiql-query-editor .view-line').first().waitFor();
}

function answerOf(page: Page, operation: string) {
  return page.waitForResponse((response) => response.request().postDataJSON()?.operationName === operation);
}

/** Workers by the names of their files: blob or other origins would show. */
function workersOf(page: Page): string[] {
  const names = page
    .workers()
    .map((worker) => /\/graphiql\/(\w+)\.worker-/u.exec(worker.url())?.[1] ?? worker.url());
  return [...new Set(names)].sort();
}

function stored(page: Page, store: 'localStorage' | 'sessionStorage'): Promise<string> {
  return page.evaluate((name) => JSON.stringify(globalThis[name as never]), store);
}

function withKey(key: string): (yaml: string) => string {
  const sha256 = createHash('sha256').update(key).digest('hex');
  return (yaml) =>
    `${yaml}auth: { mode: keys, keys: [{ name: portal, sha256: ${sha256}, scopes: [READ] }] }\n`;
}
