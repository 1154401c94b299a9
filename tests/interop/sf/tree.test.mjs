// Trees of records: exported with their children, imported again as new ones.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { startPracticeOrg } from '../support/practiceorg.mjs';
import { Cli } from './cli.mjs';

let org;
let cli;
before(async () => {
    org = await startPracticeOrg('--records', '100');
    cli = await Cli.signedIn(org);
    const account = await org.rest('POST', 'sobjects/Account', { Name: 'Tree', Website: 'https://tree.example' });
    for (const [LastName, Title] of [['Leaf "One"', 'a'], ['Leaf, Two', null]])
        await org.rest('POST', 'sobjects/Contact', { LastName, Title, AccountId: account.body.id });
});
after(async () => {
    await cli?.remove();
    await org?.close();
});

const soql = "SELECT Name, Website, (SELECT LastName, Title FROM Contacts ORDER BY LastName) FROM Account WHERE Name = 'Tree' ORDER BY CreatedDate, Id";
const shape = accounts => accounts.map(({ Name, Website, Contacts }) => ({
    Name, Website, contacts: Contacts.records.map(({ LastName, Title }) => [LastName, Title]),
}));

test('one file with children within, imported: a second family like the first', async () => {
    await cli.sf(['data', 'export', 'tree', '--query', soql, '--prefix', 'one']);
    const made = await cli.sf(['data', 'import', 'tree', '--files', 'one-Account-Contact.json']);
    assert.deepEqual(made.map(({ type }) => type).sort(), ['Account', 'Contact', 'Contact']);
    const [first, second, ...more] = await org.records(soql);
    assert.deepEqual(more, []);
    assert.deepEqual(shape([second]), shape([first]));
    assert.deepEqual(shape([first])[0].contacts, [['Leaf "One"', 'a'], ['Leaf, Two', null]]);
    assert.ok(made.some(({ id }) => second.attributes.url.endsWith(id)));
});

test('a plan of two files: contacts find the accounts that were made for them', async () => {
    await cli.sf(['data', 'export', 'tree', '--plan', '--query', soql]);
    const before = await org.records(soql);
    await cli.sf(['data', 'import', 'tree', '--plan', 'Account-Contact-plan.json']);
    const families = shape(await org.records(soql));
    assert.equal(families.length, 2 * before.length);
    for (const family of families)
        assert.deepEqual(family, shape(before)[0]);
});

test('one bad record, and nothing of its file is kept', async () => {
    await cli.write('bad.json', JSON.stringify({
        records: [
            { attributes: { type: 'Contact', referenceId: 'good' }, LastName: 'Never kept' },
            { attributes: { type: 'Contact', referenceId: 'bad' }, LastName: 'Never kept', Email: 'no address' },
        ],
    }));
    const refusal = await cli.refused(['data', 'import', 'tree', '--files', 'bad.json']);
    assert.match(JSON.stringify(refusal), /INVALID_EMAIL_ADDRESS/);
    assert.deepEqual(await org.records("SELECT Id FROM Contact WHERE LastName = 'Never kept'", 'queryAll'), []);
});
