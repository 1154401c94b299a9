// Several requests in one: batches, composite requests with references, collections.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { Contact, force, setStage } from './stage.mjs';

const stage = setStage(['--records', '7000']);

test('a batch of queries, encoded as in an address', async () => {
    const expected = await stage.org.records("SELECT Id FROM Contact WHERE LastName LIKE 'S%' AND Email != null");
    const answers = [];
    const batch = new force.CompositeBatch(stage.client)
        .addQuery("SELECT Id FROM Contact WHERE LastName LIKE 'S%' AND Email != null", answer => answers.push(answer))
        .addQuery('SELECT COUNT() FROM Account', answer => answers.push(answer))
        .addQuery('SELECT Nothing__c FROM Account', answer => answers.push(answer));
    const { hasErrors } = await batch.send();
    assert.equal(hasErrors, true);
    assert.deepEqual(answers.map(answer => answer.statusCode), [200, 200, 400]);
    assert.deepEqual(answers[0].result.records.map(({ Id }) => Id).sort(), expected.map(({ Id }) => Id).sort());
    assert.ok(answers[1].result.totalSize > 0);
    assert.equal(answers[2].result[0].errorCode, 'INVALID_FIELD');
});

test('records of a batch', async () => {
    const id = (await stage.org.rest('POST', 'sobjects/Contact', { LastName: 'Batched' })).body.id;
    const contact = new Contact({ id });
    contact.lastName = 'Rebatched';
    const { hasErrors, results } = await new force.CompositeBatch(stage.client)
        .addUpdate(contact)
        .addGet(contact)
        .addInsert(new Contact({ lastName: 'Born in a batch' }))
        .send();
    assert.equal(hasErrors, false);
    assert.deepEqual(results.map(({ statusCode }) => statusCode), [204, 200, 201]);
    assert.equal(results[1].result.LastName, 'Rebatched');
    assert.equal((await stage.org.record("SELECT Id FROM Contact WHERE LastName = 'Born in a batch'")).Id, results[2].result.id);
});

test('what an object became, in the request that made it', async () => {
    const contact = await new Contact({ lastName: 'Refreshed', email: 'refreshed@example.org', doNotCall: true }).insert({ refresh: true });
    assert.equal(contact.email, 'refreshed@example.org');
    assert.ok(contact.lastModifiedDate instanceof Date);
    const there = await stage.org.record("SELECT Id, DoNotCall FROM Contact WHERE LastName = 'Refreshed'");
    assert.deepEqual([there.Id, there.DoNotCall], [contact.id, true]);

    contact.birthdate = force.getCalendarDate('1980-02-29');
    await contact.update({ refresh: true });
    assert.deepEqual(contact.birthdate, { year: 1980, month: 1, date: 29 });
    assert.equal((await stage.org.record(`SELECT Birthdate FROM Contact WHERE Id = '${contact.id}'`)).Birthdate, '1980-02-29');
});

for (const [what, soql] of [
    ['one page', "SELECT Id FROM Contact WHERE LastName LIKE 'A%'"],
    ['pages that refer to each other', 'SELECT Id FROM Contact'],
]) {
    test(`all records by references to the next page: ${what}`, async () => {
        const found = await force.queryAllComposite(soql, { restInstance: stage.client });
        const expected = await stage.org.records(soql);
        assert.deepEqual(found.map(({ Id }) => Id).sort(), expected.map(({ Id }) => Id).sort());
    });
}

test('a reference to what is not there', async () => {
    const { compositeResponse } = await new force.Composite(stage.client)
        .addRequest({
            method: 'GET',
            referenceId: 'none',
            url: `/services/data/v58.0/query?q=${encodeURIComponent("SELECT Id FROM Contact WHERE LastName = 'Nobody at all'")}`,
        })
        .addRequest({ method: 'PATCH', referenceId: 'change', url: '/services/data/v58.0/sobjects/Contact/@{none.records[0].Id}', body: { LastName: 'X' } })
        .send();
    assert.equal(compositeResponse[0].body.totalSize, 0);
    assert.equal(compositeResponse[1].httpStatusCode, 400);
    assert.equal(compositeResponse[1].body[0].errorCode, 'PROCESSING_HALTED');
    assert.match(compositeResponse[1].body[0].message, /^Invalid reference specified\. No value for none\.records\[0\]\.Id found in none\./);
});

test('collections', async () => {
    const collection = new force.CompositeCollection(stage.client);
    const people = [new Contact({ lastName: 'Collected 1' }), new Contact({ lastName: 'Collected 2', email: 'c2@example.org' })];
    assert.deepEqual((await collection.insert(people)).map(({ success }) => success), [true, true]);
    people[1].lastName = 'Collected 3';
    assert.deepEqual((await collection.update(people)).map(({ success }) => success), [true, true]);
    const there = await stage.org.records("SELECT Id, LastName, Email FROM Contact WHERE LastName LIKE 'Collected%' ORDER BY LastName");
    assert.deepEqual(
        there.map(({ Id, LastName, Email }) => [Id, LastName, Email]),
        [[people[0].id, 'Collected 1', null], [people[1].id, 'Collected 3', 'c2@example.org']],
    );
    const [refused, kept] = await collection.insert([new Contact({ lastName: 'Ok', email: 'no address' }), new Contact({ lastName: 'Unlucky' })], true, false);
    assert.equal(refused.errors[0].statusCode, 'INVALID_EMAIL_ADDRESS');
    assert.equal(kept.errors[0].statusCode, 'ALL_OR_NONE_OPERATION_ROLLED_BACK');
    assert.deepEqual(await stage.org.records("SELECT Id FROM Contact WHERE LastName = 'Unlucky'"), []);
    assert.deepEqual((await collection.delete(people)).map(({ success }) => success), [true, true]);
    assert.deepEqual(await stage.org.records("SELECT Id FROM Contact WHERE LastName LIKE 'Collected%'"), []);
});
