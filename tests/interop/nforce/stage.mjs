// nforce and a practice org. nforce is an old client: it speaks version 38 unless told otherwise, sends every name in lower case,
// and signs in without PKCE.
import assert from 'node:assert/strict';

import { packageOf, withOrg } from '../support/practiceorg.mjs';

export const nforce = packageOf('nforce');

export function setStage(options, prepare) {
    return withOrg(new Stage(), options, prepare);
}

class Stage {
    /// A connection that nobody has signed in with; `more` are further options of nforce's.
    stranger(more = {}) {
        const { login_url, sandbox_login_url } = this.org.start;
        return nforce.createConnection({
            clientId: this.org.production.client_id,
            redirectUri: 'http://localhost:1717/OauthRedirect',
            authEndpoint: `${login_url}/services/oauth2/authorize`,
            testAuthEndpoint: `${sandbox_login_url}/services/oauth2/authorize`,
            loginUri: `${login_url}/services/oauth2/token`,
            testLoginUri: `${sandbox_login_url}/services/oauth2/token`,
            ...more,
        });
    }

    /// A connection in nforce's single-user mode, signed in with the token that the practice org begins with.
    connect(more = {}) {
        return this.stranger({ mode: 'single', oauth: this.tokens, ...more });
    }

    /// What the practice org begins with, as the token endpoint would say it.
    get tokens() {
        const { instance_url, access_token, refresh_token, org_id, user_id } = this.org.production;
        const id = `${this.org.start.login_url}/id/${org_id}/${user_id}`;
        return { instance_url, access_token, refresh_token, id };
    }

    /// The status of the cheapest call with a token.
    async statusWith(token, { instance_url } = this.org.production) {
        const answer = await fetch(`${instance_url}/services/data/v62.0/limits`, { headers: { Authorization: `Bearer ${token}` } });
        await answer.text();
        return answer.status;
    }
}

/// The promise is refused with this status, code and message.
export async function refused(promise, statusCode, errorCode, message) {
    await assert.rejects(promise, error => {
        assert.deepEqual([error.statusCode, error.errorCode], [statusCode, errorCode], error.message);
        if (message instanceof RegExp)
            assert.match(error.message, message);
        else
            assert.equal(error.message, message);
        return true;
    });
}
