// sfdmu between files and the two orgs of one practice org. sfdmu is a plugin for Salesforce's command line; oclif, which comes
// with it, runs it without that, and its export.json takes addresses and tokens.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before } from 'node:test';

import { packageOf, startPracticeOrg } from '../support/practiceorg.mjs';

const parse = packageOf('csv-parse/lib/sync');
const packages = process.env.ORGMEND_INTEROP_PACKAGES;
const oclif = `
    require('@oclif/command').run(process.argv.slice(1), '${packages}/node_modules/sfdmu')
        .then(require('@oclif/command/flush')).catch(require('@oclif/errors/handle'));`;

/// `prepare(org)` is what the org needs beyond its seed.
export function setStage(options, prepare) {
    const stage = new Stage();
    before(async () => {
        stage.org = await startPracticeOrg(...options);
        await prepare?.(stage.org);
    });
    after(async () => {
        await stage.org.close();
        rmSync(stage.folder, { recursive: true });
    });
    return stage;
}

class Stage {
    constructor() {
        this.folder = mkdtempSync(join(tmpdir(), 'orgmend-sfdmu-'));
        this.runs = 0;
    }

    /// Runs sfdmu once, from `source` to `target`: `production`, `sandbox` or `csvfile`. `files` are the CSV files it finds
    /// (name and text), `script` is more for its export.json. Gives how it ended, and what it left.
    async move(source, target, objects, { files = {}, script = {}, version = '62.0' } = {}) {
        const folder = join(this.folder, String(++this.runs));
        mkdirSync(folder);
        for (const [name, text] of Object.entries(files))
            writeFileSync(join(folder, `${name}.csv`), text);
        writeFileSync(join(folder, 'export.json'), JSON.stringify({ ...this.script, ...script, objects }));
        const { code, output } = await this.run([
            'sfdmu:run', '--path', folder, '--sourceusername', source, '--targetusername', target, '--apiversion', version, '--noprompt',
            '--verbose',
        ]);
        return { code, output, csv: name => readCsv(join(folder, `${name}.csv`)) };
    }

    /// As move(), which has to succeed.
    async moved(...args) {
        const done = await this.move(...args);
        assert.equal(done.code, 0, done.output);
        return done;
    }

    get script() {
        const orgs = this.org.start.orgs.map(org => ({
            name: org.environment, instanceUrl: org.instance_url, accessToken: org.access_token,
        }));
        const quiet = { promptOnUpdateError: false, promptOnMissingParentObjects: false, promptOnIssuesInCSVFiles: false };
        return { orgs, ...quiet, pollingIntervalMs: 50, fileLog: false };
    }

    async run(args) {
        // A home of its own: oclif leaves its cache and its log there.
        const env = { ...process.env, HOME: this.folder, XDG_CACHE_HOME: '', XDG_DATA_HOME: '', XDG_CONFIG_HOME: '' };
        const program = spawn(process.execPath, ['-e', oclif, ...args], { cwd: packages, env, stdio: ['ignore', 'pipe', 'pipe'] });
        let output = '';
        for (const stream of [program.stdout, program.stderr])
            stream.on('data', piece => (output += piece));
        const code = await new Promise(resolve => program.once('close', resolve));
        return { code, output };
    }

    /// The ingest jobs that an org has seen, newest last.
    async jobs(environment = 'production') {
        const { records } = (await this.org.rest('GET', 'jobs/ingest', undefined, environment)).body;
        return records.sort((a, b) => (a.createdDate + a.id < b.createdDate + b.id ? -1 : 1));
    }
}

/// Its rows as objects; none when there is no such file.
function readCsv(path) {
    return existsSync(path) ? parse(readFileSync(path, 'utf8'), { columns: true, bom: true, skip_empty_lines: true }) : [];
}

/// CSV of a header and rows of plain cells.
export function csv(header, ...rows) {
    return [header, ...rows].map(cells => cells.map(cell => `"${String(cell).replaceAll('"', '""')}"`).join(',')).join('\n') + '\n';
}
