// The server that is missing, and the ways in which things stand: what the status bar says of each.
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { required, startCode, until } from './code-server.mjs';
import { evidence, picture, status } from './window.mjs';

const ACTION = `import { createAction } from 'nango';
import * as z from 'zod';

export default createAction({
    description: 'Gets one contact',
    version: '1.0.0',
    input: z.object({}),
    output: z.object({}),
    exec: async () => ({})
});
`;

let folder, code;

before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'nango-lsp-states-'));
    // What starts the extension, and no project yet: that has an `index.ts`.
    mkdirSync(join(folder, '.nango'));
    code = await startCode({ extensions: [required('NANGO_LSP_VSIX')], settings: { 'nango.server.path': '/nowhere/nango-lsp' } });
});

after(async () => {
    await code?.stop();
    if (folder) rmSync(folder, { recursive: true, force: true });
});

test('a server that is missing, then none to do, then ready, then blocked', async () => {
    const page = await code.open(folder, () => {
        // What passes quickly is noted.
        globalThis.seenIcons = new Set();
        new MutationObserver(() => {
            for (const icon of document.querySelectorAll('.statusbar-item[aria-label^="Nango"] .codicon, .statusbar-item[id*="nango"] .codicon')) {
                globalThis.seenIcons.add(icon.className);
            }
        }).observe(document, { subtree: true, childList: true, attributes: true });
    });
    const shows = (icon) => until(`the icon ${icon}`, async () => (await status(page).locator(`.codicon-${icon}`).count()) > 0);
    try {
        const toast = page.locator('.notification-toast', { hasText: '/nowhere/nango-lsp' });
        await toast.waitFor();
        await shows('error');
        await picture(page, 'missing-server');
        await toast.locator('.monaco-button', { hasText: 'Open Settings' }).click();
        // A busy VS Code may never see that the file of settings was changed behind its back.
        const setting = page.locator('.settings-editor .setting-item-contents', { hasText: 'The program nango-lsp' }).locator('input');
        const starts = () => until('a start', () => page.evaluate(() => [...globalThis.seenIcons].some((icon) => icon.includes('codicon-sync'))));
        await setting.fill(required('NANGO_LSP'));
        await starts();
        await shows('circle-slash');
        // Another path, while a server is running: what the first is not told any more is no error.
        await page.evaluate(() => globalThis.seenIcons.clear());
        await setting.fill(required('NANGO_LSP').replace(/[^/]*$/, './$&'));
        await starts();
        await shows('circle-slash');
        assert.deepEqual(await page.locator('.notification-toast').allInnerTexts(), []);
        await page.keyboard.press('Escape');
        await setting.waitFor({ state: 'detached' });

        mkdirSync(join(folder, 'crm/actions'), { recursive: true });
        writeFileSync(join(folder, 'crm/actions/get-contact.ts'), ACTION);
        writeFileSync(join(folder, 'index.ts'), "import './crm/actions/get-contact.js';\n");
        await shows('check');

        writeFileSync(join(folder, 'index.ts'), "import './crm/actions/get-contact.js';\nimport './crm/actions/list-contacts.js';\n");
        await shows('error');
        await until('how many', async () => /Nango: 1/.test(await status(page).first().innerText()));
        await status(page).first().click();
        await page.locator('.markers-panel .monaco-list-row', { hasText: 'list-contacts' }).first().waitFor();
        await picture(page, 'blocked');
    } catch (error) {
        await evidence(page, 'states');
        throw error;
    }
});
