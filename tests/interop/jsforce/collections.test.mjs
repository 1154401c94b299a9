// Many records in one call: sObject collections, all or none and each for itself; and the composite resources.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';

import { forBothPackages } from './packages.mjs';

forBothPackages(['--records', '200'], stage => {
    const named = async like => {
        const found = await stage.org.records(`SELECT Id, LastName FROM Contact WHERE LastName LIKE '${like}' ORDER BY LastName`);
        return found.map(record => record.LastName);
    };
    const rolledBack = {
        statusCode: 'ALL_OR_NONE_OPERATION_ROLLED_BACK',
        message: 'Record rolled back because not all records were valid and the request was using AllOrNone header',
        fields: [],
    };
    const missing = { statusCode: 'REQUIRED_FIELD_MISSING', message: 'Required fields are missing: [LastName]', fields: ['LastName'] };

    before(() =>
        stage.org.control('POST', 'fields/add', {
            object: 'Contact', field: 'Member_No__c', type: 'Text', length: 40, label: 'Member No', externalId: true, unique: true,
        }),
    );

    test('create many: each for itself', async () => {
        const results = await stage.connect().sobject('Contact').create([{ LastName: 'Cc 1' }, { FirstName: 'Cc' }, { LastName: 'Cc 2' }]);
        assert.deepEqual(results, [
            { id: results[0].id, success: true, errors: [] },
            { success: false, errors: [missing] },
            { id: results[2].id, success: true, errors: [] },
        ]);
        assert.deepEqual(await named('Cc %'), ['Cc 1', 'Cc 2']);
    });

    test('create many: all or none', async () => {
        const results = await stage.connect().sobject('Contact').create([{ LastName: 'An 1' }, { FirstName: 'An' }], { allOrNone: true });
        assert.deepEqual(results, [{ success: false, errors: [rolledBack] }, { success: false, errors: [missing] }]);
        assert.deepEqual(await named('An %'), []);
    });

    test('update many, `id` in lower case', async () => {
        const { org } = stage;
        const connection = stage.connect();
        const made = await connection.sobject('Contact').create([{ LastName: 'Up 1' }, { LastName: 'Up 2' }, { LastName: 'Up 3' }]);
        const [first, second, third] = made.map(result => result.id);
        const results = await connection.sobject('Contact').update([
            { Id: first, LastName: 'Up 1 changed' },
            { Id: second, Email: 'no address' },
            { Id: '003000000000000AAA', LastName: 'Nobody' },
        ]);
        assert.deepEqual(results.map(result => result.success), [true, false, false]);
        assert.equal(results[1].errors[0].statusCode, 'INVALID_EMAIL_ADDRESS');
        assert.deepEqual(results[1].errors[0].fields, ['Email']);
        const halted = await connection.sobject('Contact').update(
            [{ Id: third, LastName: 'Up 3 changed' }, { Id: second, Email: 'no address' }],
            { allOrNone: true },
        );
        assert.deepEqual(halted[0].errors, [rolledBack]);
        assert.deepEqual(await named('Up %'), ['Up 1 changed', 'Up 2', 'Up 3']);
        assert.equal((await org.rest('GET', `sobjects/Contact/${second}`)).body.Email, null);
    });

    test('upsert many by an external Id', async () => {
        const contacts = stage.connect().sobject('Contact');
        const first = await contacts.upsert([{ Member_No__c: 'u1', LastName: 'Us 1' }], 'Member_No__c');
        const results = await contacts.upsert(
            [{ Member_No__c: 'u1', LastName: 'Us 1 again' }, { Member_No__c: 'u2', LastName: 'Us 2' }],
            'Member_No__c',
        );
        assert.deepEqual(results.map(({ success, created }) => ({ success, created })), [
            { success: true, created: false },
            { success: true, created: true },
        ]);
        assert.equal(results[0].id, first[0].id);
        assert.deepEqual(await named('Us %'), ['Us 1 again', 'Us 2']);
    });

    test('destroy many: each for itself, and all or none', async () => {
        const { org } = stage;
        const contacts = stage.connect().sobject('Contact');
        const made = await contacts.create([{ LastName: 'De 1' }, { LastName: 'De 2' }, { LastName: 'De 3' }]);
        const [first, second, third] = made.map(result => result.id);
        await org.rest('DELETE', `sobjects/Contact/${first}`);
        const none = await contacts.destroy([second, first], { allOrNone: true });
        assert.deepEqual(none.map(result => result.success), [false, false]);
        assert.deepEqual(await named('De %'), ['De 2', 'De 3']);
        const some = await contacts.destroy([second, first]);
        assert.deepEqual(some[0], { id: second, success: true, errors: [] });
        assert.equal(some[1].errors[0].statusCode, 'ENTITY_IS_DELETED');
        assert.deepEqual(await named('De %'), ['De 3']);
        assert.equal((await org.rest('GET', `sobjects/Contact/${third}`)).status, 200);
    });

    test('more than 200 records need allowRecursive', async () => {
        const contacts = stage.connect().sobject('Contact');
        const many = Array.from({ length: 450 }, (_, i) => ({ LastName: `Lots ${i}` }));
        await assert.rejects(contacts.create(many), {
            name: 'EXCEEDED_ID_LIMIT',
            message: 'record limit reached. cannot submit more than 200 records into this call',
        });
        assert.deepEqual(await named('Lots %'), []);
        const results = await contacts.create(many, { allowRecursive: true });
        assert.equal(results.filter(result => result.success).length, 450);
        assert.equal((await named('Lots %')).length, 450);
        const gone = await contacts.destroy(results.map(result => result.id), { allowRecursive: true });
        assert.equal(gone.filter(result => result.success).length, 450);
        assert.deepEqual(await named('Lots %'), []);
    });

    test('records of several objects in one call', async () => {
        const results = await stage.connect().create(null, [
            { type: 'Account', Name: 'Mixed account' },
            { attributes: { type: 'Contact' }, LastName: 'Mixed contact' },
        ]);
        assert.deepEqual(results.map(result => result.id.slice(0, 3)), ['001', '003']);
        assert.equal((await stage.org.record("SELECT Id FROM Account WHERE Name = 'Mixed account'")).Id, results[0].id);
        assert.equal((await stage.org.record("SELECT Id FROM Contact WHERE LastName = 'Mixed contact'")).Id, results[1].id);
    });

    test('before collections (v41.0) many calls do the same', async () => {
        const contacts = stage.connect({ version: '41.0' }).sobject('Contact');
        const made = await contacts.create([{ LastName: 'V41 1' }, { LastName: 'V41 2' }]);
        assert.deepEqual((await named('V41 %')), ['V41 1', 'V41 2']);
        const gone = await contacts.destroy(made.map(result => result.id));
        assert.deepEqual(gone.map(result => result.success), [true, true]);
        assert.deepEqual(await named('V41 %'), []);
    });

    test('composite: later parts use what earlier ones made', async () => {
        const answer = await stage.connect().requestPost('/composite', {
            allOrNone: true,
            compositeRequest: [
                { method: 'POST', url: '/services/data/v62.0/sobjects/Account', referenceId: 'a', body: { Name: 'Composite' } },
                {
                    method: 'POST', url: '/services/data/v62.0/sobjects/Contact', referenceId: 'c',
                    body: { LastName: 'Composite', AccountId: '@{a.id}' },
                },
                { method: 'GET', url: '/services/data/v62.0/sobjects/Contact/@{c.id}?fields=AccountId', referenceId: 'r' },
            ],
        });
        assert.deepEqual(answer.compositeResponse.map(part => part.httpStatusCode), [201, 201, 200]);
        const [account, contact] = answer.compositeResponse;
        const found = await stage.org.record("SELECT Id, AccountId FROM Contact WHERE LastName = 'Composite'");
        assert.deepEqual([found.Id, found.AccountId], [contact.body.id, account.body.id]);
    });

    test('composite: one failure undoes all', async () => {
        const answer = await stage.connect().requestPost('/composite', {
            allOrNone: true,
            compositeRequest: [
                { method: 'POST', url: '/services/data/v62.0/sobjects/Account', referenceId: 'a', body: { Name: 'Undone' } },
                { method: 'POST', url: '/services/data/v62.0/sobjects/Contact', referenceId: 'c', body: {} },
            ],
        });
        assert.deepEqual(answer.compositeResponse.map(part => part.body[0].errorCode), ['PROCESSING_HALTED', 'REQUIRED_FIELD_MISSING']);
        assert.deepEqual(await stage.org.records("SELECT Id FROM Account WHERE Name = 'Undone'"), []);
    });

    test('batch and tree', async () => {
        const connection = stage.connect();
        const tree = await connection.requestPost('/composite/tree/Account', {
            records: [
                {
                    attributes: { type: 'Account', referenceId: 'root' }, Name: 'Rooted',
                    Contacts: { records: [{ attributes: { type: 'Contact', referenceId: 'leaf' }, LastName: 'Leaf' }] },
                },
            ],
        });
        assert.equal(tree.hasErrors, false);
        const [{ id: root }, { id: leaf }] = tree.results;
        assert.equal((await stage.org.rest('GET', `sobjects/Contact/${leaf}`)).body.AccountId, root);
        const batch = await connection.requestPost('/composite/batch', {
            batchRequests: [
                { method: 'PATCH', url: `v62.0/sobjects/Account/${root}`, richInput: { Name: 'Rooted anew' } },
                { method: 'GET', url: `v62.0/sobjects/Account/${root}?fields=Name` },
            ],
        });
        assert.deepEqual(batch.results.map(result => result.statusCode), [204, 200]);
        assert.equal((await stage.org.rest('GET', `sobjects/Account/${root}`)).body.Name, 'Rooted anew');
    });
});
