// Ingest jobs: each operation by PUT and by multipart, results, lists, abort and delete.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { refusal, RESULTTYPE, rows, setStage } from './stage.mjs';

const stage = setStage(['--records', '100'], async org => {
    await org.control('POST', 'fields/add', {
        object: 'Contact', field: 'Member_No__c', type: 'Text', length: 40, label: 'Member No', externalId: true, unique: true,
    });
    await org.control('POST', 'permissions', { BulkApiHardDelete: true });
});
const contacts = like => stage.org.records(`SELECT Id, LastName, Title FROM Contact WHERE LastName LIKE '${like}' ORDER BY LastName`);
const titles = async like => (await contacts(like)).map(record => [record.LastName, record.Title]);
const insert = (client, csv, more = {}) => stage.ingested(client, { object: 'Contact', operation: 'insert', ...more }, csv);

test('insert, and what each row became', async () => {
    const client = stage.client();
    const job = await insert(client, 'LastName,Email\nFirst,first@example.org\nSecond,no address\n');
    assert.equal(job.state, 'JobComplete');
    assert.deepEqual([job.numberRecordsProcessed, job.numberRecordsFailed], [2, 1]);
    const good = rows(await client.getResults(job.id, RESULTTYPE.successfulResults));
    const bad = rows(await client.getResults(job.id, RESULTTYPE.failedResults));
    const left = rows(await client.getResults(job.id, RESULTTYPE.unprocessedrecords));
    const found = await stage.org.record("SELECT Id, Email FROM Contact WHERE LastName = 'First'");
    assert.deepEqual(good, [['sf__Id', 'sf__Created', 'LastName', 'Email'], [found.Id, 'true', 'First', found.Email]]);
    assert.deepEqual(bad[0], ['sf__Id', 'sf__Error', 'LastName', 'Email']);
    assert.deepEqual([bad.length, bad[1][0], bad[1].at(-2)], [2, '', 'Second']);
    assert.match(bad[1][1], /^INVALID_EMAIL_ADDRESS:/);
    assert.deepEqual(left, [['LastName', 'Email']]);
    assert.deepEqual(await contacts('Second'), []);
});

test('job and data in one multipart request', async () => {
    const client = stage.client();
    const made = await client.createDataUploadJobWithData({ object: 'Contact', operation: 'insert' }, 'LastName,Title\nMulti 1,a\nMulti 2,b');
    assert.equal(made.state, 'UploadComplete');
    const job = await stage.ended(() => client.getIngestJobInfo(made.id));
    assert.equal(job.numberRecordsProcessed, 2);
    assert.deepEqual(await titles('Multi %'), [['Multi 1', 'a'], ['Multi 2', 'b']]);
});

test('update, delete and hard delete', async () => {
    const client = stage.client();
    await insert(client, 'LastName,Title\nLife 1,old\nLife 2,old\nLife 3,old\n');
    const [one, two, three] = (await contacts('Life %')).map(record => record.Id);
    await stage.ingested(client, { object: 'Contact', operation: 'update' }, `Id,Title\n${one},new\n${two},#N/A\n`);
    assert.deepEqual(await titles('Life %'), [['Life 1', 'new'], ['Life 2', null], ['Life 3', 'old']]);
    await stage.ingested(client, { object: 'Contact', operation: 'delete' }, `Id\n${one}\n`);
    await stage.ingested(client, { object: 'Contact', operation: 'hardDelete' }, `Id\n${two}\n`);
    const left = await stage.org.records("SELECT Id, IsDeleted FROM Contact WHERE LastName LIKE 'Life %' ORDER BY LastName", 'queryAll');
    assert.deepEqual(left.map(({ Id, IsDeleted }) => [Id, IsDeleted]), [[one, true], [three, false]]);
});

