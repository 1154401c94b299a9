// A practice org of a suite's own, and two looks at it that owe nothing to the client under test: plain HTTP to the API,
// and the controls.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';
import { after, before } from 'node:test';

/// The package `name` of the suite's own package.json. Packages live in the cache, not beside the test, so `import` can't find them.
export function packageOf(name) {
    return createRequire(`${process.env.ORGMEND_INTEROP_PACKAGES}/package.json`)(name);
}

/// Starts a practice org; `close()` it in `after`. `options` are the program's own, such as '--records', '200'.
export async function startPracticeOrg(...options) {
    const program = spawn(process.env.ORGMEND_PRACTICE_ORG, ['--die-with-parent', ...options], {
        stdio: ['ignore', 'pipe', 'inherit'],
    });
    const lines = createInterface({ input: program.stdout });
    const [line] = await Promise.race([
        new Promise(resolve => lines.once('line', text => resolve([text]))),
        new Promise((_, reject) => program.once('exit', code => reject(new Error(`the practice org ended with ${code}`)))),
    ]);
    return new PracticeOrg(program, JSON.parse(line));
}

/// Gives `stage` an `org` for as long as the tests of a file run. `prepare(org)` is what they need beyond its seed.
export function withOrg(stage, options, prepare) {
    before(async () => {
        stage.org = await startPracticeOrg(...options);
        await prepare?.(stage.org);
    });
    after(() => stage.org.close());
    return stage;
}

class PracticeOrg {
    constructor(program, start) {
        this.program = program;
        this.start = start;
    }

    async close() {
        const ended = new Promise(resolve => this.program.once('exit', resolve));
        this.program.kill('SIGTERM');
        await ended;
    }

    /// The production org's part of the line it starts with: instance address, Ids, user, consumer key, tokens.
    get production() {
        return this.of('production');
    }

    /// The same of `production` or `sandbox`.
    of(environment) {
        return this.start.orgs.find(org => org.environment === environment);
    }

    /// A control, as app/practiceorg/README.md lists them: `control('POST', 'fields/add', {...})`.
    async control(method, path, body) {
        const answer = await fetch(`${this.start.control_url}/practice/v1/${path}`, {
            method,
            body: body === undefined ? undefined : JSON.stringify(body),
        });
        const text = await answer.text();
        assert.ok(answer.ok, `${method} ${path}: ${answer.status} ${text}`);
        return text === '' ? undefined : JSON.parse(text);
    }

    /// A REST call by plain HTTP: `{status, headers, body}`, the body parsed where it is JSON. `path` begins behind
    /// `/services/data/v62.0/`, or with a slash.
    async rest(method, path, body, environment = 'production') {
        const target = path.startsWith('/') ? path : `/services/data/v62.0/${path}`;
        const { instance_url, access_token } = this.of(environment);
        const answer = await fetch(instance_url + target, {
            method,
            headers: { Authorization: `Bearer ${access_token}`, 'Content-Type': 'application/json' },
            body: body === undefined ? undefined : JSON.stringify(body),
        });
        const text = await answer.text();
        const isJson = (answer.headers.get('content-type') ?? '').includes('json') && text !== '';
        return { status: answer.status, headers: answer.headers, body: isJson ? JSON.parse(text) : text };
    }

    /// What the org holds: every record of a query, deleted ones too with `queryAll`.
    async records(soql, resource = 'query', environment = 'production') {
        const records = [];
        let path = `${resource}?q=${encodeURIComponent(soql)}`;
        while (path !== undefined) {
            const { status, body } = await this.rest('GET', path, undefined, environment);
            assert.equal(status, 200, JSON.stringify(body));
            records.push(...body.records);
            path = body.nextRecordsUrl;
        }
        return records;
    }

    /// The one record that the query finds.
    async record(soql, resource = 'query') {
        const found = await this.records(soql, resource);
        assert.equal(found.length, 1, `${soql} found ${found.length} records`);
        return found[0];
    }
}
