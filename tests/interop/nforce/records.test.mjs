// Records: insert, update, upsert, delete, by Id and by external Id; chunked bodies; versions old and new.
import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { test } from 'node:test';

import { nforce, refused, setStage } from './stage.mjs';

const stage = setStage(['--records', '100'], org => org.control('POST', 'fields/add', {
    object: 'Contact', field: 'Member_No__c', type: 'Text', length: 40, label: 'Member No', externalId: true, unique: true,
}));
const contact = async id => (await stage.org.rest('GET', `sobjects/Contact/${id}`)).body;
const numbered = number => stage.org.records(`SELECT Id, LastName, Title FROM Contact WHERE Member_No__c = '${number}'`);

/// A contact as nforce holds it, with or without an external Id.
function record(fields, number) {
    const sobject = nforce.createSObject('Contact', fields);
    if (number !== undefined)
        sobject.setExternalId('Member_No__c', number);
    return sobject;
}

test('insert', async () => {
    const sobject = record({ FirstName: 'Zoë', LastName: "O'Brien \"Q\"", Birthdate: '1984-02-29', HasOptedOutOfEmail: true, MailingStreet: '1 Rd\nRear' });
    const made = await stage.connect().insert({ sobject });
    assert.deepEqual(made, { id: made.id, success: true, errors: [] });
    assert.equal(sobject.getId(), made.id);
    const stored = await contact(made.id);
    assert.deepEqual(
        [stored.FirstName, stored.LastName, stored.Birthdate, stored.HasOptedOutOfEmail, stored.MailingStreet],
        ['Zoë', "O'Brien \"Q\"", '1984-02-29', true, '1 Rd\nRear'],
    );
});

test('update sends what has changed, null included', async () => {
    const connection = stage.connect();
    const sobject = record({ LastName: 'Changes', Title: 'old', Department: 'kept' });
    await connection.insert({ sobject });
    await stage.org.rest('PATCH', `sobjects/Contact/${sobject.getId()}`, { Department: 'changed by another' });
    sobject.set('Title', 'new');
    await connection.update({ sobject });
    let stored = await contact(sobject.getId());
    assert.deepEqual([stored.Title, stored.Department], ['new', 'changed by another']);
    sobject.set('title', null);
    await connection.update({ sobject });
    stored = await contact(sobject.getId());
    assert.equal(stored.Title, null);
});

for (const apiVersion of [38, 45, 46, '51.0', 'v62.0']) {
    test(`upsert makes and changes, at ${apiVersion}`, async () => {
        const connection = stage.connect({ apiVersion });
        const number = `M ${apiVersion}/1`;
        const upsert = Title => connection.upsert({ sobject: record({ LastName: 'Upserted', Title }, encodeURIComponent(number)) });
        const made = await upsert('a');
        const [first] = await numbered(number);
        assert.equal(made.id, first.Id);
        const changed = await upsert('b');
        // Up to 45.0 there is no word about what was done.
        const isOld = Number.parseInt(String(apiVersion).replace('v', '')) <= 45;
        assert.equal(made.created, isOld ? undefined : true);
        assert.deepEqual(changed, isOld ? '' : { id: first.Id, success: true, errors: [], created: false });
        assert.deepEqual((await numbered(number)).map(each => [each.Id, each.Title]), [[first.Id, 'b']]);
    });
}

test('update, get and delete by external Id', async () => {
    const connection = stage.connect();
    await connection.upsert({ sobject: record({ LastName: 'By number', Title: 'a' }, 'N1') });
    await connection.update({ sobject: record({ Title: 'b' }, 'N1') });
    const [stored] = await numbered('N1');
    assert.equal(stored.Title, 'b');
    const found = await connection.getRecord({ type: 'Contact', externalIdField: 'Member_No__c', externalId: 'N1' });
    assert.deepEqual([found.getId(), found.get('LastName')], [stored.Id, 'By number']);
    await connection.delete({ type: 'contact', externalIdField: 'MEMBER_NO__C', externalId: 'N1' });
    assert.deepEqual(await numbered('N1'), []);
});

test('getRecord, whole and by fields', async () => {
    const connection = stage.connect();
    const { Id } = await stage.org.record('SELECT Id FROM Contact WHERE Email != null LIMIT 1');
    const stored = await contact(Id);
    assert.deepEqual(await connection.getRecord({ type: 'contact', id: Id, raw: true }), {
        ...stored, attributes: { ...stored.attributes, url: `/services/data/v38.0/sobjects/Contact/${Id}` },
    });
    const some = await connection.getRecord({ type: 'Contact', id: Id, fields: ['lastname', 'EMAIL'] });
    assert.deepEqual([some.get('LastName'), some.get('Email'), some.get('Phone')], [stored.LastName, stored.Email, undefined]);
    assert.equal(some.hasChanged(), false);
});

test('delete', async () => {
    const connection = stage.connect();
    const sobject = record({ LastName: 'Not for long' });
    await connection.insert({ sobject });
    await connection.delete({ sobject });
    const deleted = await stage.org.record(`SELECT IsDeleted FROM Contact WHERE Id = '${sobject.getId()}'`, 'queryAll');
    assert.equal(deleted.IsDeleted, true);
    await refused(connection.delete({ sobject }), 404, 'ENTITY_IS_DELETED', 'entity is deleted');
});

test('a body in chunks', async () => {
    const pieces = ['{"lastname":', '"Chunks', ' öß"', ',"title":"', 'x'.repeat(100), '"}'];
    const made = await stage.connect().insert({ sobject: record({}), requestOpts: { body: Readable.from(pieces.map(Buffer.from)) } });
    const stored = await contact(made.id);
    assert.deepEqual([stored.LastName, stored.Title], ['Chunks öß', 'x'.repeat(100)]);
});

test('addresses: postUrl, getUrl, putUrl, deleteUrl', async () => {
    const connection = stage.connect();
    const path = 'services/data/v51.0/sobjects/account';
    const made = await connection.postUrl({ url: path, body: { name: 'By address' } });
    assert.equal((await connection.getUrl(`/${path}/${made.id}`)).Name, 'By address');
    await refused(connection.putUrl({ url: `/${path}/${made.id}`, body: { name: 'x' } }), 405, 'METHOD_NOT_ALLOWED', /^HTTP Method 'PUT' not allowed/);
    assert.equal((await stage.org.record(`SELECT Name FROM Account WHERE Id = '${made.id}'`)).Name, 'By address');
    await connection.deleteUrl(`${path}/${made.id}`);
    assert.equal((await stage.org.rest('GET', `sobjects/Account/${made.id}`)).status, 404);
});

test('what the org refuses keeps its code and sentence', async () => {
    const connection = stage.connect();
    const insert = fields => connection.insert({ sobject: record(fields) });
    const { records: before } = await stage.org.control('GET', 'state');
    await refused(insert({ FirstName: 'x' }), 400, 'REQUIRED_FIELD_MISSING', 'Required fields are missing: [LastName]');
    await refused(insert({ LastName: 'x', Nope__c: 1 }), 400, 'INVALID_FIELD', "No such column 'nope__c' on sobject of type Contact");
    await refused(insert({ LastName: 'x', Email: 'no address' }), 400, 'INVALID_EMAIL_ADDRESS', /invalid email address: no address/);
    await refused(connection.getRecord({ type: 'nonsense', id: '001000000000000AAA' }), 404, 'NOT_FOUND', 'The requested resource does not exist');
    await refused(connection.getRecord({ type: 'contact', id: '003000000000000AAA' }), 404, 'NOT_FOUND', /./);
    assert.deepEqual((await stage.org.control('GET', 'state')).records, before);
});
