// Signing in by what a token gives, with both of jsforce's packages.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { packageOf, startPracticeOrg } from '../support/practiceorg.mjs';

for (const name of ['jsforce', '@jsforce/jsforce-node']) {
    describe(name, () => {
        const { Connection } = packageOf(name);
        let org;
        before(async () => {
            org = await startPracticeOrg('--records', '200');
        });
        after(() => org.close());

        test('identity', async () => {
            const connection = new Connection({
                instanceUrl: org.production.instance_url,
                accessToken: org.production.access_token,
            });
            const identity = await connection.identity();
            assert.equal(identity.user_id, org.production.user_id);
            assert.equal(identity.username, org.production.username);
        });
    });
}
