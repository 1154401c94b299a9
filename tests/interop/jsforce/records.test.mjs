// Single records: create, retrieve, update, destroy, and upsert by an external Id.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';

import { forBothPackages } from './packages.mjs';

forBothPackages(['--records', '200'], stage => {
    const contact = id => stage.org.rest('GET', `sobjects/Contact/${id}`);

    before(async () => {
        await stage.org.control('POST', 'fields/add', {
            object: 'Contact', field: 'Member_No__c', type: 'Text', length: 40, label: 'Member No', externalId: true, unique: true,
        });
        await stage.org.control('POST', 'fields/add', {
            object: 'Contact', field: 'Old_No__c', type: 'Text', length: 40, label: 'Old No', externalId: true,
        });
    });

    test('create', async () => {
        const made = await stage.connect().sobject('Contact').create({
            FirstName: 'Zoë', LastName: 'Žižková', Birthdate: '1984-02-29', HasOptedOutOfEmail: true, MailingStreet: '1 Rd\nRear',
        });
        assert.deepEqual(made, { id: made.id, success: true, errors: [] });
        const { body } = await contact(made.id);
        assert.equal(body.Name, 'Zoë Žižková');
        assert.equal(body.Birthdate, '1984-02-29');
        assert.equal(body.HasOptedOutOfEmail, true);
        assert.equal(body.MailingStreet, '1 Rd\nRear');
        assert.equal(body.OwnerId, stage.org.production.user_id);
    });

    test('object and field names in any case', async () => {
        const connection = stage.connect();
        const made = await connection.sobject('cOnTaCt').create({ LASTNAME: 'Case', firstname: 'Any' });
        assert.equal((await contact(made.id)).body.Name, 'Any Case');
        await connection.sobject('CONTACT').update({ Id: made.id, title: 'lower' });
        assert.equal((await contact(made.id)).body.Title, 'lower');
        const { records } = await connection.query(`select id, NAME, account.name from CONTACT where lastname = 'Case'`);
        assert.deepEqual(records, [
            {
                attributes: { type: 'Contact', url: `/services/data/v62.0/sobjects/Contact/${made.id}` },
                Id: made.id, Name: 'Any Case', Account: null,
            },
        ]);
        await connection.sobject('contact').destroy(made.id);
        assert.equal((await contact(made.id)).status, 404);
    });

    test('retrieve, whole and by fields', async () => {
        const [{ Id }] = await stage.org.records('SELECT Id FROM Contact WHERE Email != null LIMIT 1');
        const connection = stage.connect();
        assert.deepEqual(await connection.sobject('Contact').retrieve(Id), (await contact(Id)).body);
        const some = await connection.sobject('Contact').retrieve(Id, { fields: ['LastName', 'Email'] });
        const { attributes, LastName, Email } = (await contact(Id)).body;
        assert.deepEqual(some, { attributes, LastName, Email, Id });
    });

    test('retrieve many, with a gap for what is not there', async () => {
        const found = await stage.org.records('SELECT Id, Name FROM Account ORDER BY Id LIMIT 3');
        const wanted = [found[2].Id, '001000000000000AAA', found[0].Id];
        const got = await stage.connect().sobject('Account').retrieve(wanted, { fields: ['Id', 'Name'] });
        assert.deepEqual(got, [found[2], null, found[0]]);
    });

    test('update: a value, null, and nothing of the rest', async () => {
        const made = await stage.org.rest('POST', 'sobjects/Contact', { LastName: 'Before', Title: 'Old', Phone: '1' });
        const result = await stage.connect().sobject('Contact').update({ Id: made.body.id, LastName: 'After', Title: null });
        assert.deepEqual(result, { id: made.body.id, success: true, errors: [] });
        const { LastName, Title, Phone } = (await contact(made.body.id)).body;
        assert.deepEqual({ LastName, Title, Phone }, { LastName: 'After', Title: null, Phone: '1' });
    });

    test('a record reference reads, writes and deletes', async () => {
        const made = await stage.org.rest('POST', 'sobjects/Account', { Name: 'Referred' });
        const account = stage.connect().sobject('Account').record(made.body.id);
        assert.equal((await account.retrieve()).Name, 'Referred');
        await account.update({ Name: 'Referred again' });
        assert.equal((await stage.org.rest('GET', `sobjects/Account/${made.body.id}`)).body.Name, 'Referred again');
        await account.destroy();
        assert.equal((await stage.org.rest('GET', `sobjects/Account/${made.body.id}`)).status, 404);
    });

    test('destroy, and once more', async () => {
        const { org } = stage;
        const made = await org.rest('POST', 'sobjects/Contact', { LastName: 'Doomed' });
        const contacts = stage.connect().sobject('Contact');
        assert.deepEqual(await contacts.destroy(made.body.id), { id: made.body.id, success: true, errors: [] });
        const left = await org.record(`SELECT IsDeleted FROM Contact WHERE Id = '${made.body.id}'`, 'queryAll');
        assert.equal(left.IsDeleted, true);
        await assert.rejects(contacts.destroy(made.body.id), { name: 'ENTITY_IS_DELETED', message: 'entity is deleted' });
    });

    test('upsert creates, then updates (201, 200)', async () => {
        const { org } = stage;
        const contacts = stage.connect().sobject('Contact');
        const made = await contacts.upsert({ Member_No__c: 'M-1/a b+c', LastName: 'Upserted' }, 'Member_No__c');
        assert.deepEqual(made, { id: made.id, success: true, errors: [], created: true });
        const again = await contacts.upsert({ Member_No__c: 'M-1/a b+c', LastName: 'Renamed' }, 'Member_No__c');
        assert.deepEqual(again, { id: made.id, success: true, errors: [], created: false });
        const found = await org.records("SELECT Id, LastName FROM Contact WHERE Member_No__c = 'M-1/a b+c'");
        assert.deepEqual(found.map(record => [record.Id, record.LastName]), [[made.id, 'Renamed']]);
    });

    test('upsert in an old version answers an update without a body (204)', async () => {
        const old = stage.connect({ version: '45.0' }).sobject('Contact');
        const made = await old.upsert({ Member_No__c: 'M-45', LastName: 'Old' }, 'Member_No__c');
        assert.deepEqual(made, { id: made.id, success: true, errors: [] });
        assert.deepEqual(await old.upsert({ Member_No__c: 'M-45', LastName: 'Older' }, 'Member_No__c'), { success: true, errors: [] });
        assert.equal((await contact(made.id)).body.LastName, 'Older');
    });

    test('upsert by a value that two records have (300)', async () => {
        const { org } = stage;
        const urls = [];
        for (const LastName of ['Twin', 'Other twin']) {
            const { body } = await org.rest('POST', 'sobjects/Contact', { LastName, Old_No__c: 'T' });
            urls.push(`/services/data/v62.0/sobjects/Contact/${body.id}`);
        }
        await assert.rejects(stage.connect().sobject('Contact').upsert({ Old_No__c: 'T', LastName: 'Third' }, 'Old_No__c'), error => {
            assert.equal(error.name, 'MULTIPLE_CHOICES');
            assert.deepEqual([...error.data ?? error.content].sort(), urls.sort());
            return true;
        });
        const found = await org.records("SELECT LastName FROM Contact WHERE Old_No__c = 'T' ORDER BY LastName");
        assert.deepEqual(found.map(record => record.LastName), ['Other twin', 'Twin']);
    });

    test('a parent by its external Id', async () => {
        const { org } = stage;
        const boss = await org.rest('POST', 'sobjects/Contact', { LastName: 'Boss', Member_No__c: 'B-1' });
        const made = await stage.connect().sobject('Contact').create({ LastName: 'Report', ReportsTo: { Member_No__c: 'B-1' } });
        assert.equal((await contact(made.id)).body.ReportsToId, boss.body.id);
    });
});
