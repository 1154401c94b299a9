// SOSL: what search() finds is what the org has, and no more.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';

import { forBothPackages } from './packages.mjs';

forBothPackages(['--records', '200'], stage => {
    const ids = {};
    const found = async sosl => (await stage.connect().search(sosl)).searchRecords;
    const foundIds = async sosl => (await found(sosl)).map(record => record.Id).sort();

    before(async () => {
        const make = async (key, object, record) => {
            const { status, body } = await stage.org.rest('POST', `sobjects/${object}`, record);
            assert.equal(status, 201, JSON.stringify(body));
            ids[key] = body.id;
        };
        await make('account', 'Account', { Name: 'Quibble & Sons', Phone: '(555) 0199 77' });
        await make('contact', 'Contact', { FirstName: 'Ada', LastName: 'Quibble', Email: 'ada@quibble.example', AccountId: ids.account });
        await make('other', 'Contact', { FirstName: 'Bob', LastName: 'Quibbleton', Title: 'Quibble hunter' });
        await make('lead', 'Lead', { LastName: 'Quibble', Company: 'Quibble & Sons' });
    });

    test('a word, wherever it stands', async () => {
        assert.deepEqual(await foundIds('FIND {quibble}'), Object.values(ids).sort());
        const [first] = await found('FIND {quibble} IN NAME FIELDS RETURNING Account');
        assert.deepEqual(first, {
            attributes: { type: 'Account', url: `/services/data/v62.0/sobjects/Account/${ids.account}` },
            Id: ids.account,
        });
    });

    test('groups of fields', async () => {
        assert.deepEqual(await foundIds('FIND {quibble} IN EMAIL FIELDS'), [ids.contact]);
        assert.deepEqual(await foundIds('FIND {0199} IN PHONE FIELDS'), [ids.account]);
        assert.deepEqual(await foundIds('FIND {quibble} IN NAME FIELDS RETURNING Contact'), [ids.contact]);
        assert.deepEqual(await foundIds('FIND {quibble*} IN NAME FIELDS RETURNING Contact'), [ids.contact, ids.other].sort());
    });

    test('fields, conditions, order and limit of each object', async () => {
        const records = await found(
            "FIND {quibble*} RETURNING Contact(LastName, Account.Name WHERE Email != null), Lead(Company), Account(Name ORDER BY Name DESC LIMIT 1)",
        );
        assert.deepEqual(records.map(({ attributes, ...fields }) => fields), [
            { LastName: 'Quibble', Account: { attributes: records[0].Account.attributes, Name: 'Quibble & Sons' } },
            { Company: 'Quibble & Sons' },
            { Name: 'Quibble & Sons' },
        ]);
        const [last] = await found('FIND {quibble*} RETURNING Contact(FirstName ORDER BY FirstName DESC LIMIT 1)');
        assert.equal(last.FirstName, 'Bob');
        const expected = await stage.org.record(`SELECT LastName, Account.Name FROM Contact WHERE Id = '${ids.contact}'`);
        assert.deepEqual(records[0], expected);
        assert.equal((await found('FIND {quibble*} LIMIT 2')).length, 2);
    });

    test('operators', async () => {
        assert.deepEqual(await foundIds('FIND {ada AND quibble} RETURNING Contact'), [ids.contact]);
        assert.deepEqual(await foundIds('FIND {"quibble hunter" OR ada} RETURNING Contact'), [ids.contact, ids.other].sort());
        assert.deepEqual(await foundIds('FIND {quibble* AND NOT hunter} RETURNING Contact'), [ids.contact]);
    });

    test('what is deleted is not found any more', async () => {
        const { body } = await stage.org.rest('POST', 'sobjects/Contact', { LastName: 'Xylophonist' });
        assert.deepEqual(await foundIds('FIND {xylophonist}'), [body.id]);
        await stage.org.rest('DELETE', `sobjects/Contact/${body.id}`);
        assert.deepEqual(await foundIds('FIND {xylophonist}'), []);
    });

    test('refusals', async () => {
        const refused = (sosl, name, message) => assert.rejects(found(sosl), { name, message });
        await refused('nothing', 'MALFORMED_SEARCH', 'No search term found. The search term must be enclosed in braces.');
        await refused('FIND {a}', 'INVALID_SEARCH', 'search term must be longer than one character: a');
        await refused('FIND {abc} IN ALL TYPE', 'MALFORMED_SEARCH', /\nMalformed search token: TYPE$/);
        await refused('FIND {abc} RETURNING Foo__c', 'INVALID_TYPE', /\nsObject type 'Foo__c' is not supported\./);
        await refused('FIND {abc} RETURNING Lead(Foo__c)', 'INVALID_FIELD', /\nNo such column 'Foo__c' on entity 'Lead'\./);
    });
});