test('upsert by an external Id makes and changes', async () => {
    const client = stage.client();
    const upsert = csv => stage.ingested(client, { object: 'Contact', operation: 'upsert', externalIdFieldName: 'Member_No__c' }, csv);
    await upsert('Member_No__c,LastName,Title\nM1,Up 1,a\n');
    const job = await upsert('Member_No__c,LastName,Title\nM1,Up 1,b\nM2,Up 2,c\n');
    const created = rows(await client.getResults(job.id, RESULTTYPE.successfulResults)).slice(1).map(row => [row[2], row[1]]);
    assert.deepEqual(created.sort(), [['M1', 'false'], ['M2', 'true']]);
    assert.deepEqual(await titles('Up %'), [['Up 1', 'b'], ['Up 2', 'c']]);
});

test('delimiters and line ends', async () => {
    const delimiters = { BACKQUOTE: '`', CARET: '^', COMMA: ',', PIPE: '|', SEMICOLON: ';', TAB: '\t' };
    for (const [columnDelimiter, mark] of Object.entries(delimiters)) {
        for (const [lineEnding, end] of [['LF', '\n'], ['CRLF', '\r\n']]) {
            const name = `${columnDelimiter} ${lineEnding}`;
            const job = await insert(stage.client(), `LastName${mark}Title${end}${name}${mark}here${end}`, { columnDelimiter, lineEnding });
            assert.equal(job.numberRecordsFailed, 0, name);
            assert.deepEqual(await titles(name), [[name, 'here']]);
        }
    }
});

test('a column that is no field fails the job, and nothing is written', async () => {
    const client = stage.client();
    const job = await insert(client, 'LastName,Nope__c\nNobody,1\n');
    assert.equal(job.state, 'Failed');
    assert.match(job.errorMessage, /InvalidBatch : Field name not found : Nope__c/);
    assert.deepEqual(await contacts('Nobody'), []);
    assert.deepEqual(rows(await client.getResults(job.id, RESULTTYPE.unprocessedrecords)).slice(1), [['Nobody', '1']]);
});

test('an aborted job writes nothing; a deleted one is gone', async () => {
    const client = stage.client();
    const { id, contentUrl } = await client.createDataUploadJob({ object: 'Contact', operation: 'insert' });
    assert.ok(!contentUrl.startsWith('/'));
    await client.uploadJobData(contentUrl, 'LastName\nNever\n');
    assert.equal((await client.closeOrAbortJob(id, 'Aborted')).state, 'Aborted');
    assert.deepEqual(await contacts('Never'), []);
    await client.deleteIngestJob(id);
    assert.equal((await stage.org.rest('GET', `jobs/ingest/${id}`)).status, 404);
});

test('an open job is not deleted', async () => {
    const client = stage.client();
    const { id } = await client.createDataUploadJob({ object: 'Contact', operation: 'insert' });
    assert.equal((await refusal(client.deleteIngestJob(id))).status, 400);
    assert.equal((await stage.org.rest('GET', `jobs/ingest/${id}`)).body.state, 'Open');
});

test('the list of jobs, with a slash before its question mark', async () => {
    const client = stage.client();
    const { id } = await client.createDataUploadJob({ object: 'Contact', operation: 'insert' });
    for (const filter of [undefined, { jobType: 'V2Ingest' }]) {
        const listed = await client.getAllIngestJobInfo(filter);
        assert.ok(listed.records.some(job => job.id === id));
        assert.ok(listed.records.every(job => job.operation !== 'query'));
    }
});

test('what the client says of itself is taken', async () => {
    const client = stage.client('62.0', { callOptions: { client: 'a program', defaultNamespace: 'npsp' } });
    assert.equal((await insert(client, 'LastName,Title\nOptions,x\n')).numberRecordsFailed, 0);
    assert.deepEqual(await titles('Options'), [['Options', 'x']]);
});

test('an old version', async () => {
    const client = stage.client('51.0');
    const job = await insert(client, 'LastName,Title\nOld version,x\n');
    assert.equal(job.apiVersion, 51);
    assert.deepEqual(await titles('Old version'), [['Old version', 'x']]);
});
