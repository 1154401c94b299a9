// Signing in: by what a token gives, by refresh, by an authorization code with PKCE; and signing out.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { forBothPackages } from './packages.mjs';

/// The status of the cheapest call with a token.
async function statusWith(org, token) {
    const answer = await fetch(`${org.production.instance_url}/services/data/v62.0/limits`, {
        headers: { Authorization: `Bearer ${token}` },
    });
    await answer.text();
    return answer.status;
}

/// What the org sends a browser back to once it consents, with `--auto-approve`.
async function consent(url) {
    const answer = await fetch(url, { redirect: 'manual' });
    assert.equal(answer.status, 302, await answer.text());
    return new URL(answer.headers.get('location'));
}

forBothPackages(['--records', '200', '--auto-approve'], stage => {
    async function signIn(params = {}) {
        const oauth2 = new stage.jsforce.OAuth2({ ...stage.oauth2, useVerifier: true });
        const callback = await consent(oauth2.getAuthorizationUrl(params));
        return { oauth2, callback, code: callback.searchParams.get('code') };
    }

    test('identity', async () => {
        const { org } = stage;
        const connection = stage.connect();
        const identity = await connection.identity();
        assert.equal(identity.user_id, org.production.user_id);
        assert.equal(identity.organization_id, org.production.org_id);
        assert.equal(identity.username, org.production.username);
        const user = await org.record(`SELECT Username, Email FROM User WHERE Id = '${identity.user_id}'`);
        assert.equal(identity.email, user.Email);
        assert.deepEqual(connection.userInfo.id, org.production.user_id);
    });

    test('an authorization code is exchanged with PKCE', async () => {
        const { org } = stage;
        const { oauth2, callback, code } = await signIn({ scope: 'api refresh_token', state: 'a b/c' });
        assert.equal(callback.searchParams.get('state'), 'a b/c');
        const tokens = await oauth2.requestToken(code);
        assert.equal(tokens.instance_url, org.production.instance_url);
        assert.equal(tokens.token_type, 'Bearer');
        assert.match(tokens.issued_at, /^\d+$/);
        assert.equal(await statusWith(org, tokens.access_token), 200);

        await assert.rejects(oauth2.requestToken(code), {
            name: 'invalid_grant',
            message: 'expired authorization code',
        });
    });

    test('another verifier than the challenge was made of is refused', async () => {
        const { code } = await signIn();
        const other = new stage.jsforce.OAuth2({ ...stage.oauth2, useVerifier: true });
        await assert.rejects(other.requestToken(code), { name: 'invalid_grant' });
    });

    test('authorize() leaves a connection that works and refreshes', async () => {
        const { org } = stage;
        const { oauth2, code } = await signIn({ scope: 'api refresh_token' });
        const connection = new stage.jsforce.Connection({ oauth2, version: '62.0' });
        const user = await connection.authorize(code);
        assert.deepEqual(
            { id: user.id, organizationId: user.organizationId },
            { id: org.production.user_id, organizationId: org.production.org_id },
        );
        assert.equal(connection.instanceUrl, org.production.instance_url);
        await org.control('POST', 'tokens/expire', { which: 'access' });
        const contacts = await connection.query('SELECT COUNT() FROM Contact');
        assert.equal(contacts.totalSize, 200);
    });

    test('an expired access token is refreshed and the call is made again', async () => {
        const { org } = stage;
        const connection = stage.connect({ oauth2: stage.oauth2, refreshToken: org.production.refresh_token });
        const refreshed = [];
        connection.on('refresh', token => refreshed.push(token));
        await org.control('POST', 'tokens/expire', { which: 'access' });
        assert.equal(await statusWith(org, org.production.access_token), 401);

        const made = await connection.sobject('Account').create({ Name: 'Made after the refresh' });
        assert.equal(made.success, true);
        assert.equal(refreshed.length, 1);
        assert.equal(connection.accessToken, refreshed[0]);
        assert.notEqual(connection.accessToken, org.production.access_token);
        org.production.access_token = refreshed[0];
        const accounts = await org.records("SELECT Id FROM Account WHERE Name = 'Made after the refresh'");
        assert.deepEqual(accounts.map(account => account.Id), [made.id]);
    });

    test('calls side by side share one refresh', async () => {
        const { org } = stage;
        const connection = stage.connect({ oauth2: stage.oauth2, refreshToken: org.production.refresh_token });
        let refreshed = 0;
        connection.on('refresh', () => ++refreshed);
        await org.control('POST', 'tokens/expire', { which: 'access' });
        const answers = await Promise.all(
            ['Contact', 'Account', 'Lead'].map(name => connection.query(`SELECT COUNT() FROM ${name}`)),
        );
        assert.equal(refreshed, 1);
        org.production.access_token = connection.accessToken;
        const { records } = await org.control('GET', 'state');
        assert.deepEqual(
            answers.map(answer => answer.totalSize),
            [records.Contact, records.Account, records.Lead],
        );
    });

    test('a refresh token that rotates is told to the app, and the old one is worth nothing', async () => {
        const { org } = stage;
        await org.control('POST', 'app', { rotation: true });
        const { oauth2, code } = await signIn({ scope: 'api refresh_token' });
        const first = await oauth2.requestToken(code);
        const refresher = new stage.jsforce.OAuth2(stage.oauth2);
        const second = await refresher.refreshToken(first.refresh_token);
        assert.notEqual(second.refresh_token, first.refresh_token);
        assert.equal(await statusWith(org, second.access_token), 200);
        await assert.rejects(refresher.refreshToken(first.refresh_token), {
            name: 'invalid_grant',
            message: 'expired access/refresh token',
        });
        // Reuse was noticed: what the rotated token gave is gone as well.
        assert.equal(await statusWith(org, second.access_token), 401);
        await org.control('POST', 'app', { rotation: false });
    });

    test('a dead refresh token is told, and nothing is tried again and again', async () => {
        const { org } = stage;
        const { oauth2, code } = await signIn({ scope: 'api refresh_token' });
        const tokens = await oauth2.requestToken(code);
        const connection = stage.connect({
            oauth2: stage.oauth2,
            accessToken: tokens.access_token,
            refreshToken: tokens.refresh_token,
        });
        await oauth2.revokeToken(tokens.refresh_token);
        await assert.rejects(connection.query('SELECT Id FROM Account LIMIT 1'), {
            message: /expired access\/refresh token$/,
        });
        assert.equal(await statusWith(org, tokens.access_token), 401);
    });

    test('revokeToken() ends the session', async () => {
        const { org } = stage;
        const { oauth2, code } = await signIn({ scope: 'api refresh_token' });
        const tokens = await oauth2.requestToken(code);
        assert.equal(await statusWith(org, tokens.access_token), 200);
        await oauth2.revokeToken(tokens.access_token);
        assert.equal(await statusWith(org, tokens.access_token), 401);
        const again = await new stage.jsforce.OAuth2(stage.oauth2).refreshToken(tokens.refresh_token);
        assert.equal(await statusWith(org, again.access_token), 200);
    });

    test('logoutByOAuth2() ends the session; with `true`, the approval', async () => {
        const { org } = stage;
        const { oauth2, code } = await signIn({ scope: 'api refresh_token' });
        const tokens = await oauth2.requestToken(code);
        const config = {
            oauth2: stage.oauth2,
            accessToken: tokens.access_token,
            refreshToken: tokens.refresh_token,
        };
        await stage.connect(config).logoutByOAuth2();
        assert.equal(await statusWith(org, tokens.access_token), 401);

        const refresher = new stage.jsforce.OAuth2(stage.oauth2);
        const { access_token: next } = await refresher.refreshToken(tokens.refresh_token);
        await stage.connect({ ...config, accessToken: next }).logoutByOAuth2(true);
        assert.equal(await statusWith(org, next), 401);
        await assert.rejects(refresher.refreshToken(tokens.refresh_token), {
            name: 'invalid_grant',
            message: 'expired access/refresh token',
        });
    });
});
