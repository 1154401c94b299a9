// From CSV files into the org: insert, update, upsert, delete, over REST and over Bulk API 2.0, parents by their external Id.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { csv, setStage } from './stage.mjs';

const stage = setStage(['--records', '60'], org => org.control('POST', 'fields/add', {
    object: 'Contact', field: 'Member_No__c', type: 'Text', length: 40, label: 'Member No', externalId: true, unique: true,
}));
const people = 'SELECT Id, Member_No__c, LastName, Title, Birthdate, HasOptedOutOfEmail, MailingStreet, Account.Name FROM Contact';
const numbered = like => stage.org.records(`${people} WHERE Member_No__c LIKE '${like}' ORDER BY Member_No__c`);
const titles = async like => (await numbered(like)).map(record => [record.Member_No__c, record.Title]);
const contacts = (operation, fields, more = {}) => ({ query: `SELECT Id, ${fields} FROM Contact`, operation, externalId: 'Member_No__c', ...more });
const from = (objects, Contact, more = {}) => stage.moved('csvfile', 'production', objects, { ...more, files: { Contact, ...more.files } });

/// The two ways sfdmu writes: below the threshold by collections, above it by Bulk API 2.0.
const ways = [
    { way: 'REST', script: { bulkThreshold: 1000 }, tag: 'R' },
    { way: 'Bulk API 2.0', script: { bulkThreshold: 0, bulkApiVersion: '2.0' }, tag: 'B' },
];

for (const { way, script, tag } of ways) {
    /// The operations of the Bulk jobs that `work` made.
    const jobsOf = async work => {
        const before = (await stage.jobs()).length;
        await work();
        return (await stage.jobs()).slice(before).map(job => `${job.operation} ${job.object} ${job.state}`);
    };
    const expected = (...jobs) => (tag === 'B' ? jobs : []);

    test(`${way}: insert parents and children`, async () => {
        const jobs = await jobsOf(() => from(
            [
                { query: 'SELECT Id, Name, BillingCity FROM Account', operation: 'Insert', externalId: 'Name' },
                contacts('Insert', 'Member_No__c, LastName, Birthdate, HasOptedOutOfEmail, MailingStreet, AccountId'),
            ],
            csv(
                ['Member_No__c', 'LastName', 'Birthdate', 'HasOptedOutOfEmail', 'MailingStreet', 'Account.Name'],
                [`${tag}1`, 'Žižková "Q"', '1984-02-29', 'true', '1 Rd, rear', `Parent ${tag}`],
                [`${tag}2`, "O'Brien", '', 'false', '', ''],
            ),
            { script, files: { Account: csv(['Name', 'BillingCity'], [`Parent ${tag}`, 'Basel']) } },
        ));
        assert.deepEqual(jobs, expected('insert Account JobComplete', 'insert Contact JobComplete'));
        const found = (await numbered(`${tag}_`)).map(({ LastName, Birthdate, HasOptedOutOfEmail, MailingStreet, Account }) => [
            LastName, Birthdate, HasOptedOutOfEmail, MailingStreet, Account?.Name,
        ]);
        assert.deepEqual(found, [
            ['Žižková "Q"', '1984-02-29', true, '1 Rd, rear', `Parent ${tag}`],
            ["O'Brien", null, false, null, undefined],
        ]);
        const parent = await stage.org.record(`SELECT BillingCity FROM Account WHERE Name = 'Parent ${tag}'`);
        assert.equal(parent.BillingCity, 'Basel');
    });

    test(`${way}: update by external Id makes nothing new`, async () => {
        const jobs = await jobsOf(() => from(
            [contacts('Update', 'Member_No__c, LastName, Title')],
            csv(['Member_No__c', 'LastName', 'Title'], [`${tag}1`, 'Changed', 'boss'], [`${tag}9`, 'Nobody', 'ghost']),
            { script },
        ));
        assert.deepEqual(jobs, expected('update Contact JobComplete'));
        assert.deepEqual((await numbered(`${tag}_`)).map(record => [record.Member_No__c, record.LastName, record.Title]), [
            [`${tag}1`, 'Changed', 'boss'],
            [`${tag}2`, "O'Brien", null],
        ]);
    });

    test(`${way}: upsert makes and changes`, async () => {
        const jobs = await jobsOf(() => from(
            [contacts('Upsert', 'Member_No__c, LastName, Title')],
            csv(['Member_No__c', 'LastName', 'Title'], [`${tag}1`, 'Changed', ''], [`${tag}2`, "O'Brien", 'two'], [`${tag}3`, 'Third', 'three']),
            { script },
        ));
        assert.deepEqual(jobs, expected('insert Contact JobComplete', 'update Contact JobComplete'));
        // sfdmu sends an empty cell for null, and Bulk API leaves a field alone then.
        const emptied = tag === 'B' ? 'boss' : null;
        assert.deepEqual(await titles(`${tag}_`), [[`${tag}1`, emptied], [`${tag}2`, 'two'], [`${tag}3`, 'three']]);
    });

    test(`${way}: rows that the org refuses are told, the others are written`, async () => {
        const done = await from(
            [contacts('Insert', 'Member_No__c, LastName, Email')],
            csv(['Member_No__c', 'LastName', 'Email'], [`${tag}r1`, 'Fine', 'fine@example.org'], [`${tag}r2`, 'Wrong', 'no address']),
            { script },
        );
        assert.deepEqual((await numbered(`${tag}r_`)).map(record => record.LastName), ['Fine']);
        const rows = done.csv('target/Contact_insert_target');
        assert.deepEqual(rows.map(row => row.LastName), ['Fine', 'Wrong']);
        const [{ Id }] = await numbered(`${tag}r1`);
        assert.deepEqual([rows[0].Id, rows[0].Errors], [Id, '']);
        assert.match(rows[1].Errors, /invalid email address: no address/);
    });

    test(`${way}: delete what the query finds`, async () => {
        const jobs = await jobsOf(() => from(
            [contacts('Delete', 'Member_No__c', { query: `SELECT Id, Member_No__c FROM Contact WHERE Member_No__c LIKE '${tag}%' AND Member_No__c != '${tag}3'` })],
            csv(['Member_No__c'], [`${tag}1`]),
            { script },
        ));
        assert.deepEqual(jobs, expected('delete Contact JobComplete'));
        assert.deepEqual(await titles(`${tag}%`), [[`${tag}3`, 'three']]);
        const gone = await stage.org.records(`SELECT Id FROM Contact WHERE IsDeleted = true AND Member_No__c LIKE '${tag}%'`, 'queryAll');
        assert.equal(gone.length, 3);
    });
}

test('old records go before new ones come', async () => {
    const Lead = csv(['LastName', 'Company'], ['New lead', 'New company']);
    await stage.moved('csvfile', 'production', [
        { query: "SELECT Id, LastName, Company FROM Lead WHERE IsConverted = false", operation: 'Insert', externalId: 'LastName', deleteOldData: true },
    ], { files: { Lead } });
    const left = await stage.org.records('SELECT LastName, Company FROM Lead WHERE IsConverted = false');
    assert.deepEqual(left.map(({ LastName, Company }) => [LastName, Company]), [['New lead', 'New company']]);
});

test('version 51.0, and names in any case', async () => {
    await from(
        [{ query: 'select id, member_no__c, LastName from Contact', operation: 'Upsert', externalId: 'Member_No__c' }],
        csv(['Member_No__c', 'LastName'], ['V51', 'Old version']),
        { version: '51.0' },
    );
    assert.deepEqual((await numbered('V51')).map(record => record.LastName), ['Old version']);
});
