// Signing in by a code and by a password, refreshing by itself, signing out.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { nforce, setStage } from './stage.mjs';

const stage = setStage(['--records', '100', '--auto-approve']);

/// What the org sends a browser back to once it consents, with `--auto-approve`.
async function consent(url) {
    const answer = await fetch(url, { redirect: 'manual' });
    assert.equal(answer.status, 302, await answer.text());
    return new URL(answer.headers.get('location')).searchParams;
}

async function signIn(connection) {
    const answer = await consent(connection.getAuthUri({ scope: ['api', 'refresh_token'], state: 'a b/c', prompt: ['login', 'consent'] }));
    assert.equal(answer.get('state'), 'a b/c');
    return connection.authenticate({ code: answer.get('code') });
}

async function passwordFlow(allowed, work) {
    await stage.org.control('POST', 'app', { password_flow: allowed });
    await work(stage.org.production.username);
    await stage.org.control('POST', 'app', { password_flow: false });
}

test('a code gives tokens that work', async () => {
    const connection = stage.stranger();
    const oauth = await signIn(connection);
    assert.equal(oauth.instance_url, stage.org.production.instance_url);
    assert.equal(await stage.statusWith(oauth.access_token), 200);
    const identity = await connection.getIdentity({ oauth });
    assert.equal(identity.user_id, stage.org.production.user_id);
    const user = await stage.org.record(`SELECT Username, Email FROM User WHERE Id = '${identity.user_id}'`);
    assert.deepEqual([identity.username, identity.email], [user.Username, user.Email]);
});

test('a code is good once', async () => {
    const connection = stage.stranger();
    const code = (await consent(connection.getAuthUri({ scope: 'api' }))).get('code');
    await connection.authenticate({ code });
    await assert.rejects(connection.authenticate({ code }), { message: 'invalid_grant - expired authorization code', statusCode: 400 });
});

test('the sandbox has its own door', async () => {
    const oauth = await signIn(stage.stranger({ environment: 'sandbox' }));
    const sandbox = stage.org.of('sandbox');
    assert.equal(oauth.instance_url, sandbox.instance_url);
    assert.equal(await stage.statusWith(oauth.access_token, sandbox), 200);
    assert.equal(await stage.statusWith(oauth.access_token), 401);
});

test('an app that must use PKCE gets no code without it', async () => {
    await stage.org.control('POST', 'app', { pkce_required: true });
    const answer = await consent(stage.stranger().getAuthUri({ scope: 'api' }));
    assert.equal(answer.get('code'), null);
    assert.equal(answer.get('error'), 'invalid_request');
    await stage.org.control('POST', 'app', { pkce_required: false });
});

test('the username-password flow is blocked, as in an org of today', async () => {
    await passwordFlow(false, async username => {
        const { tokens: before } = await stage.org.control('GET', 'state');
        await assert.rejects(stage.stranger().authenticate({ username, password: 'secret' }), {
            message: 'invalid_grant - authentication failure', statusCode: 400,
        });
        assert.deepEqual((await stage.org.control('GET', 'state')).tokens, before);
    });
});

test('the username-password flow where an admin allows it', async () => {
    await passwordFlow(true, async username => {
        const oauth = await stage.stranger().authenticate({ username, password: 'secret', securityToken: 'tOkEn' });
        assert.equal(oauth.refresh_token, undefined);
        assert.equal(oauth.instance_url, stage.org.production.instance_url);
        assert.equal(await stage.statusWith(oauth.access_token), 200);
        await assert.rejects(stage.stranger().authenticate({ username: 'nobody@example.org', password: 'secret' }), {
            message: 'invalid_grant - authentication failure',
        });
        await assert.rejects(stage.stranger({ clientSecret: 'wrong' }).authenticate({ username, password: 'secret' }), {
            message: 'invalid_client - invalid client credentials',
        });
    });
});

test('without a refresh token the password is given again', async () => {
    await passwordFlow(true, async username => {
        const connection = stage.stranger({ mode: 'single', autoRefresh: true, username, password: 'secret' });
        const first = (await connection.authenticate()).access_token;
        await stage.org.control('POST', 'tokens/expire', { which: 'access' });
        const found = await connection.query('SELECT COUNT() FROM Contact');
        assert.equal(found.totalSize, 100);
        assert.equal(await stage.statusWith(first), 401);
        assert.equal(await stage.statusWith(connection.getOAuth().access_token), 200);
    });
    await renewOwnToken();
});

/// Ours has ended with the others when a test let access tokens expire.
async function renewOwnToken() {
    const oauth = { ...stage.tokens };
    await stage.stranger().refreshToken({ oauth });
    stage.org.production.access_token = oauth.access_token;
}

test('refreshToken', async () => {
    const connection = stage.stranger();
    const oauth = await signIn(connection);
    const { access_token: first, refresh_token } = oauth;
    await connection.refreshToken({ oauth });
    assert.notEqual(oauth.access_token, first);
    assert.equal(oauth.refresh_token, refresh_token);
    assert.equal(await stage.statusWith(oauth.access_token), 200);
});

test('an expired access token is refreshed and the call is made again', async () => {
    const refreshed = [];
    const connection = stage.stranger({
        autoRefresh: true,
        onRefresh: (now, old, done) => {
            refreshed.push([old.access_token, now.access_token]);
            done();
        },
    });
    const oauth = await signIn(connection);
    const first = oauth.access_token;
    await stage.org.control('POST', 'tokens/expire', { which: 'access' });
    const made = await connection.insert({ oauth, sobject: nameOnly('Made after the refresh') });
    assert.deepEqual(refreshed, [[first, oauth.access_token]]);
    await renewOwnToken();
    const account = await stage.org.record("SELECT Id FROM Account WHERE Name = 'Made after the refresh'");
    assert.equal(account.Id, made.id);
});

test('the identity, too, refreshes', async () => {
    const connection = stage.stranger({ autoRefresh: true });
    const oauth = await signIn(connection);
    await stage.org.control('POST', 'tokens/expire', { which: 'access' });
    assert.equal((await connection.getIdentity({ oauth })).user_id, stage.org.production.user_id);
    await renewOwnToken();
});

test('what was revoked is refused, and nothing is tried for ever', async () => {
    const connection = stage.stranger({ autoRefresh: true });
    const oauth = await signIn(connection);
    // nforce knows only Salesforce's own hosts here; its requestOpts lead to ours.
    const uri = `${stage.org.start.login_url}/services/oauth2/revoke?token=${oauth.refresh_token}`;
    await connection.revokeToken({ token: oauth.refresh_token, requestOpts: { uri } });
    assert.equal(await stage.statusWith(oauth.access_token), 401);
    await assert.rejects(connection.query({ oauth, query: 'SELECT Id FROM Account LIMIT 1' }), {
        message: 'invalid_grant - expired access/refresh token',
    });
    await assert.rejects(connection.revokeToken({ token: 'x', requestOpts: { uri: uri.replace(/=.*/, '=nonsense') } }), { statusCode: 400 });
});

function nameOnly(Name) {
    return nforce.createSObject('Account', { Name });
}
