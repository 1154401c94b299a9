// Salesforce's command line in a home and a project of a test's own.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export class Cli {
    static async make() {
        const cli = new Cli();
        cli.root = await mkdtemp(join(tmpdir(), 'orgmend-sf-'));
        cli.home = join(cli.root, 'home');
        cli.folder = join(cli.root, 'project');
        await mkdir(cli.home);
        await mkdir(join(cli.folder, 'force-app'), { recursive: true });
        await cli.write('sfdx-project.json', JSON.stringify({ packageDirectories: [{ path: 'force-app', default: true }] }));
        return cli;
    }

    /// Signed in to the practice org, which is then the one that commands mean.
    static async signedIn(org) {
        const cli = await Cli.make();
        await cli.signIn(org);
        return cli;
    }

    signIn({ production }, ...more) {
        return this.sf(
            ['org', 'login', 'access-token', '--instance-url', production.instance_url, '--no-prompt', '--set-default', ...more],
            { SF_ACCESS_TOKEN: production.access_token },
        );
    }

    remove() {
        return rm(this.root, { recursive: true, force: true, maxRetries: 5 });
    }

    path(name) {
        return join(this.folder, name);
    }

    write(name, text) {
        return writeFile(this.path(name), text);
    }

    read(name) {
        return readFile(this.path(name), 'utf8');
    }

    /// Runs a command; never rejects: `{code, stdout, stderr}`. Nothing of the caller's own environment gets in but the search
    /// path, or somebody's own orgs, desktop and proxies would take part.
    run(words, environment = {}) {
        const env = {
            PATH: process.env.PATH,
            HOME: this.home,
            SF_DISABLE_TELEMETRY: 'true',
            SF_DISABLE_AUTOUPDATE: 'true',
            SF_SKIP_NEW_VERSION_CHECK: 'true',
            SF_HIDE_RELEASE_NOTES: 'true',
            SF_USE_GENERIC_UNIX_KEYCHAIN: 'true',
            // Starting takes most of a command's time: a fifth less of it without a log file and with compiled code kept.
            SF_DISABLE_LOG_FILE: 'true',
            NODE_COMPILE_CACHE: join(process.env.ORGMEND_INTEROP_PACKAGES, 'compiled'),
            ...environment,
        };
        return new Promise(resolve => {
            execFile('sf', words, { cwd: this.folder, env, maxBuffer: 256 << 20 }, (error, stdout, stderr) =>
                resolve({ code: error?.code ?? 0, stdout, stderr }),
            );
        });
    }

    /// The `result` of a command that works.
    async sf(words, environment) {
        const { code, stdout, stderr } = await this.run([...words, '--json'], environment);
        assert.equal(code, 0, `sf ${words.join(' ')}\n${stdout}\n${stderr}`);
        const { status, result } = JSON.parse(stdout);
        assert.equal(status, 0);
        return result;
    }

    /// What a command says that doesn't work: `{name, message, data, …}`.
    async refused(words, environment) {
        const { code, stdout, stderr } = await this.run([...words, '--json'], environment);
        assert.notEqual(code, 0, `sf ${words.join(' ')} worked\n${stdout}\n${stderr}`);
        return JSON.parse(stdout);
    }

    query(soql, ...more) {
        return this.sf(['data', 'query', '--query', soql, ...more]);
    }
}

/// Rows of a CSV file as objects. Values may hold commas and quotes, not line ends.
export function rowsOf(csv) {
    const [head, ...lines] = csv.trimEnd().split('\n');
    const cells = line =>
        [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain);
    const names = cells(head);
    return lines.map(line => Object.fromEntries(cells(line).map((cell, i) => [names[i], cell])));
}
