// Describes, queries and single records.
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
});
after(async () => {
    await cli?.remove();
    await org?.close();
});

test('sobject describe, sobject list, limits api display, record-counts: what the org says', async () => {
    const [described, names, limits, counts] = await Promise.all([
        cli.sf(['sobject', 'describe', '--sobject', 'opportunity']), // names in any case
        cli.sf(['sobject', 'list', '--sobject', 'all']),
        cli.sf(['limits', 'api', 'display']),
        cli.sf(['org', 'list', 'sobject', 'record-counts', '--sobject', 'Contact', '--sobject', 'Lead']),
    ]);
    assert.deepEqual(described, (await org.rest('GET', 'sobjects/Opportunity/describe')).body);
    const { sobjects } = (await org.rest('GET', 'sobjects')).body;
    assert.deepEqual(names.sort(), sobjects.map(({ name }) => name).sort());
    const asked = (await org.rest('GET', 'limits')).body;
    assert.deepEqual(limits.map(({ name }) => name).sort(), Object.keys(asked).sort());
    const calls = limits.find(({ name }) => name === 'DailyApiRequests');
    assert.equal(calls.max, asked.DailyApiRequests.Max);
    assert.ok(calls.remaining >= asked.DailyApiRequests.Remaining && calls.remaining < calls.max);
    const { records } = await org.control('GET', 'state');
    assert.deepEqual(counts, [{ name: 'Contact', count: contacts }, { name: 'Lead', count: records.Lead }]);
});

test('data query: all pages, parents, children, groups, the recycle bin', async () => {
    const gone = await org.record('SELECT Id FROM Contact ORDER BY Id DESC LIMIT 1');
    await org.rest('DELETE', `sobjects/Contact/${gone.Id}`);
    const [paged, withDeleted, related, grouped] = await Promise.all([
        cli.query('SELECT Id, LastName FROM Contact'),
        cli.query('SELECT Id, IsDeleted FROM Contact WHERE IsDeleted = true', '--all-rows'),
        cli.query('SELECT Name, Owner.Name, (SELECT LastName FROM Contacts ORDER BY Id) FROM Account ORDER BY Id LIMIT 3'),
        cli.query('SELECT StageName, COUNT(Id) n FROM Opportunity GROUP BY StageName ORDER BY StageName'),
    ]);
    assert.equal(paged.totalSize, contacts - 1);
    assert.equal(paged.done, true);
    const bare = records => records.map(({ Id, LastName }) => [Id, LastName]).sort();
    assert.deepEqual(bare(paged.records), bare(await org.records('SELECT Id, LastName FROM Contact')));
    assert.deepEqual(withDeleted.records.map(({ Id, IsDeleted }) => [Id, IsDeleted]), [[gone.Id, true]]);
    assert.equal(related.records.length, 3);
    for (const account of related.records) {
        const [there] = await org.records(
            `SELECT Name, Owner.Name, (SELECT LastName FROM Contacts ORDER BY Id) FROM Account WHERE Id = '${account.attributes.url.slice(-18)}'`,
        );
        assert.deepEqual(account, there);
    }
    assert.ok(related.records.some(({ Contacts }) => Contacts !== null));
    assert.deepEqual(grouped.records, await org.records('SELECT StageName, COUNT(Id) n FROM Opportunity GROUP BY StageName ORDER BY StageName'));
});

test('data query heads its tables with the columns that the org tells', async () => {
    const csv = ['--result-format', 'csv'];
    const [fields, groups, count] = await Promise.all([
        cli.run(['data', 'query', ...csv, '--query', 'SELECT Id, Account.Name, Account.Owner.Name FROM Contact WHERE AccountId != null ORDER BY Id LIMIT 2']),
        cli.run(['data', 'query', ...csv, '--query', 'SELECT MAX(Amount), COUNT(Id) FROM Opportunity']),
        cli.run(['data', 'query', '--query', 'SELECT COUNT() FROM Opportunity']),
    ]);
    const there = await org.records('SELECT Id, Account.Name, Account.Owner.Name FROM Contact WHERE AccountId != null ORDER BY Id LIMIT 2');
    assert.deepEqual(rowsOf(fields.stdout), there.map(({ Id, Account }) => ({
        Id, 'Account.Name': Account.Name, 'Account.Owner.Name': Account.Owner.Name,
    })));
    const most = await org.record('SELECT MAX(Amount) most, COUNT(Id) n FROM Opportunity');
    assert.deepEqual(rowsOf(groups.stdout), [{ 'max(Amount)': String(most.most), 'count(Id)': String(most.n) }]);
    assert.match(count.stdout, new RegExp(`Total number of records retrieved: ${most.n}\\.`));
});

