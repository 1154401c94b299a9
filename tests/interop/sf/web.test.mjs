// sf org login web: the command line opens the browser at the org's sign-in page, somebody signs in and allows, and the code comes
// back to the command line.
import assert from 'node:assert/strict';
import { mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { startPracticeOrg } from '../support/practiceorg.mjs';
import { answer, chromium, openBrowser, StandIn } from './browser.mjs';
import { Cli } from './cli.mjs';

const program = await chromium();
const skip = program === undefined ? 'needs Chromium, which is not installed' : false;

/// The only one that Salesforce knows of the command line's app.
const callback = 'http://localhost:1717';

let org;
let cli;
let browser;
before(async () => {
    if (skip)
        return;
    org = await startPracticeOrg('--records', '50');
    cli = await Cli.make();
    browser = await openBrowser(program);
});
after(async () => {
    await browser?.close();
    await cli?.remove();
    await org?.close();
});

/// Runs the command; `atTheBrowser` gets the page that it opened.
async function login(words, atTheBrowser) {
    const standIn = await StandIn.make(await mkdtemp(join(cli.root, 'browser-')));
    const ended = cli.run(
        ['org', 'login', 'web', '--instance-url', org.start.login_url, '--json', ...words],
        { BROWSER: standIn.program },
    );
    const address = await Promise.race([
        standIn.address(),
        ended.then(({ stdout, stderr }) => assert.fail(`it ended before it opened the browser\n${stdout}\n${stderr}`)),
    ]);
    const page = await browser.newPage();
    try {
        await page.goto(address);
        await atTheBrowser(page, new URL(address).searchParams);
    } finally {
        await page.close();
        standIn.close();
    }
    const { code, stdout } = await ended;
    return { code, ...JSON.parse(stdout) };
}

test('signed in and allowed', { skip }, async () => {
    const tokens = (await org.control('GET', 'state')).tokens;
    const { production } = org;
    const { code, result } = await login(['--alias', 'web', '--set-default'], async (page, asked) => {
        assert.equal(asked.get('client_id'), 'PlatformCLI');
        assert.equal(asked.get('redirect_uri'), `${callback}/OauthRedirect`);
        await answer(page, 'somebody.else@harborlight.example', '#allow');
        assert.match(await page.$eval('[role=alert]', alert => alert.textContent), /check your username and password/);
        await answer(page, production.username, '#allow');
        assert.equal(page.url(), `${callback}/OauthSuccess`);
    });
    assert.equal(code, 0);
    assert.equal(result.username, production.username);
    assert.equal(result.orgId, production.org_id);
    assert.equal(new URL(result.instanceUrl).origin, production.instance_url);
    assert.deepEqual((await org.control('GET', 'state')).tokens, { access: tokens.access + 1, refresh: tokens.refresh + 1 });
});

test('the session ends, and the command line refreshes it', { skip }, async () => {
    await org.control('POST', 'tokens/expire', { which: 'access' });
    assert.equal((await org.control('GET', 'state')).tokens.access, 0);
    const { totalSize } = await cli.query('SELECT Id FROM Contact');
    assert.equal(totalSize, 50);
    assert.equal((await org.control('GET', 'state')).tokens.access, 1);
    assert.equal((await cli.sf(['org', 'display'])).connectedStatus, 'Connected');
});

test('denied', { skip }, async () => {
    const before = (await org.control('GET', 'state')).tokens;
    const { code, name, message } = await login(['--alias', 'denied'], async page => {
        await answer(page, org.production.username, '#deny');
        assert.equal(page.url(), `${callback}/OauthError`);
    });
    assert.notEqual(code, 0);
    assert.equal(name, 'access_denied');
    assert.equal(message, 'end-user denied authorization');
    assert.deepEqual((await org.control('GET', 'state')).tokens, before);
    assert.equal((await cli.refused(['org', 'display', '--target-org', 'denied'])).name, 'NamedOrgNotFoundError');
});
