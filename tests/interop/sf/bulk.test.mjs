// Bulk API 2.0, as the command line uses it.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { startPracticeOrg } from '../support/practiceorg.mjs';
import { Cli, rowsOf } from './cli.mjs';

const contacts = 2300;
let org;
let cli;
before(async () => {
    org = await startPracticeOrg('--records', String(contacts));
    cli = await Cli.signedIn(org);
    await org.control('POST', 'fields/add', {
        object: 'Contact', field: 'Member_No__c', type: 'Text', length: 40, label: 'Member No', externalId: true, unique: true,
    });
});
after(async () => {
    await cli?.remove();
    await org?.close();
});

const bulk = (verb, file, ...more) => ['data', verb, 'bulk', '--sobject', 'Contact', '--file', file, '--line-ending', 'LF', '--wait', '5', ...more];
const titles = async like =>
    (await org.records(`SELECT LastName, Title FROM Contact WHERE LastName LIKE '${like}' ORDER BY LastName`)).map(({ LastName, Title }) => [LastName, Title]);

test('data export bulk: every record, as CSV and as JSON', async () => {
    const soql = 'SELECT Id, LastName, AccountId FROM Contact';
    const exported = (format, file, ...more) =>
        cli.sf(['data', 'export', 'bulk', '--query', soql, '--result-format', format, '--output-file', file, '--wait', '5', ...more]);
    const [csv, json] = await Promise.all([exported('csv', 'contacts.csv', '--line-ending', 'LF'), exported('json', 'contacts.json')]);
    assert.equal(csv.totalSize, contacts);
    assert.equal(json.totalSize, contacts);
    const there = (await org.records(soql)).map(({ Id, LastName, AccountId }) => [Id, LastName, AccountId ?? '']).sort();
    const bare = records => records.map(({ Id, LastName, AccountId }) => [Id, LastName, AccountId ?? '']).sort();
    assert.deepEqual(bare(rowsOf(await cli.read('contacts.csv'))), there);
    assert.deepEqual(bare(JSON.parse(await cli.read('contacts.json'))), there);
});

test('data import bulk, then data update bulk', async () => {
    await cli.write('import.csv', 'FirstName,LastName,Title\nAnna,Import 1,"one, two"\nBea,"Import ""2""",\n');
    const imported = await cli.sf(bulk('import', 'import.csv'));
    assert.deepEqual([imported.processedRecords, imported.successfulRecords, imported.failedRecords], [2, 2, 0]);
    assert.deepEqual(await titles('Import %'), [['Import "2"', null], ['Import 1', 'one, two']]);
    assert.equal((await org.rest('GET', `jobs/ingest/${imported.jobId}`)).body.state, 'JobComplete');

    const [{ Id }] = await org.records("SELECT Id FROM Contact WHERE LastName = 'Import 1'");
    await cli.write('update.csv', `Id,Title\n${Id},#N/A\n`);
    await cli.sf(bulk('update', 'update.csv'));
    assert.deepEqual(await titles('Import 1'), [['Import 1', null]]);
});

test('data import bulk with a bad row, and data bulk results', async () => {
    await cli.write('half.csv', 'LastName;Email\nHalf 1;half@example.org\nHalf 2;no address\n');
    const refusal = await cli.refused(bulk('import', 'half.csv', '--column-delimiter', 'SEMICOLON'));
    assert.equal(refusal.name, 'FailedRecordDetailsError');
    assert.deepEqual(await titles('Half %'), [['Half 1', null]]);
    const results = await cli.sf(['data', 'bulk', 'results', '--job-id', refusal.data.jobId]);
    assert.deepEqual([results.processedRecords, results.successfulRecords, results.failedRecords], [2, 1, 1]);
    const { Id } = await org.record("SELECT Id FROM Contact WHERE LastName = 'Half 1'");
    assert.match(await cli.read(results.successFilePath), new RegExp(`"${Id}";"true";"?Half 1"?;`));
    assert.match(await cli.read(results.failedFilePath), /"INVALID_EMAIL_ADDRESS:Email: invalid email address: no address:Email --"/);
});

test('data import bulk that does not wait, and data import resume', async context => {
    context.after(() => org.control('POST', 'bulk', { queued_seconds: 0, running_seconds: 0 }));
    await org.control('POST', 'bulk', { queued_seconds: 3600, running_seconds: 0 });
    await cli.write('later.csv', 'LastName\nLater 1\n');
    const started = await cli.sf(['data', 'import', 'bulk', '--sobject', 'Contact', '--file', 'later.csv', '--line-ending', 'LF']);
    assert.equal((await org.rest('GET', `jobs/ingest/${started.jobId}`)).body.state, 'UploadComplete');
    assert.deepEqual(await titles('Later %'), []);
    await org.control('POST', 'clock', { advance_seconds: 3601 });
    const resumed = await cli.sf(['data', 'import', 'resume', '--job-id', started.jobId, '--wait', '5']);
    assert.equal(resumed.successfulRecords, 1);
    assert.deepEqual(await titles('Later %'), [['Later 1', null]]);
});

test('data upsert bulk by an external Id', async () => {
    await org.rest('POST', 'sobjects/Contact', { LastName: 'Upsert 1', Title: 'old', Member_No__c: 'm1' });
    await cli.write('upsert.csv', 'Member_No__c,LastName,Title\nm1,Upsert 1,new\nm2,Upsert 2,first\n');
    const upserted = await cli.sf(bulk('upsert', 'upsert.csv', '--external-id', 'Member_No__c'));
    assert.equal(upserted.jobInfo.state, 'JobComplete');
    assert.deepEqual(upserted.records.successfulResults.map(row => [row.Member_No__c, row.sf__Created]).sort(), [['m1', 'false'], ['m2', 'true']]);
    assert.deepEqual(await titles('Upsert %'), [['Upsert 1', 'new'], ['Upsert 2', 'first']]);
});

test('data delete bulk, into the recycle bin and past it', async () => {
    const ids = [];
    for (const LastName of ['Delete 1', 'Delete 2'])
        ids.push((await org.rest('POST', 'sobjects/Contact', { LastName })).body.id);
    await cli.write('soft.csv', `Id\n${ids[0]}\n`);
    await cli.write('hard.csv', `Id\n${ids[1]}\n`);
    await Promise.all([cli.sf(bulk('delete', 'soft.csv')), cli.sf(bulk('delete', 'hard.csv', '--hard-delete'))]);
    const left = await org.records("SELECT LastName, IsDeleted FROM Contact WHERE LastName LIKE 'Delete %'", 'queryAll');
    assert.deepEqual(left.map(({ LastName, IsDeleted }) => [LastName, IsDeleted]), [['Delete 1', true]]);
});

test('a column that the object does not have fails the job', async () => {
    await cli.write('unknown.csv', 'LastName,Nonsense__c\nNever,1\n');
    const refusal = await cli.refused(bulk('import', 'unknown.csv'));
    assert.match(refusal.message, /InvalidBatch : Field name not found : Nonsense__c/);
    assert.deepEqual(await titles('Never'), []);
});
