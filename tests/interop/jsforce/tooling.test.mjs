// The Tooling API: setup as records.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';

import { forBothPackages } from './packages.mjs';

forBothPackages(['--records', '200'], stage => {
    let field;
    before(async () => {
        field = await stage.org.control('POST', 'fields/add', {
            object: 'Account', field: 'Ext__c', type: 'Text', length: 80, label: 'Ext', externalId: true, unique: true,
        });
        await stage.org.control('POST', 'rules/validation', {
            object: 'Account', name: 'Name_Is_Long', formula: 'LEN(Name) < 2', message: 'Too short.', field: 'Name',
        });
    });

    test('describeGlobal and describe', async () => {
        const { tooling } = stage.connect();
        const global = await tooling.describeGlobal();
        const names = global.sobjects.map(object => object.name);
        for (const name of ['CustomField', 'EntityDefinition', 'FieldDefinition', 'ValidationRule'])
            assert.ok(names.includes(name), name);
        const description = await tooling.sobject('CustomField').describe();
        assert.deepEqual(description, (await stage.org.rest('GET', 'tooling/sobjects/CustomField/describe')).body);
        assert.equal(description.urls.sobject, '/services/data/v62.0/tooling/sobjects/CustomField');
        await assert.rejects(tooling.describe('Nonsense'), { name: 'NOT_FOUND' });
    });

    test('objects', async () => {
        const found = await stage.connect().tooling.query(
            "SELECT QualifiedApiName, KeyPrefix, IsQueryable FROM EntityDefinition WHERE QualifiedApiName IN ('Account', 'Contact')",
        );
        const global = (await stage.org.rest('GET', 'sobjects')).body.sobjects;
        const expected = global.filter(({ name }) => ['Account', 'Contact'].includes(name));
        assert.deepEqual(
            found.records.map(each => [each.QualifiedApiName, each.KeyPrefix, each.IsQueryable]),
            expected.map(each => [each.name, each.keyPrefix, each.queryable]),
        );
        assert.equal(found.totalSize, 2);
    });

    test('fields, one that was added among them', async () => {
        const found = await stage
            .connect()
            .tooling.sobject('FieldDefinition')
            .find({ 'EntityDefinition.QualifiedApiName': 'Account' }, 'DurableId, QualifiedApiName, DataType, Label');
        const added = found.find(each => each.QualifiedApiName === 'Ext__c');
        assert.deepEqual(
            [added.DurableId, added.DataType, added.Label],
            [`Account.${field.id}`, 'Text(80) (External ID) (Unique Case Insensitive)', 'Ext'],
        );
        const { fields } = (await stage.org.rest('GET', 'sobjects/Account/describe')).body;
        const whole = fields.filter(each => each.compoundFieldName === null || each.compoundFieldName === each.name);
        assert.deepEqual(found.map(each => each.QualifiedApiName).sort(), whole.map(each => each.name).sort());
    });

    test('a renamed field keeps its Id', async () => {
        const { tooling } = stage.connect();
        const custom = () =>
            tooling.sobject('CustomField').findOne({ Id: field.id }, 'Id, DeveloperName, TableEnumOrId, LastModifiedBy.Name');
        assert.equal((await custom()).DeveloperName, 'Ext');
        await stage.org.control('POST', 'fields/rename', { object: 'Account', from: 'Ext__c', to: 'Other_Ext__c', by: 'Jamie Ruiz' });
        const renamed = await custom();
        assert.deepEqual(
            [renamed.Id.slice(0, 15), renamed.DeveloperName, renamed.TableEnumOrId, renamed.LastModifiedBy.Name],
            [field.id, 'Other_Ext', 'Account', 'Jamie Ruiz'],
        );
        await stage.org.control('POST', 'fields/rename', { object: 'Account', from: 'Other_Ext__c', to: 'Ext__c' });
    });

    test('retrieve a field and a rule with their Metadata', async () => {
        const { tooling } = stage.connect();
        const custom = await tooling.sobject('CustomField').retrieve(field.id);
        assert.equal(custom.FullName, 'Account.Ext__c');
        const { label, type, length, externalId, unique } = custom.Metadata;
        assert.deepEqual({ label, type, length, externalId, unique }, { label: 'Ext', type: 'Text', length: 80, externalId: true, unique: true });
        const rule = await tooling
            .sobject('ValidationRule')
            .findOne({ 'EntityDefinition.QualifiedApiName': 'Account', Active: true }, 'ValidationName, ErrorMessage, Metadata');
        assert.equal(rule.ValidationName, 'Name_Is_Long');
        assert.equal(rule.Metadata.errorConditionFormula, 'LEN(Name) < 2');
        const refused = await stage.org.rest('POST', 'sobjects/Account', { Name: 'x' });
        assert.equal(refused.body[0].message, rule.ErrorMessage);
    });

    test('refusals of setup', async () => {
        const { tooling } = stage.connect();
        await assert.rejects(tooling.query('SELECT Label FROM FieldDefinition'), {
            name: 'MALFORMED_QUERY',
            message: 'FieldDefinition: a filter on a reified column is required [EntityDefinitionId,DurableId]',
        });
        await assert.rejects(tooling.query('SELECT Metadata FROM CustomField'), {
            name: 'MALFORMED_QUERY', message: /must specify no more than one row for retrieval\. Result size: \d+$/,
        });
        await assert.rejects(tooling.query('SELECT Id FROM Contact'), { name: 'INVALID_TYPE' });
    });

    test('without the Tooling API', async () => {
        const connection = stage.connect();
        const found = await connection.query("SELECT DurableId FROM FieldDefinition WHERE EntityDefinitionId = 'Account' AND DeveloperName = 'Ext'");
        assert.deepEqual(found.records.map(each => each.DurableId), [`Account.${field.id}`]);
        await assert.rejects(connection.query('SELECT Id FROM CustomField'), { name: 'INVALID_TYPE' });
    });
});
