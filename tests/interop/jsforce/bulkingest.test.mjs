// Bulk API 2.0, ingest jobs: every operation, what failed, what was not processed, abort and delete.
import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { before, test } from 'node:test';

import { forBothPackages } from './packages.mjs';

const quick = { pollInterval: 20, pollTimeout: 30000 };

forBothPackages(['--records', '200'], stage => {
    function bulk() {
        const { bulk2 } = stage.connect();
        Object.assign(bulk2, quick);
        return bulk2;
    }
    const job = async id => stage.org.rest('GET', `jobs/ingest/${id}`);
    const load = options => bulk().loadAndWaitForResults({ object: 'Contact', ...options, ...quick });
    const titles = async like => {
        const found = await stage.org.records(`SELECT LastName, Title FROM Contact WHERE LastName LIKE '${like}' ORDER BY LastName`);
        return found.map(record => [record.LastName, record.Title]);
    };

    before(() =>
        stage.org.control('POST', 'fields/add', {
            object: 'Contact', field: 'Member_No__c', type: 'Text', length: 40, label: 'Member No', externalId: true, unique: true,
        }),
    );

    test('insert from records: text that needs quotes, booleans, nothing', async () => {
        const records = [
            { LastName: 'In, 1', Title: 'says "hello"', HasOptedOutOfEmail: true },
            { LastName: 'In, 2', Title: 'two\nlines', HasOptedOutOfEmail: false },
            { LastName: 'In, 3', Title: null, HasOptedOutOfEmail: false },
        ];
        const { successfulResults, failedResults, unprocessedRecords } = await load({ operation: 'insert', input: records });
        assert.deepEqual(failedResults, []);
        assert.deepEqual(unprocessedRecords, []);
        assert.deepEqual(successfulResults.map(result => result.sf__Created), ['true', 'true', 'true']);
        const found = await stage.org.records("SELECT Id, LastName, Title, HasOptedOutOfEmail FROM Contact WHERE LastName LIKE 'In, %' ORDER BY LastName");
        assert.deepEqual(found.map(({ LastName, Title, HasOptedOutOfEmail }) => ({ LastName, Title, HasOptedOutOfEmail })), records);
        assert.deepEqual(successfulResults.map(result => result.sf__Id).sort(), found.map(record => record.Id).sort());
    });

    test('insert from a stream and from text', async () => {
        const csv = name => `LastName,Title\n${name} 1,a\n${name} 2,b\n`;
        await load({ operation: 'insert', input: csv('Text') });
        await load({ operation: 'insert', input: Readable.from([csv('Stream').slice(0, 20), csv('Stream').slice(20)]) });
        assert.deepEqual(await titles('Text %'), [['Text 1', 'a'], ['Text 2', 'b']]);
        assert.deepEqual(await titles('Stream %'), [['Stream 1', 'a'], ['Stream 2', 'b']]);
    });

    test('other delimiters and line ends', async () => {
        await load({
            operation: 'insert', columnDelimiter: 'SEMICOLON', lineEnding: 'CRLF',
            input: 'LastName;Title\r\nSemi 1;"a;b"\r\nSemi 2;c,d\r\n',
        });
        assert.deepEqual(await titles('Semi %'), [['Semi 1', 'a;b'], ['Semi 2', 'c,d']]);
    });

    test('what fails is told row by row; the rest is kept', async () => {
        const { successfulResults, failedResults } = await load({
            operation: 'insert',
            input: [{ LastName: 'Half 1', Email: 'a@example.org' }, { LastName: 'Half 2', Email: 'no address' }],
        });
        assert.deepEqual(successfulResults.map(result => result.LastName), ['Half 1']);
        assert.deepEqual(failedResults.map(result => [result.LastName, result.sf__Id]), [['Half 2', '']]);
        assert.match(failedResults[0].sf__Error, /^INVALID_EMAIL_ADDRESS:Email: invalid email address: no address:Email --$/);
        assert.deepEqual(await titles('Half %'), [['Half 1', null]]);
    });

    test('update, with #N/A for nothing, and delete', async () => {
        const { org } = stage;
        const made = [];
        for (const LastName of ['Ud 1', 'Ud 2'])
            made.push((await org.rest('POST', 'sobjects/Contact', { LastName, Title: 'Old' })).body.id);
        await load({ operation: 'update', input: [{ Id: made[0], Title: 'New' }, { Id: made[1], Title: null }] });
        assert.deepEqual(await titles('Ud %'), [['Ud 1', 'New'], ['Ud 2', null]]);
        const { successfulResults } = await load({ operation: 'delete', input: made.map(Id => ({ Id })) });
        assert.deepEqual(successfulResults.map(result => result.sf__Id).sort(), [...made].sort());
        assert.deepEqual(await titles('Ud %'), []);
        const gone = await org.records("SELECT IsDeleted FROM Contact WHERE LastName LIKE 'Ud %'", 'queryAll');
        assert.deepEqual(gone.map(record => record.IsDeleted), [true, true]);
    });

    test('hardDelete leaves nothing in the recycle bin', async () => {
        const { org } = stage;
        const made = await org.rest('POST', 'sobjects/Contact', { LastName: 'Hard' });
        await load({ operation: 'hardDelete', input: [{ Id: made.body.id }] });
        assert.deepEqual(await org.records(`SELECT Id FROM Contact WHERE Id = '${made.body.id}'`, 'queryAll'), []);
    });

    test('upsert by an external Id', async () => {
        const options = { operation: 'upsert', externalIdFieldName: 'Member_No__c' };
        await load({ ...options, input: [{ Member_No__c: 'b1', LastName: 'Ups 1' }] });
        const { successfulResults } = await load({
            ...options,
            input: [{ Member_No__c: 'b1', LastName: 'Ups 1', Title: 'again' }, { Member_No__c: 'b2', LastName: 'Ups 2', Title: 'new' }],
        });
        assert.deepEqual(
            Object.fromEntries(successfulResults.map(result => [result.Member_No__c, result.sf__Created])),
            { b1: 'false', b2: 'true' },
        );
        assert.deepEqual(await titles('Ups %'), [['Ups 1', 'again'], ['Ups 2', 'new']]);
    });

    test('open, upload, close, one by one', async () => {
        const ingest = bulk().createJob({ object: 'Contact', operation: 'insert' });
        const opened = await ingest.open();
        assert.equal(opened.state, 'Open');
        assert.equal(opened.contentUrl, `services/data/v62.0/jobs/ingest/${ingest.id}/batches`);
        await ingest.uploadData([{ LastName: 'Step 1' }]);
        assert.equal((await job(ingest.id)).body.state, 'Open');
        assert.deepEqual(await titles('Step %'), []);
        await ingest.close();
        await ingest.poll();
        assert.equal(ingest.getInfo().numberRecordsProcessed, 1);
        assert.equal(await ingest.getFailedResults(true), '"sf__Id","sf__Error",LastName\n');
        assert.match(await ingest.getSuccessfulResults(true), /^"sf__Id","sf__Created",LastName\n"003\w{15}","true","Step 1"\n$/);
        assert.deepEqual(await titles('Step %'), [['Step 1', null]]);
    });

    test('an unknown column fails the whole job', async () => {
        const ingest = bulk().createJob({ object: 'Contact', operation: 'insert' });
        await ingest.open();
        await ingest.uploadData([{ LastName: 'Never', Nonsense__c: '1' }]);
        await ingest.close();
        await assert.rejects(ingest.poll(), {
            message: 'Ingest job failed to complete due to: InvalidBatch : Field name not found : Nonsense__c',
        });
        assert.deepEqual(await ingest.getUnprocessedRecords(), [{ LastName: 'Never', Nonsense__c: '1' }]);
        assert.deepEqual(await titles('Never'), []);
    });

    test('abort leaves the records unprocessed; delete forgets the job', async () => {
        const ingest = bulk().createJob({ object: 'Contact', operation: 'insert' });
        await ingest.open();
        await ingest.uploadData([{ LastName: 'Aborted' }]);
        await assert.rejects(ingest.delete(), { name: 'API_ERROR' });
        await ingest.abort();
        assert.equal((await job(ingest.id)).body.state, 'Aborted');
        await assert.rejects(ingest.poll(), { message: 'Job has been aborted' });
        await ingest.delete();
        assert.equal((await job(ingest.id)).status, 404);
        assert.deepEqual(await titles('Aborted'), []);
    });

    test('a job that cannot be', async () => {
        await assert.rejects(load({ object: 'Nonsense__c', operation: 'insert', input: [{ LastName: 'x' }] }), {
            name: 'INVALIDENTITY',
            message: "Entity 'Nonsense__c' is not supported by the Bulk API.",
        });
        await assert.rejects(load({ operation: 'upsert', input: [{ LastName: 'x' }] }), { name: 'INVALIDJOB' });
    });
});
