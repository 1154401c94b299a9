// Bulk API 2.0, query jobs: results in pages, deleted records, abort, delete, refusals.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { forBothPackages } from './packages.mjs';

forBothPackages(['--records', '2500'], stage => {
    const job = async id => stage.org.rest('GET', `jobs/query/${id}`);
    const quick = { pollInterval: 20, pollTimeout: 30000 };

    function bulk() {
        const { bulk2 } = stage.connect();
        Object.assign(bulk2, quick);
        return bulk2;
    }

    /// A job of jsforce that somebody else has made, as after a restart of the program.
    async function opened(query, operation = 'query') {
        const made = await stage.org.rest('POST', 'jobs/query', { operation, query });
        assert.equal(made.status, 200, JSON.stringify(made.body));
        return bulk().job('query', { id: made.body.id });
    }

    test('a query brings every record', async () => {
        const soql = 'SELECT Id, LastName, Birthdate, HasOptedOutOfEmail, Account.Name FROM Contact';
        const stream = await bulk().query(soql, quick);
        const found = await stream.toArray();
        const expected = await stage.org.records(`${soql} ORDER BY Id`);
        assert.equal(found.length, 2500);
        found.sort((a, b) => (a.Id < b.Id ? -1 : 1));
        assert.deepEqual(
            found,
            expected.map(record => ({
                Id: record.Id,
                LastName: record.LastName,
                Birthdate: record.Birthdate ?? '',
                HasOptedOutOfEmail: String(record.HasOptedOutOfEmail),
                'Account.Name': record.Account?.Name ?? '',
            })),
        );
    });

    test('the results of a job that was made elsewhere, page by page', async () => {
        const query = await opened('SELECT Id FROM Contact');
        await query.poll();
        assert.equal(query.getInfo().state, 'JobComplete');
        assert.equal(query.getInfo().numberRecordsProcessed, 2500);
        const found = await (await query.result()).toArray();
        assert.equal(new Set(found.map(record => record.Id)).size, 2500);
    });

    test('deleted records with scanAll', async () => {
        const { org } = stage;
        const made = await org.rest('POST', 'sobjects/Account', { Name: 'Deleted before the bulk query' });
        await org.rest('DELETE', `sobjects/Account/${made.body.id}`);
        const soql = "SELECT Id, IsDeleted FROM Account WHERE Name = 'Deleted before the bulk query'";
        assert.deepEqual(await (await bulk().query(soql, quick)).toArray(), []);
        const all = await (await bulk().query(soql, { ...quick, scanAll: true })).toArray();
        assert.deepEqual(all, [{ Id: made.body.id, IsDeleted: 'true' }]);
    });

    test('a query that the org refuses', async () => {
        await assert.rejects(bulk().query('SELECT Nonsense__c FROM Contact', quick), {
            name: 'INVALID_FIELD',
            message: /\nNo such column 'Nonsense__c' on entity 'Contact'\./,
        });
        await assert.rejects(bulk().query('SELECT COUNT(Id) FROM Contact', quick), error => {
            assert.match(error.message, /Aggregate/);
            return true;
        });
    });

    test('abort', async () => {
        const { org } = stage;
        await org.control('POST', 'bulk', { queued_seconds: 3600, running_seconds: 0 });
        const query = await opened('SELECT Id FROM Contact');
        assert.equal((await query.check()).state, 'UploadComplete');
        assert.equal((await query.abort()).state, 'Aborted');
        await assert.rejects(query.poll(), { message: 'Job has been aborted' });
        assert.equal((await job(query.id)).body.state, 'Aborted');
        await org.control('POST', 'bulk', { queued_seconds: 0, running_seconds: 0 });
    });

    test('delete: not while it runs, then for good', async () => {
        const { org } = stage;
        await org.control('POST', 'bulk', { queued_seconds: 3600, running_seconds: 0 });
        const query = await opened('SELECT Id FROM Account');
        await assert.rejects(query.delete(), { name: 'API_ERROR' });
        assert.equal((await job(query.id)).status, 200);
        await org.control('POST', 'clock', { advance_seconds: 3601 });
        await query.poll();
        await query.delete();
        assert.equal((await job(query.id)).status, 404);
        await org.control('POST', 'bulk', { queued_seconds: 0, running_seconds: 0 });
    });

    test('a job that does not end in time', async () => {
        const { org } = stage;
        await org.control('POST', 'bulk', { queued_seconds: 3600, running_seconds: 0 });
        await assert.rejects(bulk().query('SELECT Id FROM Lead', { pollInterval: 10, pollTimeout: 60 }), {
            name: 'JobPollingTimeout',
        });
        const { body } = await org.rest('GET', 'jobs/query?jobType=V2Query');
        assert.ok(body.records.some(each => each.object === 'Lead' && each.state === 'UploadComplete'));
        await org.control('POST', 'bulk', { queued_seconds: 0, running_seconds: 0 });
    });
});