test('data search', async () => {
    const { body } = await org.rest('POST', 'sobjects/Contact', { FirstName: 'Zo', LastName: 'Quixotic', Title: 'Windmills' });
    const { searchRecords } = await cli.sf(['data', 'search', '--query', 'FIND {quixo*} IN NAME FIELDS RETURNING Contact(Id, LastName, Title), Lead(Id)']);
    assert.deepEqual(searchRecords.map(({ Id, LastName, Title }) => [Id, LastName, Title]), [[body.id, 'Quixotic', 'Windmills']]);
});

test('data query: the org\'s own words for a mistake, with its place', async () => {
    const [field, object] = await Promise.all([
        cli.refused(['data', 'query', '--query', 'SELECT Nonsense__c FROM Contact']),
        cli.refused(['data', 'query', '--query', 'SELECT Id FROM Nonsense__c']),
    ]);
    const said = async soql => (await org.rest('GET', `query?q=${encodeURIComponent(soql)}`)).body[0];
    assert.equal(field.name, 'INVALID_FIELD');
    assert.equal(field.message, (await said('SELECT Nonsense__c FROM Contact')).message);
    assert.match(field.message, /ERROR at Row:1:Column:8\nNo such column 'Nonsense__c' on entity 'Contact'/);
    assert.equal(object.name, 'INVALID_TYPE');
});

test('data create, get, update, delete record', async () => {
    const made = await cli.sf(['data', 'create', 'record', '--sobject', 'Contact', '--values', "FirstName='Ada' LastName='King-Noël, Countess' HasOptedOutOfEmail=true"]);
    const read = fields => org.record(`SELECT ${fields} FROM Contact WHERE Id = '${made.id}'`, 'queryAll');
    const { FirstName, LastName, HasOptedOutOfEmail } = await read('FirstName, LastName, HasOptedOutOfEmail');
    assert.deepEqual([FirstName, LastName, HasOptedOutOfEmail], ['Ada', 'King-Noël, Countess', true]);

    const [byId, byName] = await Promise.all([
        cli.sf(['data', 'get', 'record', '--sobject', 'Contact', '--record-id', made.id]),
        cli.sf(['data', 'get', 'record', '--sobject', 'Contact', '--where', "LastName='King-Noël, Countess' FirstName=Ada"]),
    ]);
    assert.deepEqual(byId, (await org.rest('GET', `sobjects/Contact/${made.id}`)).body);
    assert.equal(byName.Id, made.id);

    await cli.sf(['data', 'update', 'record', '--sobject', 'Contact', '--record-id', made.id, '--values', "Title='Analyst' Birthdate=1815-12-10"]);
    const { Title, Birthdate } = await read('Title, Birthdate');
    assert.deepEqual([Title, Birthdate], ['Analyst', '1815-12-10']);

    await cli.sf(['data', 'delete', 'record', '--sobject', 'Contact', '--where', "LastName='King-Noël, Countess'"]);
    assert.equal((await read('IsDeleted')).IsDeleted, true);
});

test('data create, update, delete record: refusals', async () => {
    const { records } = await org.control('GET', 'state');
    const [missing, ambiguous, gone] = await Promise.all([
        cli.refused(['data', 'create', 'record', '--sobject', 'Contact', '--values', 'FirstName=Nobody']),
        cli.refused(['data', 'update', 'record', '--sobject', 'Lead', '--where', 'IsDeleted=false', '--values', 'Company=All']),
        cli.refused(['data', 'delete', 'record', '--sobject', 'Contact', '--record-id', '003000000000001AAA']),
    ]);
    assert.equal(missing.name, 'REQUIRED_FIELD_MISSING');
    assert.match(missing.message, /Required fields are missing: \[LastName\]/);
    assert.match(ambiguous.message, new RegExp(`${records.Lead} records were retrieved`));
    assert.notEqual(gone.status, 0);
    assert.deepEqual((await org.control('GET', 'state')).records, records);
    assert.deepEqual(await org.records("SELECT Id FROM Lead WHERE Company = 'All'"), []);
});
