// The way of one function through VS Code, as a person goes it.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { until } from './code-server.mjs';
import { flow } from './flow.mjs';
import { answerUntil, behindLines, lens, openFile, picture, problems, runCommand, saveUntil, status, suggestions, treeRows } from './window.mjs';

const step = flow();

step('a project below the folder starts the extension', async ({ page, project }) => {
    await status(page).waitFor();
});

step('a click on the lens runs the function, after the connection was asked for', async ({ page, project }) => {
    await openFile(page, 'get-contact.ts');
    await lens(page, 'Dry run').click();
    const answers = { choices: ['conn-1', 'List them'], lines: [['Input', '{ "id": "c7" }']] };
    const asked = await answerUntil(page, answers, async () => (await lens(page, '✓').count()) > 0);
    assert.ok(asked.some((title) => title.includes('Connection')), `${asked}`);
    const calls = project.stub.requests.map(({ path }) => path).filter((path) => path.includes('/contacts/'));
    assert.equal(calls.length, 1, `the function has asked the provider: ${calls}`);
});

step('the result stands at the end of the line too', async ({ page, project }) => {
    const shown = await until('a decoration', async () => (await behindLines(page)).find((text) => text.includes('✓')));
    assert.match(shown, /1 call/);
    await picture(page, 'dryrun');
});

step('the report opens as it is meant to be read', async ({ page, project }) => {
    await lens(page, 'Report').click();
    await page.locator('.tab', { hasText: /^Preview/ }).waitFor();
    await until('the report', async () => {
        const texts = await Promise.all(page.frames().map((frame) => frame.locator('body').innerText({ timeout: 500 }).catch(() => '')));
        return texts.find((text) => text.includes('Dry run of get-contact') && text.includes('conn-1'));
    });
    await picture(page, 'report');
    await runCommand(page, 'View: Close All Editors');
});

step('an unregistered function is marked beside what TypeScript says', async ({ page, project }) => {
    await openFile(page, 'archive-contact.ts');
    await page.locator('.squiggly-warning').first().waitFor({ state: 'attached' });
    await page.locator('.squiggly-error').first().waitFor({ state: 'attached' });
    await page.keyboard.press('Control+Shift+KeyM');
    const said = (row, source) => row.includes(source);
    const rows = await until('both of them', async () => {
        const rows = await problems(page);
        const ours = rows.some((row) => said(row, 'nango') && row.includes('not registered'));
        return ours && rows.some((row) => said(row, 'ts')) && rows.some((row) => /2322|not assignable/.test(row)) && rows;
    });
    const about = rows.filter((row) => /not assignable/.test(row));
    assert.equal(about.length, 1, `TypeScript alone says what TypeScript finds: ${about}`);
    await picture(page, 'problems');
});

step('the light bulb registers it', async ({ page, project }) => {
    const warning = page.locator('.markers-panel .monaco-list-row', { hasText: 'archive-contact` is not registered' }).first();
    // Beside the line numbers where there is room for it, else above the line.
    const bulb = page.locator('.lightBulbWidget:visible, [class*=codicon-gutter-lightbulb]').first();
    const action = page.locator('.action-widget .monaco-list-row', { hasText: 'Register' }).first();
    await until('the actions of the light bulb', async () => {
        if (await action.isVisible()) return true;
        // The bulb may have been that of another line: away with what it has opened.
        await page.keyboard.press('Escape');
        await warning.dblclick({ timeout: 3000 });
        await bulb.click({ timeout: 3000 });
        return action.waitFor({ timeout: 3000 }).then(() => true);
    });
    await picture(page, 'quick-fix');
    await action.click();
    await until('an end of the warning', async () => !(await problems(page)).some((row) => row.includes('not registered')));
    await saveUntil(page, 'the import', () => readFileSync(join(project.root, 'index.ts'), 'utf8').includes('./crm/actions/archive-contact.js'));
});

step('a scaffold fills an empty file and registers it', async ({ page, project }) => {
    await openFile(page, 'deals.ts');
    await page.locator('.editor-instance .monaco-editor .view-lines').first().click();
    await page.keyboard.type('createSync');
    const { item, labels: rows } = await suggestions(page, 'full refresh');
    assert.equal(new Set(rows).size, rows.length, `no completion twice: ${rows}`);
    await picture(page, 'scaffold');
    await item.click();
    // The model is named after the function.
    await page.locator('.view-line', { hasText: 'const Deal = z.object' }).first().waitFor();
    await page.keyboard.press('Escape');
    await saveUntil(page, 'the import', () => readFileSync(join(project.root, 'index.ts'), 'utf8').includes('./crm/syncs/deals.js'));
});

step('the tree has the functions by kind, with their state', async ({ page, project }) => {
    // The badge lies over the icon.
    await page.locator('.activitybar .action-item a[aria-label^="Nango"]').first().click({ force: true });
    const rows = await until('the tree', async () => {
        const rows = await treeRows(page);
        return rows.some((row) => row.includes('deals')) && rows;
    });
    for (const expected of ['crm', 'Actions', 'Syncs', 'archive-contact', 'get-contact']) {
        assert.ok(rows.some((row) => row.includes(expected)), `${expected} is missing: ${rows}`);
    }
    const ran = rows.find((row) => row.includes('get-contact'));
    assert.match(ran, /1 call/, ran);
    assert.match(ran, /tested/, ran);
    await picture(page, 'tree');
});
