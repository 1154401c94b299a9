// From the org into files, and from one org into the other, parents found again by their names.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { csv, setStage } from './stage.mjs';

const member = { object: 'Contact', field: 'Member_No__c', type: 'Text', length: 40, label: 'Member No', externalId: true, unique: true };
const stage = setStage(['--records', '2300'], async org => {
    await org.control('POST', 'fields/add', member);
    await org.control('POST', 'fields/add?environment=sandbox', member);
});
const insert = async (object, records, environment = 'production') => {
    const answer = await stage.org.rest('POST', 'composite/sobjects', {
        allOrNone: true, records: records.map(record => ({ attributes: { type: object }, ...record })),
    }, environment);
    assert.ok(answer.body.every(each => each.success), JSON.stringify(answer.body));
    return answer.body.map(each => each.id);
};

test('an object into a file, every record of it', async () => {
    const fields = 'Id, LastName, Email, Birthdate, HasOptedOutOfEmail, Description';
    const done = await stage.moved('production', 'csvfile', [{ query: `SELECT ${fields} FROM Contact`, operation: 'Readonly', externalId: 'Id' }]);
    const records = await stage.org.records(`SELECT ${fields} FROM Contact ORDER BY Id`);
    const rows = done.csv('Contact').sort((a, b) => (a.Id < b.Id ? -1 : 1));
    assert.equal(rows.length, 2300);
    assert.deepEqual(rows, records.map(({ attributes, ...record }) => Object.fromEntries(
        Object.entries(record).map(([name, value]) => [name, value === null ? '' : String(value)]),
    )));
});

test('a file has the names of parents', async () => {
    const [account] = await insert('Account', [{ Name: 'Filed parent' }]);
    await insert('Contact', [{ LastName: 'Filed child', AccountId: account, Member_No__c: 'F1' }]);
    const done = await stage.moved('production', 'csvfile', [
        { query: "SELECT Id, Member_No__c, LastName, AccountId FROM Contact WHERE Member_No__c = 'F1'", operation: 'Readonly', externalId: 'Member_No__c' },
        { query: 'SELECT Id, Name FROM Account', operation: 'Readonly', externalId: 'Name' },
    ]);
    const [row] = done.csv('Contact');
    assert.deepEqual([row.LastName, row['Account.Name']], ['Filed child', 'Filed parent']);
});

for (const bulkThreshold of [0, 1000]) {
    test(`from the org into the sandbox, ${bulkThreshold === 0 ? 'by Bulk API 2.0' : 'by REST'}`, async () => {
        const tag = `X${bulkThreshold}`;
        const before = (await stage.jobs('sandbox')).length;
        const [first] = await insert('Account', [{ Name: `${tag} one`, Phone: '+41 61 1' }, { Name: `${tag} two`, Phone: 'new' }]);
        await insert('Account', [{ Name: `${tag} two`, Phone: 'old' }], 'sandbox');
        await insert('Contact', [
            { LastName: 'Has a parent', Member_No__c: `${tag}-1`, AccountId: first },
            { LastName: 'Has none', Member_No__c: `${tag}-2` },
        ]);
        const objects = [
            { query: `SELECT Id, Name, Phone FROM Account WHERE Name LIKE '${tag} %'`, operation: 'Upsert', externalId: 'Name' },
            {
                query: `SELECT Id, Member_No__c, LastName, AccountId, OwnerId FROM Contact WHERE Member_No__c LIKE '${tag}-%'`,
                operation: 'Upsert', externalId: 'Member_No__c',
            },
        ];
        await stage.moved('production', 'sandbox', objects, { script: { bulkThreshold } });
        const accounts = await stage.org.records(`SELECT Name, Phone FROM Account WHERE Name LIKE '${tag} %' ORDER BY Name`, 'query', 'sandbox');
        assert.deepEqual(accounts.map(({ Name, Phone }) => [Name, Phone]), [[`${tag} one`, '+41 61 1'], [`${tag} two`, 'new']]);
        const children = await stage.org.records(
            `SELECT LastName, Account.Name, OwnerId FROM Contact WHERE Member_No__c LIKE '${tag}-%' ORDER BY Member_No__c`, 'query', 'sandbox',
        );
        const owner = stage.org.of('sandbox').user_id;
        assert.deepEqual(children.map(({ LastName, Account, OwnerId }) => [LastName, Account?.Name, OwnerId]), [
            ['Has a parent', `${tag} one`, owner],
            ['Has none', undefined, owner],
        ]);
        const jobs = (await stage.jobs('sandbox')).slice(before).map(job => `${job.operation} ${job.object}`);
        assert.deepEqual(jobs, bulkThreshold === 0 ? ['insert Account', 'update Account', 'insert Contact'] : []);
    });
}

test('opportunities and tasks find their account again', async () => {
    const [account] = await insert('Account', [{ Name: 'Deep parent' }]);
    const [gift] = await insert('Opportunity', [{ Name: 'Deep gift', AccountId: account, StageName: 'Prospecting', CloseDate: '2030-01-31', Amount: 12.5 }]);
    await insert('Task', [{ Subject: 'Deep call', WhatId: gift, Status: 'Not Started', Priority: 'Normal' }]);
    await stage.moved('production', 'sandbox', [
        { query: "SELECT Id, Name FROM Account WHERE Name = 'Deep parent'", operation: 'Upsert', externalId: 'Name' },
        {
            query: "SELECT Id, Name, AccountId, StageName, CloseDate, Amount FROM Opportunity WHERE Name = 'Deep gift'",
            operation: 'Upsert', externalId: 'Name',
        },
        {
            query: "SELECT Id, Subject, WhatId$Opportunity, Status, Priority FROM Task WHERE Subject = 'Deep call'",
            operation: 'Insert', externalId: 'Subject',
        },
    ]);
    const [found] = await stage.org.records(
        "SELECT Amount, CloseDate, Account.Name FROM Opportunity WHERE Name = 'Deep gift'", 'query', 'sandbox',
    );
    assert.deepEqual([found.Amount, found.CloseDate, found.Account.Name], [12.5, '2030-01-31', 'Deep parent']);
    const [task] = await stage.org.records("SELECT What.Name FROM Task WHERE Subject = 'Deep call'", 'query', 'sandbox');
    assert.equal(task.What.Name, 'Deep gift');
});

test('a field that the org has not is left out', async () => {
    await insert('Contact', [{ LastName: 'Left out', Member_No__c: 'L1' }]);
    const done = await stage.moved('production', 'csvfile', [
        { query: "SELECT Id, Member_No__c, LastName, Nope__c FROM Contact WHERE Member_No__c = 'L1'", operation: 'Readonly', externalId: 'Member_No__c' },
    ]);
    assert.match(done.output, /Nope__c/);
    assert.deepEqual(done.csv('Contact').map(row => [row.LastName, row.Nope__c]), [['Left out', undefined]]);
});

test('without a session nothing happens', async () => {
    const { records: before } = await stage.org.control('GET', 'state');
    const orgs = [{ name: 'production', instanceUrl: stage.org.production.instance_url, accessToken: 'nonsense' }];
    const done = await stage.move('csvfile', 'production', [
        { query: 'SELECT Id, Name FROM Account', operation: 'Insert', externalId: 'Name' },
    ], { files: { Account: csv(['Name'], ['Never']) }, script: { orgs } });
    assert.notEqual(done.code, 0);
    assert.match(done.output, /expired/);
    assert.deepEqual((await stage.org.control('GET', 'state')).records, before);
});
