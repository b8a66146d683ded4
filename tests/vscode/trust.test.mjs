// A workspace that the user does not trust is analysed, and nothing of it is run.
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { required, startCode } from './code-server.mjs';
import { startProject } from './project.mjs';
import { evidence, openFile, status } from './window.mjs';

let project, code;

before(async () => {
    project = await startProject();
    const settings = { 'security.workspace.trust.startupPrompt': 'never', 'security.workspace.trust.banner': 'never' };
    code = await startCode({ extensions: [required('NANGO_LSP_VSIX')], trusted: false, settings });
});

after(async () => {
    await code?.stop();
    await project?.close();
});

test('without trust: diagnostics yes, a dry run no', async () => {
    const page = await code.open(project.folder);
    try {
        await openFile(page, 'archive-contact.ts');
        await page.locator('.squiggly-warning').first().waitFor({ state: 'attached' });
        await status(page).locator('.codicon-shield').waitFor();
        await openFile(page, 'get-contact.ts');
        await page.locator('.codelens-decoration a', { hasText: 'Dry run' }).first().click();
        await page.locator('.notification-toast', { hasText: 'do not trust' }).waitFor();
        assert.deepEqual(project.stub.requests, []);
        assert.ok(!existsSync(join(project.root, 'build')), 'nothing was compiled');
    } catch (error) {
        await evidence(page, 'trust');
        throw error;
    }
});
