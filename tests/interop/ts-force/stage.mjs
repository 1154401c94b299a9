// ts-force and a practice org. ts-force is a client for code that is generated from describe: objects with typed fields, which it
// reads and writes through collections, batches and composite requests.
import { packageOf, withOrg } from '../support/practiceorg.mjs';

export const force = packageOf('ts-force');

/// The org with the client's configuration set on it; its own version of the API is 58.0.
export function setStage(options) {
    return withOrg(new Stage(), options, ({ production }) => {
        force.setDefaultConfig({ version: 58, accessToken: production.access_token, instanceUrl: production.instance_url });
    });
}

class Stage {
    get client() {
        return new force.Rest();
    }
}

/// What ts-force's generator makes of a Contact, cut down to a few fields.
export class Contact extends force.RestObject {
    static API_NAME = 'Contact';

    constructor(fields = {}, client) {
        super('Contact', client);
        this.id = undefined;
        for (const [name] of fieldsOfContact)
            this[name] = undefined;
        this.initObject(fields);
        return new Proxy(this, this.safeUpdateProxyHandler);
    }

    static get FIELDS() {
        return this.getPropertiesMeta(Contact);
    }

    static fromSFObject(record) {
        return new Contact().mapFromQuery(record);
    }

    static retrieve(soql, options) {
        return this.query(Contact, soql, options);
    }
}

const fieldsOfContact = [
    ['id', 'Id', 'id', false],
    ['lastName', 'LastName', 'string', true],
    ['email', 'Email', 'email', true],
    ['birthdate', 'Birthdate', 'date', true],
    ['doNotCall', 'DoNotCall', 'boolean', true],
    ['lastModifiedDate', 'LastModifiedDate', 'datetime', false],
];
for (const [name, apiName, salesforceType, writable] of fieldsOfContact) {
    force.sField({
        apiName,
        salesforceType,
        createable: writable,
        updateable: writable,
        required: false,
        reference: undefined,
        childRelationship: false,
        salesforceLabel: apiName,
        externalId: false,
    })(Contact.prototype, name);
}
