// Query jobs: states, pages by locator and by resultPages, streams, delimiters, lists, abort and delete.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { refusal, rows, setStage } from './stage.mjs';

const stage = setStage(['--records', '500']);
const ids = async (soql, resource) => (await stage.org.records(soql, resource)).map(record => record.Id).sort();

test('a query job ends with all records', async () => {
    const client = stage.client();
    const job = await stage.queried(client, 'SELECT Id FROM Contact');
    const expected = await ids('SELECT Id FROM Contact');
    assert.equal(job.state, 'JobComplete');
    assert.equal(job.numberRecordsProcessed, expected.length);
    const { data, headers } = await client.getBulkQueryResults(job.id);
    const [header, ...found] = rows(data);
    assert.deepEqual(header, ['Id']);
    assert.deepEqual(found.flat().sort(), expected);
    assert.equal(headers['sforce-locator'], 'null');
    assert.equal(Number(headers['sforce-numberofrecords']), expected.length);
});

test('page by page with maxRecords and the locator', async () => {
    const client = stage.client();
    const job = await stage.queried(client, 'SELECT Id FROM Contact');
    const found = [];
    let pages = 0;
    for (let locator; locator !== 'null'; ++pages) {
        const page = await client.getBulkQueryResults(job.id, locator, 200);
        const [header, ...lines] = rows(page.data);
        assert.deepEqual(header, ['Id'], 'each page has the header');
        assert.ok(lines.length <= 200);
        found.push(...lines.flat());
        locator = page.headers['sforce-locator'];
    }
    assert.ok(pages > 2);
    assert.deepEqual(found.sort(), await ids('SELECT Id FROM Contact'));
});

// The client's own types name `resultChunks` and `resultLink`, below the API's root. Salesforce's documentation ("Get Parallel
// Results for a Query Job") has `resultPages` and `resultUrl` with the whole path, and the practice org follows that; the client
// hands the answer on as it is and takes whole addresses.
test('resultPages names pages, each of which gives its part', async () => {
    const client = stage.client();
    const job = await stage.queried(client, 'SELECT Id FROM Contact');
    const answer = await client.getBulkQueryResultPages(job.id);
    assert.equal(answer.done, true);
    const addresses = answer.resultPages.map(({ resultUrl }) => stage.org.production.instance_url + resultUrl);
    const found = [];
    for (const address of addresses)
        found.push(...rows((await client.getResultPage(address)).data).slice(1).flat());
    assert.deepEqual(found.sort(), await ids('SELECT Id FROM Contact'));
    let streamed = '';
    for await (const piece of await client.getResultPageStream(addresses[0]))
        streamed += piece;
    assert.equal(rows(streamed)[0][0], 'Id');
});

test('a stream gives what the text gives', async () => {
    const client = stage.client();
    const job = await stage.queried(client, 'SELECT Id, Email FROM Contact');
    let streamed = '';
    for await (const piece of await client.getBulkQueryResultsStream(job.id))
        streamed += piece;
    assert.equal(streamed, (await client.getBulkQueryResults(job.id)).data);
});

const delimiters = { BACKQUOTE: '`', CARET: '^', COMMA: ',', PIPE: '|', SEMICOLON: ';', TAB: '\t' };
for (const [columnDelimiter, delimiter] of Object.entries(delimiters)) {
    for (const [lineEnding, lineEnd] of [['LF', '\n'], ['CRLF', '\r\n']]) {
        test(`${columnDelimiter} and ${lineEnding}`, async () => {
            const client = stage.client();
            const job = await stage.queried(client, 'SELECT Id, Email FROM Contact ORDER BY Id LIMIT 3', { columnDelimiter, lineEnding });
            assert.equal(job.columnDelimiter, columnDelimiter);
            assert.equal(job.lineEnding, lineEnding);
            const [header, ...lines] = rows((await client.getBulkQueryResults(job.id)).data, delimiter, lineEnd);
            assert.deepEqual(header, ['Id', 'Email']);
            const expected = await stage.org.records('SELECT Id, Email FROM Contact ORDER BY Id LIMIT 3');
            assert.deepEqual(lines, expected.map(record => [record.Id, record.Email ?? '']));
        });
    }
}

test('queryAll has what was deleted', async () => {
    const gone = (await stage.org.record('SELECT Id FROM Contact ORDER BY Id LIMIT 1')).Id;
    assert.equal((await stage.org.rest('DELETE', `sobjects/Contact/${gone}`)).status, 204);
    const client = stage.client();
    for (const operation of ['query', 'queryAll']) {
        const job = await stage.queried(client, 'SELECT Id FROM Contact', { operation });
        const found = rows((await client.getBulkQueryResults(job.id)).data).slice(1).flat();
        assert.equal(found.includes(gone), operation === 'queryAll');
    }
});

test('the list of jobs, by kind', async () => {
    const client = stage.client();
    const job = await stage.queried(client, 'SELECT Id FROM Lead');
    const listed = await client.getAllBulkQueryJobInfo({ jobType: 'V2Query', concurrencyMode: 'parallel' });
    assert.ok(listed.records.some(({ id }) => id === job.id));
    assert.ok(listed.records.every(({ operation }) => operation.startsWith('query')));
    const ingest = await client.getAllBulkQueryJobInfo({ jobType: 'V2Ingest' });
    assert.ok(!ingest.records.some(({ id }) => id === job.id));
});

test('an aborted job has no results; a deleted one is gone', async () => {
    const client = stage.client();
    await stage.org.control('POST', 'bulk', { queued_seconds: 3600, running_seconds: 0 });
    const { id } = await client.submitBulkQueryJob({ operation: 'query', query: 'SELECT Id FROM Contact' });
    assert.equal((await refusal(client.deleteBulkQueryJob(id))).status, 400, 'a job on its way is not deleted');
    assert.equal((await client.abortBulkQueryJob(id)).state, 'Aborted');
    await stage.org.control('POST', 'bulk', { queued_seconds: 0, running_seconds: 0 });
    assert.equal((await stage.org.rest('GET', `jobs/query/${id}`)).body.state, 'Aborted');
    assert.ok((await refusal(client.getBulkQueryResults(id))).status >= 400);
    await client.deleteBulkQueryJob(id);
    assert.equal((await stage.org.rest('GET', `jobs/query/${id}`)).status, 404);
});

test('a mistake in the query is told when the job is made', async () => {
    const { status, body } = await refusal(stage.client().submitBulkQueryJob({ operation: 'query', query: 'SELECT Nope__c FROM Contact' }));
    assert.equal(status, 400);
    assert.match(body[0].message, /Nope__c/);
});

test('a job of another version refuses', async () => {
    const job = await stage.queried(stage.client('62.0'), 'SELECT Id FROM Contact');
    const { status } = await refusal(stage.client('55.0').getBulkQueryResults(job.id));
    assert.equal(status, 409);
});
