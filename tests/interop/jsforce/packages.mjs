// jsforce comes as two packages of the same code line. A story is told for both, each with a practice org of its own.
import { after, before, describe } from 'node:test';

import { packageOf, startPracticeOrg } from '../support/practiceorg.mjs';

/// Runs `story` for both packages. It gets a stage whose `org` is there once its tests run:
///
///     forBothPackages(['--records', '200'], stage => {
///         test('identity', async () => { await stage.connect().identity(); });
///     });
export function forBothPackages(options, story) {
    for (const name of ['jsforce', '@jsforce/jsforce-node']) {
        describe(name, () => {
            const stage = new Stage(packageOf(name));
            before(async () => {
                stage.org = await startPracticeOrg(...options);
            });
            after(() => stage.org.close());
            story(stage);
        });
    }
}

class Stage {
    constructor(jsforce) {
        this.jsforce = jsforce;
    }

    /// A connection with the token that the practice org begins with.
    connect(config = {}) {
        return new this.jsforce.Connection({
            instanceUrl: this.org.production.instance_url,
            accessToken: this.org.production.access_token,
            version: '62.0',
            ...config,
        });
    }

    /// The connected app as jsforce wants it. The practice org's app is a public client: there is no secret.
    get oauth2() {
        return {
            loginUrl: this.org.start.login_url,
            clientId: this.org.production.client_id,
            redirectUri: 'http://localhost:1717/OauthRedirect',
        };
    }
}
