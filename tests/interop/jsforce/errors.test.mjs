// What the org refuses reaches the client with Salesforce's own code and sentence.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { forBothPackages } from './packages.mjs';

forBothPackages(['--records', '200'], stage => {
    const refusals = [
        {
            what: 'a field that is missing',
            call: connection => connection.sobject('Contact').create({ FirstName: 'No last name' }),
            name: 'REQUIRED_FIELD_MISSING', message: 'Required fields are missing: [LastName]', fields: ['LastName'],
        },
        {
            what: 'a field that nobody knows',
            call: connection => connection.sobject('Contact').create({ LastName: 'x', Nonsense__c: 1 }),
            name: 'INVALID_FIELD', message: "No such column 'Nonsense__c' on sobject of type Contact",
        },
        {
            what: 'a value that is no date',
            call: connection => connection.sobject('Contact').create({ LastName: 'x', Birthdate: '2003-04-99' }),
            name: 'JSON_PARSER_ERROR', message: /^Cannot deserialize instance of date from VALUE_STRING value 2003-04-99/,
        },
        {
            what: 'text that is too long',
            call: connection => connection.sobject('Contact').create({ LastName: 'x'.repeat(81) }),
            name: 'STRING_TOO_LONG', message: /^Last Name: data value too large: x+ \(max length=80\)$/, fields: ['LastName'],
        },
        {
            what: 'a query of a field that nobody knows',
            call: connection => connection.query('SELECT Foo__c FROM Account'),
            name: 'INVALID_FIELD',
            message: "\nSELECT Foo__c FROM Account\n       ^\nERROR at Row:1:Column:8\nNo such column 'Foo__c' on entity 'Account'. If you are attempting to use a custom field, be sure to append the '__c' after the custom field name. Please reference your WSDL or the describe call for the appropriate names.",
        },
        {
            what: 'a query of an object that nobody knows',
            call: connection => connection.query('SELECT Id FROM Foo__c'),
            name: 'INVALID_TYPE', message: /^\nSELECT Id FROM Foo__c\n {15}\^\nERROR at Row:1:Column:16\nsObject type 'Foo__c' is not supported\./,
        },
        {
            what: 'a query that is none',
            call: connection => connection.query('SELECT FROM'),
            name: 'MALFORMED_QUERY', message: /unexpected token: 'FROM'$/,
        },
        {
            what: 'a record that is not there',
            call: connection => connection.sobject('Contact').retrieve('003000000000000AAA'),
            name: 'NOT_FOUND', message: /./,
        },
        {
            what: 'an external Id field that is none',
            call: connection => connection.sobject('Contact').upsert({ Nope__c: '1', LastName: 'x' }, 'Nope__c'),
            name: 'NOT_FOUND', message: 'Provided external ID field does not exist or is not accessible: Nope__c',
        },
        {
            what: 'a resource that is not there',
            call: connection => connection.request('/nonsense'),
            name: 'NOT_FOUND', message: 'The requested resource does not exist',
        },
        {
            what: 'a method that is not there',
            call: connection => connection.requestPut('/limits', {}),
            name: 'METHOD_NOT_ALLOWED', message: "HTTP Method 'PUT' not allowed. Allowed are HEAD,GET",
        },
        {
            what: 'a body that is no JSON',
            call: connection => connection.request({ method: 'POST', url: '/sobjects/Contact', body: '{"LastName":', headers: { 'content-type': 'application/json' } }),
            name: 'JSON_PARSER_ERROR', message: /./,
        },
    ];
    for (const { what, call, name, message, fields } of refusals) {
        test(what, async () => {
            const { records: before } = await stage.org.control('GET', 'state');
            await assert.rejects(call(stage.connect()), error => {
                assert.equal(error.name, name);
                assert.equal(error.errorCode, name);
                if (message instanceof RegExp)
                    assert.match(error.message, message);
                else
                    assert.equal(error.message, message);
                if (fields !== undefined)
                    assert.deepEqual(error.data.fields, fields);
                return true;
            });
            assert.deepEqual((await stage.org.control('GET', 'state')).records, before);
        });
    }

    test('a session that nobody knows', async () => {
        await assert.rejects(stage.connect({ accessToken: 'nonsense' }).limits(), {
            name: 'INVALID_SESSION_ID', message: 'Session expired or invalid',
        });
    });

    test('a validation rule', async () => {
        await stage.org.control('POST', 'rules/validation', {
            object: 'Contact', name: 'Title_Is_Wrong', formula: 'Title = "Wrong"', message: 'This title is wrong.', field: 'Title',
        });
        await assert.rejects(stage.connect().sobject('Contact').create({ LastName: 'Ruled', Title: 'Wrong' }), error => {
            assert.equal(error.name, 'FIELD_CUSTOM_VALIDATION_EXCEPTION');
            assert.equal(error.message, 'This title is wrong.');
            assert.deepEqual(error.data.fields, ['Title']);
            return true;
        });
        assert.deepEqual(await stage.org.records("SELECT Id FROM Contact WHERE LastName = 'Ruled'"), []);
    });

    test('no calls left, and no API at all', async () => {
        const { org } = stage;
        await org.control('POST', 'permissions', { ApiEnabled: false });
        await assert.rejects(stage.connect().limits(), {
            name: 'API_CURRENTLY_DISABLED', message: 'API is disabled for this User',
        });
        await org.control('POST', 'permissions', { ApiEnabled: true });
        await org.control('POST', 'limits', { DailyApiRequests: { max: 100, remaining: 0 } });
        await assert.rejects(stage.connect().limits(), {
            name: 'REQUEST_LIMIT_EXCEEDED', message: 'TotalRequests Limit exceeded.',
        });
        await org.control('POST', 'limits', { DailyApiRequests: { max: 15000, remaining: 15000 } });
    });

    test('a page of HTML in place of an answer', async () => {
        const { org } = stage;
        // A POST: what may be repeated, jsforce repeats for half a minute when it meets a 503.
        const create = () => stage.connect().sobject('Account').create({ Name: 'During maintenance' });
        const made = () => org.records("SELECT Id FROM Account WHERE Name = 'During maintenance'");
        await org.control('POST', 'faults', [
            {
                match: { method: 'POST', path: '*/sobjects/Account*' },
                do: { status: 503, body: '<html>Down</html>', headers: { 'Content-Type': 'text/html' } },
            },
        ]);
        await assert.rejects(create(), { name: 'ERROR_HTTP_503', data: '<html>Down</html>' });
        await org.control('DELETE', 'faults');
        assert.equal((await made()).length, 0);
        await create();
        assert.equal((await made()).length, 1);
    });
});
