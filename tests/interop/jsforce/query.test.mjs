// Queries: pages, the chains of find(), parents and children, aggregates, deleted records.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { forBothPackages } from './packages.mjs';

const ids = records => records.map(record => record.Id);

/// One record of the Account with that name, which the org makes for the test alone.
async function makeAccount(org, name, contacts) {
    const account = await org.rest('POST', 'sobjects/Account', { Name: name });
    assert.equal(account.status, 201, JSON.stringify(account.body));
    for (const LastName of contacts) {
        const contact = await org.rest('POST', 'sobjects/Contact', { LastName, AccountId: account.body.id });
        assert.equal(contact.status, 201, JSON.stringify(contact.body));
    }
    return account.body.id;
}

forBothPackages(['--records', '2500'], stage => {
    const inPagesOf = size => ({ headers: { 'Sforce-Query-Options': `batchSize=${size}` } });

    test('a query that fits one page', async () => {
        const expected = await stage.org.records('SELECT Id, Name FROM Account ORDER BY Id LIMIT 5');
        const result = await stage.connect().query('SELECT Id, Name FROM Account ORDER BY Id LIMIT 5');
        assert.deepEqual(result, { records: expected, totalSize: 5, done: true });
    });

    test('queryMore() follows the locator to the last page', async () => {
        const connection = stage.connect();
        const expected = await stage.org.records('SELECT Id FROM Contact ORDER BY Id');
        assert.equal(expected.length, 2500);
        let page = await connection.query('SELECT Id FROM Contact ORDER BY Id');
        assert.equal(page.totalSize, 2500);
        assert.equal(page.done, false);
        assert.match(page.nextRecordsUrl, /\/services\/data\/v62\.0\/query\/0r8\w+-2000$/);
        const found = ids(page.records);
        assert.equal(found.length, 2000);
        page = await connection.queryMore(page.nextRecordsUrl.split('/').pop());
        found.push(...ids(page.records));
        assert.equal(page.done, true);
        assert.deepEqual(found, ids(expected));
    });

    test('autoFetch fetches all pages, maxFetch ends it', async () => {
        const connection = stage.connect();
        const expected = ids(await stage.org.records('SELECT Id FROM Contact ORDER BY Id'));
        const all = await connection.query('SELECT Id FROM Contact ORDER BY Id', {
            autoFetch: true,
            maxFetch: 10000,
            ...inPagesOf(500),
        });
        assert.deepEqual(ids(all.records), expected);
        const { api_calls: before } = await stage.org.control('GET', 'state');
        const some = await connection.query('SELECT Id FROM Contact ORDER BY Id', {
            autoFetch: true,
            maxFetch: 700,
            ...inPagesOf(500),
        });
        const { api_calls: afterwards } = await stage.org.control('GET', 'state');
        assert.deepEqual(ids(some.records), expected.slice(0, 700));
        assert.equal(afterwards.total - before.total, 2);
    });

    test('records arrive one by one', async () => {
        const expected = ids(await stage.org.records('SELECT Id FROM Contact ORDER BY Id'));
        const found = await new Promise((resolve, reject) => {
            const seen = [];
            stage
                .connect()
                .query('SELECT Id FROM Contact ORDER BY Id')
                .on('record', record => seen.push(record.Id))
                .on('end', () => resolve(seen))
                .on('error', reject)
                .run({ autoFetch: true, maxFetch: 5000 });
        });
        assert.deepEqual(found, expected);
    });

    test('an open query that has expired', async () => {
        const connection = stage.connect();
        const page = await connection.query('SELECT Id FROM Contact');
        await stage.org.control('POST', 'locators/expire');
        await assert.rejects(connection.queryMore(page.nextRecordsUrl.split('/').pop()).execute(), {
            name: 'INVALID_QUERY_LOCATOR',
            message: 'invalid query locator',
        });
    });

    test('find() with conditions, fields, sort, limit and skip', async () => {
        const { org } = stage;
        const found = await stage
            .connect()
            .sobject('Contact')
            .find({ Email: { $ne: null }, CreatedDate: { $gt: stage.jsforce.SfDate.toDateTimeLiteral(new Date('2000-01-01T00:00:00Z')) } }, 'Id, LastName')
            .sort({ LastName: 1, Id: -1 })
            .limit(20)
            .skip(3)
            .execute();
        const expected = await org.records(
            'SELECT Id, LastName FROM Contact WHERE Email != null ORDER BY LastName ASC, Id DESC LIMIT 20 OFFSET 3',
        );
        assert.equal(found.length, 20);
        assert.deepEqual(found, expected);
    });

    test('find() quotes what people type', async () => {
        const { org } = stage;
        const name = 'O\'Brien "Söhne" & 漢字 %_';
        const id = await makeAccount(org, name, []);
        const found = await stage.connect().sobject('Account').find({ Name: name }, ['Id', 'Name']);
        assert.deepEqual(found.map(account => [account.Id, account.Name]), [[id, name]]);
        const like = await stage.connect().sobject('Account').find({ Name: { $like: 'O\'Brien%' } }, ['Id']);
        assert.ok(ids(like).includes(id));
    });

    test('conditions of every kind', async () => {
        const { org } = stage;
        const connection = stage.connect();
        const count = async conditions => connection.sobject('Contact').count(conditions);
        const same = async (conditions, where) => {
            const expected = await org.rest('GET', `query?q=${encodeURIComponent(`SELECT COUNT() FROM Contact WHERE ${where}`)}`);
            assert.equal(await count(conditions), expected.body.totalSize, where);
            return expected.body.totalSize;
        };
        const [first, second] = await org.records('SELECT Id FROM Contact LIMIT 2');
        assert.equal(await same({ Id: { $in: [first.Id, second.Id] } }, `Id IN ('${first.Id}', '${second.Id}')`), 2);
        assert.equal(await same({ Id: { $nin: [first.Id] } }, `Id NOT IN ('${first.Id}')`), 2499);
        await same({ $or: [{ LastName: 'Nobody' }, { Email: null }] }, "LastName = 'Nobody' OR Email = null");
        await same({ $not: { Email: null } }, 'NOT (Email = null)');
        await same({ Email: { $exists: true }, HasOptedOutOfEmail: false }, 'Email != null AND HasOptedOutOfEmail = FALSE');
        await same({ Birthdate: { $gte: new stage.jsforce.SfDate('1970-01-01') } }, 'Birthdate >= 1970-01-01');
        await same({ CreatedDate: stage.jsforce.SfDate.LAST_N_DAYS(400) }, 'CreatedDate = LAST_N_DAYS:400');
    });

    test('`*` means what describe shows, of parents too', async () => {
        const id = await makeAccount(stage.org, 'With everything', ['Everyone']);
        const contact = await stage.connect().sobject('Contact').findOne({ AccountId: id }, ['*', 'Account.*']);
        const expected = await stage.org.rest('GET', `sobjects/Contact/${contact.Id}`);
        const { attributes, Account: account, ...fields } = contact;
        assert.deepEqual({ attributes, ...fields }, expected.body);
        assert.equal(account.Name, 'With everything');
        assert.deepEqual(account, (await stage.org.rest('GET', `sobjects/Account/${id}`)).body);
    });

    test('parents and children in one query', async () => {
        const { org } = stage;
        const id = await makeAccount(org, 'Parent of two', ['Second', 'First']);
        const [account] = await stage
            .connect()
            .sobject('Account')
            .find({ Id: id }, 'Id, Name, Owner.Name')
            .include('Contacts')
            .select('Id, LastName, Account.Name')
            .where({ LastName: { $ne: 'Nobody' } })
            .orderby('LastName')
            .limit(10)
            .end()
            .execute();
        const contacts = await org.records(`SELECT Id, LastName, Account.Name FROM Contact WHERE AccountId = '${id}' ORDER BY LastName`);
        assert.deepEqual(account.Contacts, { totalSize: 2, done: true, records: contacts });
        assert.deepEqual(contacts.map(contact => contact.LastName), ['First', 'Second']);
        assert.equal(account.Owner.Name, (await org.record(`SELECT Name FROM User WHERE Id = '${org.production.user_id}'`)).Name);
        assert.equal(account.Owner.attributes.type, 'User');
    });

    test('more children than fit a page', async () => {
        const { org } = stage;
        const id = await makeAccount(org, 'Parent of many', []);
        for (const part of [0, 1]) {
            const records = Array.from({ length: 150 }, (_, i) => ({
                attributes: { type: 'Contact' }, LastName: `Child ${part * 150 + i}`, AccountId: id,
            }));
            assert.equal((await org.rest('POST', 'composite/sobjects', { records })).status, 200);
        }
        const { records } = await stage
            .connect()
            .query(`SELECT Id, (SELECT LastName FROM Contacts ORDER BY Id) FROM Account WHERE Id = '${id}'`, {
                autoFetch: true,
                ...inPagesOf(200),
            });
        const expected = await org.records(`SELECT LastName FROM Contact WHERE AccountId = '${id}' ORDER BY Id`);
        assert.equal(expected.length, 300);
        assert.deepEqual(records[0].Contacts.records, expected);
    });

    test('a parent without children, a child without a parent', async () => {
        const id = await makeAccount(stage.org, 'Alone', []);
        const connection = stage.connect();
        const { records } = await connection.query(`SELECT Id, (SELECT Id FROM Contacts) FROM Account WHERE Id = '${id}'`);
        assert.equal(records[0].Contacts, null);
        const orphan = await stage.org.rest('POST', 'sobjects/Contact', { LastName: 'Orphan' });
        const found = await connection.query(`SELECT Account.Name FROM Contact WHERE Id = '${orphan.body.id}'`);
        assert.equal(found.records[0].Account, null);
    });

    test('counts and groups', async () => {
        const { org } = stage;
        const connection = stage.connect();
        const { records } = await org.control('GET', 'state');
        assert.equal(await connection.sobject('Lead').count(), records.Lead);
        const groups = await connection.query('SELECT Industry, COUNT(Id) n FROM Account GROUP BY Industry ORDER BY COUNT(Id) DESC');
        assert.equal(groups.records.reduce((sum, group) => sum + group.n, 0), records.Account);
        for (const { attributes, Industry, n } of groups.records) {
            assert.deepEqual(attributes, { type: 'AggregateResult' });
            const where = Industry === null ? 'null' : `'${Industry}'`;
            assert.equal((await org.records(`SELECT Id FROM Account WHERE Industry = ${where}`)).length, n);
        }
    });

    test('scanAll sees what was deleted', async () => {
        const { org } = stage;
        const id = await makeAccount(org, 'Soon deleted', []);
        await org.rest('DELETE', `sobjects/Account/${id}`);
        const connection = stage.connect();
        const soql = `SELECT Id, IsDeleted FROM Account WHERE Id = '${id}'`;
        assert.equal((await connection.query(soql)).totalSize, 0);
        const all = await connection.query(soql, { scanAll: true });
        assert.deepEqual(all.records.map(record => [record.Id, record.IsDeleted]), [[id, true]]);
        assert.deepEqual(all.records, await org.records(soql, 'queryAll'));
    });

    test('what a query finds can be updated and destroyed', async () => {
        const { org } = stage;
        const id = await makeAccount(org, 'Changed by query', ['One', 'Two', 'Three']);
        const connection = stage.connect();
        const updated = await connection
            .sobject('Contact')
            .find({ AccountId: id })
            .update({ Title: 'Helper ${LastName}' }, 'Contact');
        assert.deepEqual(updated.map(result => result.success), [true, true, true]);
        const contacts = await org.records(`SELECT Title FROM Contact WHERE AccountId = '${id}' ORDER BY Title`);
        assert.deepEqual(contacts.map(contact => contact.Title), ['Helper One', 'Helper Three', 'Helper Two']);
        await connection.sobject('Contact').find({ AccountId: id, LastName: { $like: 'T%' } }).destroy('Contact');
        const left = await org.records(`SELECT LastName FROM Contact WHERE AccountId = '${id}'`);
        assert.deepEqual(left.map(contact => contact.LastName), ['One']);
    });
});
