// Queries page by page, deleted records, gzip; and what the org says of itself: versions, resources, describe, limits.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { refused, setStage } from './stage.mjs';

const stage = setStage(['--records', '5000']);
const idsOf = records => records.map(record => record.Id ?? record.getId()).sort();

test('the first page, as records and as they come', async () => {
    const connection = stage.connect();
    const page = await connection.query('select id, LASTNAME, account.name from contact where accountid != null order by id');
    assert.equal(page.done, false);
    assert.equal(page.records.length, 2000);
    const expected = await stage.org.records('SELECT Id, LastName, Account.Name FROM Contact WHERE AccountId != null ORDER BY Id');
    assert.equal(page.totalSize, expected.length);
    const [first] = page.records;
    assert.equal(first.getType(), 'contact');
    assert.deepEqual(
        [first.getId(), first.get('LastName'), first.get('Account').Name],
        [expected[0].Id, expected[0].LastName, expected[0].Account.Name],
    );
    const raw = await connection.query({ query: 'SELECT Id FROM Contact ORDER BY Id LIMIT 1', raw: true });
    assert.deepEqual(raw.records.map(record => Object.keys(record)), [['attributes', 'Id']]);
});

for (const gzip of [false, true]) {
    test(`every page${gzip ? ', compressed' : ''}`, async () => {
        const connection = stage.connect({ gzip, apiVersion: 'v51.0' });
        const { records } = await connection.query({ query: 'SELECT Id, LastName FROM Contact', fetchAll: true });
        assert.deepEqual(idsOf(records), idsOf(await stage.org.records('SELECT Id FROM Contact')));
    });
}

test('queryAll has what was deleted', async () => {
    const connection = stage.connect();
    const { Id } = await stage.org.record('SELECT Id FROM Contact ORDER BY Id DESC LIMIT 1');
    assert.equal((await stage.org.rest('DELETE', `sobjects/Contact/${Id}`)).status, 204);
    const query = { query: 'SELECT Id, IsDeleted FROM Contact', fetchAll: true };
    const all = await connection.queryAll({ ...query });
    assert.equal(all.records.length, 5000);
    assert.deepEqual(idsOf(all.records.filter(record => record.get('IsDeleted'))), [Id]);
    const living = await connection.query({ ...query });
    assert.equal(living.records.length, 4999);
    const same = await connection.query({ ...query, includeDeleted: true });
    assert.equal(same.records.length, 5000);
});

test('a query that is none', async () => {
    await refused(stage.connect().query('SELECT Foo__c FROM Account'), 400, 'INVALID_FIELD', /\nSELECT Foo__c FROM Account\n {7}\^\nERROR at Row:1:Column:8\n/);
    await refused(stage.connect({ gzip: true }).query('SELECT FROM'), 400, 'MALFORMED_QUERY', /unexpected token: 'FROM'$/);
});

test('search', async () => {
    const connection = stage.connect();
    assert.deepEqual(await connection.search('FIND {Quillfeather} RETURNING Contact(LastName)'), { searchRecords: [] });
    const made = await stage.org.rest('POST', 'sobjects/Contact', { LastName: 'Quillfeather' });
    const found = await connection.search('FIND {Quillfeather} IN NAME FIELDS RETURNING Contact(LastName), Account');
    assert.deepEqual(found.searchRecords, [
        {
            attributes: { type: 'Contact', url: `/services/data/v38.0/sobjects/Contact/${made.body.id}` },
            LastName: 'Quillfeather',
        },
    ]);
    await refused(connection.search('FIND Quillfeather'), 400, 'MALFORMED_SEARCH', /./);
});

test('versions, asked of a host that is long gone', async () => {
    // nforce asks http://na1.salesforce.com whatever it is told; a proxy is its one way to another host.
    const before = { ...process.env };
    Object.assign(process.env, { HTTP_PROXY: stage.org.production.instance_url, NO_PROXY: '', no_proxy: '' });
    const versions = await stage.connect().getVersions();
    for (const name of ['HTTP_PROXY', 'NO_PROXY', 'no_proxy']) {
        if (before[name] === undefined)
            delete process.env[name];
        else
            process.env[name] = before[name];
    }
    assert.deepEqual(versions, (await stage.org.rest('GET', '/services/data')).body);
    assert.equal(versions[0].version, '31.0');
    assert.equal(versions.at(-1).url, '/services/data/v62.0');
});

test('resources', async () => {
    const resources = await stage.connect({ apiVersion: 51 }).getResources();
    assert.deepEqual(resources, (await stage.org.rest('GET', '/services/data/v51.0')).body);
    assert.equal(resources.sobjects, '/services/data/v51.0/sobjects');
    const listed = await stage.org.rest('GET', resources.sobjects);
    assert.equal(listed.status, 200);
});

test('the objects there are', async () => {
    const { sobjects } = await stage.connect().getSObjects();
    await stage.org.control('POST', 'objects/add', { object: 'Boat__c', label: 'Boat' });
    const now = (await stage.connect().getSObjects()).sobjects.map(sobject => sobject.name);
    assert.deepEqual(now.filter(name => !sobjects.some(sobject => sobject.name === name)), ['Boat__c']);
});

test('metadata and describe, by a name in lower case', async () => {
    const connection = stage.connect({ gzip: true });
    const { objectDescribe } = await connection.getMetadata('contact');
    assert.deepEqual([objectDescribe.name, objectDescribe.keyPrefix], ['Contact', '003']);
    await stage.org.control('POST', 'fields/add', { object: 'Contact', field: 'Boat_Name__c', type: 'Text', length: 33, label: 'Boat Name' });
    const describe = await connection.getDescribe({ type: 'CONTACT' });
    assert.deepEqual(describe, (await stage.org.rest('GET', '/services/data/v38.0/sobjects/Contact/describe')).body);
    const field = describe.fields.find(each => each.name === 'Boat_Name__c');
    assert.deepEqual([field.type, field.length, field.label], ['string', 33, 'Boat Name']);
    await refused(connection.getDescribe('nonsense'), 404, 'NOT_FOUND', 'The requested resource does not exist');
});

test('limits', async () => {
    await stage.org.control('POST', 'limits', { DailyApiRequests: { max: 15000, remaining: 9000 } });
    const limits = await stage.connect().getLimits();
    assert.equal(limits.DailyApiRequests.Max, 15000);
    assert.ok(limits.DailyApiRequests.Remaining <= 9000 && limits.DailyApiRequests.Remaining > 8900);
});
