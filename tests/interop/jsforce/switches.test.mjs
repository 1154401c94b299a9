// Packages and features of an org that change its schema, as a client sees them.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { forBothPackages } from './packages.mjs';

forBothPackages(['--records', '50'], stage => {
    const fieldOf = async (object, name) => (await stage.connect().describe(object)).fields.find(field => field.name === name);

    test('a package brings fields and objects', async () => {
        assert.equal(await fieldOf('Contact', 'npsp__Deceased__c'), undefined);
        await stage.org.control('POST', 'features', { packages: ['npsp'] });
        const global = await stage.connect().describeGlobal();
        assert.ok(global.sobjects.some(object => object.name === 'npsp__Allocation__c' && object.custom));
        const sum = await fieldOf('Opportunity', 'npe01__Payments_Made__c');
        assert.deepEqual([sum.calculated, sum.createable, sum.custom], [true, false, true]);

        const client = stage.connect();
        const gift = await client.sobject('Opportunity').create({ Name: 'Gift', StageName: 'Prospecting', CloseDate: '2026-12-31', Amount: 10 });
        await client.sobject('npe01__OppPayment__c').create({
            npe01__Opportunity__c: gift.id, npe01__Payment_Amount__c: 4, npe01__Paid__c: true,
        });
        const [row] = await stage.org.records(`SELECT npe01__Amount_Outstanding__c FROM Opportunity WHERE Id = '${gift.id}'`);
        assert.equal(row.npe01__Amount_Outstanding__c, 6);
    });

    test('several currencies', async () => {
        assert.equal(await fieldOf('Account', 'CurrencyIsoCode'), undefined);
        await stage.org.control('POST', 'features', { multi_currency: { corporate: 'USD', currencies: { EUR: 0.5 } } });
        assert.deepEqual((await fieldOf('Account', 'CurrencyIsoCode')).picklistValues.map(value => value.value), ['USD', 'EUR']);
        const { id } = await stage.connect().sobject('Account').create({ Name: 'Euro', CurrencyIsoCode: 'EUR', AnnualRevenue: 10 });
        const { records } = await stage.connect().query(`SELECT convertCurrency(AnnualRevenue) FROM Account WHERE Id = '${id}'`);
        assert.equal(records[0].AnnualRevenue, 20);
        const [row] = await stage.org.records(`SELECT AnnualRevenue, CurrencyIsoCode FROM Account WHERE Id = '${id}'`);
        assert.deepEqual([row.AnnualRevenue, row.CurrencyIsoCode], [10, 'EUR']);
    });

    test('picklists of states and countries', async () => {
        await stage.org.control('POST', 'features', { state_country_picklists: true });
        const states = await fieldOf('Lead', 'StateCode');
        assert.deepEqual([states.dependentPicklist, states.controllerName], [true, 'CountryCode']);
        const leads = stage.connect().sobject('Lead');
        const { id } = await leads.create({ LastName: 'Porter', Company: 'Ox', Country: 'United States', State: 'Oregon' });
        const [row] = await stage.org.records(`SELECT StateCode, CountryCode FROM Lead WHERE Id = '${id}'`);
        assert.deepEqual([row.StateCode, row.CountryCode], ['OR', 'US']);
        await assert.rejects(leads.update({ Id: id, Country: 'USA' }), {
            errorCode: 'FIELD_INTEGRITY_EXCEPTION',
            message: /^There's a problem with this country, even though it may appear correct\./,
        });
    });

    test('person accounts', async () => {
        await stage.org.control('POST', 'features', { person_accounts: true });
        const type = (await stage.connect().describe('Account')).recordTypeInfos.find(info => info.developerName === 'PersonAccount');
        const { id } = await stage.connect().sobject('Account').create({
            RecordTypeId: type.recordTypeId, FirstName: 'Ada', LastName: 'Byron', PersonEmail: 'ada@example.org',
        });
        const [contact] = await stage.org.records(`SELECT Id, Name, Email, IsPersonAccount FROM Contact WHERE AccountId = '${id}'`);
        assert.deepEqual([contact.Name, contact.Email, contact.IsPersonAccount], ['Ada Byron', 'ada@example.org', true]);
        await assert.rejects(stage.connect().sobject('Contact').update({ Id: contact.Id, Title: 'Countess' }), {
            errorCode: 'INVALID_PERSON_ACCOUNT_OPERATION',
        });
    });

    test('reset takes everything back', async () => {
        await stage.org.control('POST', 'reset');
        const names = (await stage.connect().describe('Account')).fields.map(field => field.name);
        assert.deepEqual(names.filter(name => /__pc$|^Person|CountryCode$|CurrencyIsoCode|^np/.test(name)), []);
    });
});
