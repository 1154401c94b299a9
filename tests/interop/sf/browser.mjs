// Somebody at a browser: a real one without a window, led by the test.
import { watch } from 'node:fs';
import { access, chmod, constants, readFile, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';

import { packageOf } from '../support/practiceorg.mjs';

/// The browser's program; undefined where there is none.
export async function chromium() {
    for (const folder of process.env.PATH.split(delimiter)) {
        for (const name of ['chromium', 'chromium-browser', 'google-chrome']) {
            const program = join(folder, name);
            if (await access(program, constants.X_OK).then(() => true, () => false))
                return program;
        }
    }
    return undefined;
}

export function openBrowser(executablePath) {
    const { default: puppeteer } = packageOf('puppeteer-core');
    // Chromium's own sandbox can't be had as root or in a container, and the only pages it sees are ours.
    return puppeteer.launch({ executablePath, headless: true, args: ['--no-sandbox', '--disable-dev-shm-usage'] });
}

/// What stands in for the desktop's browser, as the environment variable BROWSER names it, in a folder of its own: it keeps the
/// address it is told to open, and `address()` gives it out.
export class StandIn {
    static async make(folder) {
        const standIn = new StandIn();
        standIn.program = join(folder, 'browser');
        standIn.kept = join(folder, 'address');
        await writeFile(standIn.program, `#!/bin/sh\nprintf '%s' "$1" >"${standIn.kept}.part" && mv "${standIn.kept}.part" "${standIn.kept}"\n`);
        await chmod(standIn.program, 0o755);
        const told = Promise.withResolvers();
        standIn.watcher = watch(folder, (_, name) => name === 'address' && told.resolve());
        standIn.told = told.promise;
        return standIn;
    }

    async address() {
        await this.told;
        return readFile(this.kept, 'utf8');
    }

    close() {
        this.watcher.close();
    }
}

/// On the practice org's sign-in page: writes who it is, and presses a button. Gives the page that follows.
export async function answer(page, username, button) {
    await page.locator('#username').fill(username);
    await page.locator('#password').fill('any will do');
    await Promise.all([page.waitForNavigation(), page.locator(button).click()]);
    return page;
}
