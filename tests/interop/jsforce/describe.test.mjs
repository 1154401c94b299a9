// What the org says about itself: objects, fields, limits, changes; in the current version and in older ones.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { forBothPackages } from './packages.mjs';

forBothPackages(['--records', '200'], stage => {
    test('describeGlobal', async () => {
        const global = await stage.connect().describeGlobal();
        assert.deepEqual(global, (await stage.org.rest('GET', 'sobjects')).body);
        const contact = global.sobjects.find(object => object.name === 'Contact');
        assert.equal(contact.keyPrefix, '003');
        assert.equal(contact.urls.describe, '/services/data/v62.0/sobjects/Contact/describe');
    });

    test('describe shows what was added and hides what may not be seen', async () => {
        const { org } = stage;
        const contacts = stage.connect().sobject('Contact');
        const field = async name => (await contacts.describe()).fields.find(each => each.name === name);
        assert.equal(await field('Shirt__c'), undefined);
        await org.control('POST', 'fields/add', {
            object: 'Contact', field: 'Shirt__c', type: 'Picklist', label: 'Shirt', values: ['S', 'M'], restricted: true,
        });
        const shirt = await field('Shirt__c');
        assert.deepEqual(shirt.picklistValues.map(value => value.value), ['S', 'M']);
        assert.equal(shirt.restrictedPicklist, true);
        assert.equal(shirt.createable, true);
        await org.control('POST', 'fields/security', { object: 'Contact', field: 'Shirt__c', readable: true, editable: false });
        assert.equal((await field('Shirt__c')).createable, false);
        await org.control('POST', 'fields/security', { object: 'Contact', field: 'Shirt__c', readable: false, editable: false });
        assert.equal(await field('Shirt__c'), undefined);
    });

    test('describe$ asks once, describe asks again', async () => {
        const { org } = stage;
        const accounts = stage.connect().sobject('Account');
        const calls = async () => (await org.control('GET', 'state')).api_calls.endpoints.sobjects ?? 0;
        const before = await calls();
        const first = await accounts.describe$();
        await accounts.describe$();
        assert.equal((await calls()) - before, 1);
        await org.control('POST', 'fields/add', { object: 'Account', field: 'Later__c', type: 'Text', length: 10, label: 'Later' });
        assert.deepEqual(await accounts.describe$(), first);
        const fresh = await accounts.describe();
        assert.ok(fresh.fields.some(field => field.name === 'Later__c'));
        assert.equal((await calls()) - before, 2);
    });

    test('an object that is not there', async () => {
        await assert.rejects(stage.connect().describe('Nonsense__c'), {
            name: 'NOT_FOUND',
            message: 'The requested resource does not exist',
        });
    });

    test('limits count calls', async () => {
        const connection = stage.connect();
        const used = async () => {
            const { DailyApiRequests } = await connection.limits();
            return DailyApiRequests.Max - DailyApiRequests.Remaining;
        };
        const before = await used();
        await connection.query('SELECT Id FROM Account LIMIT 1');
        assert.equal((await used()) - before, 2);
        // Each answer tells as well: jsforce keeps it.
        const { limits } = await stage.org.control('GET', 'state');
        assert.deepEqual(connection.limitInfo.apiUsage, {
            used: limits.DailyApiRequests.max - limits.DailyApiRequests.remaining,
            limit: limits.DailyApiRequests.max,
        });
    });

    test('updated and deleted', async () => {
        const { org } = stage;
        const start = new Date((await org.control('GET', 'state')).now);
        await org.control('POST', 'clock', { advance_seconds: 120 });
        const ids = [];
        for (const LastName of ['Replicated', 'Replicated and gone'])
            ids.push((await org.rest('POST', 'sobjects/Contact', { LastName })).body.id);
        await org.rest('DELETE', `sobjects/Contact/${ids[1]}`);
        await org.control('POST', 'clock', { advance_seconds: 120 });
        const end = new Date((await org.control('GET', 'state')).now);
        const contacts = stage.connect().sobject('Contact');
        const updated = await contacts.updated(start, end);
        assert.deepEqual(updated.ids, [ids[0]]);
        assert.ok(Date.parse(updated.latestDateCovered) > start.getTime());
        const deleted = await contacts.deleted(start.toISOString(), end.toISOString());
        const { SystemModstamp } = await org.record(`SELECT SystemModstamp FROM Contact WHERE Id = '${ids[1]}'`, 'queryAll');
        assert.deepEqual(deleted.deletedRecords, [{ id: ids[1], deletedDate: SystemModstamp }]);
        await assert.rejects(contacts.updated(end, start), { name: 'INVALID_REPLICATION_DATE' });
    });

    test('recent records, of an object and of all', async () => {
        const made = await stage.org.rest('POST', 'sobjects/Account', { Name: 'Made just now' });
        const recent = await stage.connect().recent('Account', 1);
        assert.deepEqual(recent.map(record => [record.Id, record.Name]), [[made.body.id, 'Made just now']]);
        await stage.org.control('POST', 'clock', { advance_seconds: 1 });
        const contact = await stage.org.rest('POST', 'sobjects/Contact', { FirstName: 'Made', LastName: 'Later' });
        const ofAll = await stage.connect().recent(2);
        assert.deepEqual(ofAll, [
            {
                attributes: { type: 'Contact', url: `/services/data/v62.0/sobjects/Contact/${contact.body.id}` },
                Id: contact.body.id, Name: 'Made Later',
            },
            {
                attributes: { type: 'Account', url: `/services/data/v62.0/sobjects/Account/${made.body.id}` },
                Id: made.body.id, Name: 'Made just now',
            },
        ]);
    });

    for (const version of [undefined, '42.0', '51.0', '55.0']) {
        test(`asked in version ${version ?? 'that jsforce takes by itself'}`, async () => {
            const connection = stage.connect({ version });
            const asked = connection.version;
            const made = await connection.sobject('Account').create({ Name: `By ${asked}` });
            const { records } = await connection.query(`SELECT Id FROM Account WHERE Name = 'By ${asked}'`);
            assert.deepEqual(records, [
                { attributes: { type: 'Account', url: `/services/data/v${asked}/sobjects/Account/${made.id}` }, Id: made.id },
            ]);
            assert.equal((await stage.org.rest('GET', `sobjects/Account/${made.id}`)).body.Name, `By ${asked}`);
            const { urls } = await connection.describe('Account');
            assert.equal(urls.sobject, `/services/data/v${asked}/sobjects/Account`);
        });
    }

    test('a version that is too new, one that is gone, and the list of all', async () => {
        await assert.rejects(stage.connect({ version: '99.0' }).limits(), { name: 'NOT_FOUND' });
        await assert.rejects(stage.connect({ version: '20.0' }).limits(), { name: 'UNSUPPORTED_API_VERSION' });
        const versions = await stage.connect().request('/services/data');
        assert.deepEqual(versions.at(-1), { label: "Winter '25", url: '/services/data/v62.0', version: '62.0' });
    });
});
