// What travels: addresses with a slash too many, bodies in chunks, gzip, what one may wish for by headers.
import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';

import { forBothPackages } from './packages.mjs';

forBothPackages(['--records', '200'], stage => {
    const named = name => stage.org.records(`SELECT Id FROM Account WHERE Name = '${name}'`);
    const post = (headers, body) =>
        fetch(`${stage.org.production.instance_url}/services/data/v62.0/sobjects/Account`, {
            method: 'POST',
            duplex: 'half',
            headers: {
                Authorization: `Bearer ${stage.org.production.access_token}`,
                'Content-Type': 'application/json',
                ...headers,
            },
            body,
        });

    test('an instance address that ends with a slash makes paths that begin with two', async () => {
        const connection = stage.connect({ instanceUrl: `${stage.org.production.instance_url}/` });
        const made = await connection.sobject('Account').create({ Name: 'Two slashes' });
        assert.deepEqual((await named('Two slashes')).map(record => record.Id), [made.id]);
        const { records } = await connection.query("SELECT Id FROM Account WHERE Name = 'Two slashes'");
        assert.deepEqual(records.map(record => record.Id), [made.id]);
    });

    test('a path from the root, one from the version, a whole address', async () => {
        const connection = stage.connect();
        const expected = (await stage.org.rest('GET', 'sobjects/Account/describe')).body;
        for (const path of [
            '/sobjects/Account/describe',
            '/services/data/v62.0/sobjects/Account/describe',
            `${stage.org.production.instance_url}/services/data/v62.0/sobjects/Account/describe`,
        ])
            assert.deepEqual(await connection.request(path), expected);
    });

    test('a body in chunks', async () => {
        // A stream has no length: fetch sends it with Transfer-Encoding: chunked, as jsforce sends Bulk data.
        const pieces = ['{"Na', 'me":"In', ' chunks"}'].map(piece => Buffer.from(piece));
        const answer = await post({}, Readable.toWeb(Readable.from(pieces)));
        assert.equal(answer.status, 201, await answer.text());
        assert.equal((await named('In chunks')).length, 1);
    });

    test('gzip both ways', async () => {
        const answer = await post({ 'Content-Encoding': 'gzip', 'Accept-Encoding': 'gzip' }, gzipSync('{"Name":"Packed"}'));
        assert.equal(answer.status, 201);
        assert.equal(answer.headers.get('content-encoding'), 'gzip');
        const { id } = await answer.json();
        assert.deepEqual((await named('Packed')).map(record => record.Id), [id]);
        const unpacked = await stage.connect().query('SELECT Id FROM Contact');
        assert.equal(unpacked.records.length, 200);
    });

    test('call options and headers of one call', async () => {
        await stage.org.control('POST', 'rules/duplicate', {
            object: 'Account', name: 'Same_Name', match: [{ field: 'Name', method: 'Exact' }],
            action_on_create: 'Allow', operations_on_create: ['Alert'],
        });
        const accounts = stage.connect({ callOptions: { client: 'interop' } }).sobject('Account');
        await accounts.create({ Name: 'Twice' });
        await assert.rejects(accounts.create({ Name: 'Twice' }), { name: 'DUPLICATES_DETECTED' });
        await accounts.create({ Name: 'Twice' }, { headers: { 'Sforce-Duplicate-Rule-Header': 'allowSave=true' } });
        assert.equal((await named('Twice')).length, 2);
        await stage.org.control('DELETE', 'rules/Same_Name');
    });
});
