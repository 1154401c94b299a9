// Single records, queries and what the org says of itself.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { Contact, force, setStage } from './stage.mjs';

const stage = setStage(['--records', '2500']);

test('a record from its birth to its end', async () => {
    const contact = await new Contact({ lastName: 'Single', email: 'single@example.org' }).insert();
    assert.equal((await stage.org.record(`SELECT Email FROM Contact WHERE Id = '${contact.id}'`)).Email, 'single@example.org');
    contact.email = null;
    await contact.update();
    assert.equal((await stage.org.record(`SELECT Email FROM Contact WHERE Id = '${contact.id}'`)).Email, null);
    await stage.org.rest('PATCH', `sobjects/Contact/${contact.id}`, { LastName: 'Seen' });
    assert.equal((await contact.refresh()).lastName, 'Seen');
    await contact.delete();
    assert.equal((await stage.org.record(`SELECT IsDeleted FROM Contact WHERE Id = '${contact.id}'`, 'queryAll')).IsDeleted, true);
});

test('a record that is refused', async () => {
    await assert.rejects(new Contact({ lastName: 'Bad', email: 'no address' }).insert(), error => {
        const { type, errorDetails } = force.getStandardError(error);
        assert.equal(type, 'axios');
        assert.deepEqual(errorDetails, [
            { message: 'Email: invalid email address: no address', errorCode: 'INVALID_EMAIL_ADDRESS', fields: ['Email'] },
        ]);
        return true;
    });
    await assert.rejects(new Contact({ lastName: 'Bad', email: 'no address' }).insert({ refresh: true }), error => {
        const codes = error.compositeResponses.map(({ statusCode, result }) => [statusCode, result[0].errorCode]);
        assert.deepEqual(codes, [[400, 'INVALID_EMAIL_ADDRESS'], [400, 'PROCESSING_HALTED']]);
        return true;
    });
    assert.deepEqual(await stage.org.records("SELECT Id FROM Contact WHERE LastName = 'Bad'"), []);
});

test('a query that it builds, every page', async () => {
    const soql = force.buildQuery(Contact, fields => ({
        select: [fields.select('id'), fields.select('email')],
        where: [{ field: fields.select('email'), op: '!=', val: null }],
    }));
    const found = await Contact.retrieve(soql, { allRecords: true });
    const expected = await stage.org.records('SELECT Id, Email FROM Contact WHERE Email != null');
    assert.deepEqual(found.map(({ id, email }) => `${id} ${email}`).sort(), expected.map(({ Id, Email }) => `${Id} ${Email}`).sort());
});

test('what was deleted', async () => {
    const [{ Id }] = await stage.org.records('SELECT Id FROM Contact LIMIT 1');
    await stage.org.rest('DELETE', `sobjects/Contact/${Id}`);
    assert.deepEqual((await Contact.retrieve(`SELECT Id FROM Contact WHERE Id = '${Id}'`)), []);
    assert.equal((await Contact.retrieve(`SELECT Id FROM Contact WHERE Id = '${Id}'`, { allRows: true }))[0].id, Id);
});

test('describe, limits, tooling, search', async () => {
    const { client } = stage;
    const describe = await client.getSObjectDescribe('contact');
    assert.equal(describe.name, 'Contact');
    const limits = await client.limits();
    assert.equal(limits.DailyApiRequests.Max, 15000);
    assert.equal(client.apiLimit.limit, 15000);
    const { records } = await client.toolingQuery("SELECT QualifiedApiName FROM EntityDefinition WHERE QualifiedApiName = 'Lead'");
    assert.deepEqual(records.map(({ QualifiedApiName }) => QualifiedApiName), ['Lead']);
    await stage.org.rest('POST', 'sobjects/Contact', { LastName: 'Quillfeather' });
    assert.equal((await client.search('FIND {Quillfeather} IN NAME FIELDS RETURNING Contact(Id)')).searchRecords.length, 1);
});
