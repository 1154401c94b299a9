// Signing in with a token, what the command line then knows of the org, and signing out.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { startPracticeOrg } from '../support/practiceorg.mjs';
import { Cli } from './cli.mjs';

let org;
let cli;
before(async () => {
    org = await startPracticeOrg('--records', '200');
    cli = await Cli.make();
});
after(async () => {
    await cli?.remove();
    await org?.close();
});

test('org login access-token: who, which org, what kind of org', async () => {
    const { production } = org;
    const signedIn = await cli.signIn(org, '--alias', 'practice');
    const { Name, InstanceName, OrganizationType } = await org.record('SELECT Name, InstanceName, OrganizationType FROM Organization');
    assert.equal(signedIn.username, production.username);
    assert.equal(signedIn.orgId, production.org_id);
    assert.equal(new URL(signedIn.instanceUrl).origin, production.instance_url);
    assert.equal(signedIn.name, Name);
    assert.equal(signedIn.instanceName, InstanceName);
    assert.equal(signedIn.orgEdition, OrganizationType);
    assert.equal(signedIn.isSandbox, false);
    assert.equal(signedIn.isDevHub, false);
    assert.equal(signedIn.instanceApiVersion, '62.0');
});

test('org display and org list say that it is connected', async () => {
    const [shown, listed] = await Promise.all([cli.sf(['org', 'display']), cli.sf(['org', 'list'])]);
    assert.equal(shown.id, org.production.org_id);
    assert.equal(shown.username, org.production.username);
    assert.equal(shown.connectedStatus, 'Connected');
    assert.equal(shown.alias, 'practice');
    assert.equal(shown.apiVersion, '62.0');
    assert.equal(listed.nonScratchOrgs.length, 1);
    assert.equal(listed.nonScratchOrgs[0].connectedStatus, 'Connected');
    assert.deepEqual(listed.scratchOrgs, []);
    assert.deepEqual(listed.devHubs, []);
});

test('a sandbox is known as one', async () => {
    const sandbox = org.start.orgs.find(({ environment }) => environment === 'sandbox');
    const signedIn = await cli.signIn({ production: sandbox }, '--alias', 'uat');
    assert.equal(signedIn.orgId, sandbox.org_id);
    assert.equal(signedIn.isSandbox, true);
    assert.equal(signedIn.isScratch, false);
});

test('a token that nobody gave is refused, and nothing is kept of it', async () => {
    const stranger = await Cli.make();
    const production = { ...org.production, access_token: `${org.production.org_id.slice(0, 15)}!AQnobodyGaveThis` };
    const refusal = await stranger.refused(
        ['org', 'login', 'access-token', '--instance-url', production.instance_url, '--no-prompt'],
        { SF_ACCESS_TOKEN: production.access_token },
    );
    assert.match(refusal.message, /Bad_OAuth_Token/);
    assert.deepEqual((await stranger.sf(['org', 'list'])).nonScratchOrgs, []);
    await stranger.remove();
});

test('a session that ended is told', async () => {
    await org.control('POST', 'tokens/expire', { which: 'access' });
    const [shown, refusal] = await Promise.all([
        cli.sf(['org', 'display', '--target-org', 'practice']),
        cli.refused(['data', 'query', '--query', 'SELECT Id FROM Contact', '--target-org', 'practice']),
    ]);
    assert.notEqual(shown.connectedStatus, 'Connected');
    assert.match(shown.connectedStatus, /session|expired|refresh/i);
    assert.notEqual(refusal.status, 0);
    assert.equal((await org.control('GET', 'state')).tokens.access, 0);
});

test('org logout forgets the org', async () => {
    assert.deepEqual(await cli.sf(['org', 'logout', '--target-org', 'practice', '--no-prompt']), [org.production.username]);
    const { nonScratchOrgs } = await cli.sf(['org', 'list', '--skip-connection-status']);
    assert.deepEqual(nonScratchOrgs.map(({ alias }) => alias), ['uat']);
    const refusal = await cli.refused(['org', 'display', '--target-org', 'practice']);
    assert.equal(refusal.name, 'NamedOrgNotFoundError');
});
