// What is reached by commands, pickers and files beside the functions: in VS Code itself.
import assert from 'node:assert/strict';
import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { until } from './code-server.mjs';
import { flow } from './flow.mjs';
import { answerUntil, lens, openFile, picture, problems, runCommand, saveUntil, status, suggestions } from './window.mjs';

const step = flow();

/** The requests that a function has made to the provider. */
const asked = (project) => project.stub.requests.map(({ path }) => path).filter((path) => path.includes('/contacts/'));

const index = (project) => readFileSync(join(project.root, 'index.ts'), 'utf8');

/** A row of the list that is open. */
const row = (page, text) => page.locator('.quick-input-list .monaco-list-row', { hasText: text }).first();

step('the walkthrough leads to a new function, which is made and registered', async ({ page, project }) => {
    await status(page).waitFor();
    await runCommand(page, 'Welcome: Open Walkthrough...');
    await row(page, 'Nango functions').click();
    const titles = page.locator('.gettingStartedContainer .step-title');
    await until('the steps of who has a project', async () => {
        const shown = (await titles.allTextContents()).join();
        return shown.includes('See what the compiler would say') && !shown.includes('Open a Nango project');
    });
    await titles.filter({ hasText: 'Make a function' }).first().click();
    await picture(page, 'walkthrough');
    await page.locator('.gettingStartedContainer .button-link, .gettingStartedContainer a', { hasText: 'New function' }).first().click();
    const file = join(project.root, 'crm/actions/list-deals.ts');
    const answers = { choices: ['createAction: get one record', 'crm'], lines: [['name of the function', 'list-deals']] };
    const titlesOf = await answerUntil(page, answers, async () => (await page.locator('.tab.active', { hasText: 'list-deals.ts' }).count()) > 0);
    assert.equal(titlesOf.length, 3, `integration, name, template: ${titlesOf}`);
    await saveUntil(page, 'the function', () => existsSync(file) && readFileSync(file, 'utf8').includes('createAction('));
    await saveUntil(page, 'its import', () => index(project).includes('./crm/actions/list-deals.js'));
    await until('a status that is ready', async () => /check/.test(await status(page).first().innerHTML()));
});

step('a dry run with what was picked and typed', async ({ page, project }) => {
    await openFile(page, 'get-contact.ts');
    await lens(page, 'Dry run').waitFor();
    await runCommand(page, 'Nango: Dry Run With…');
    for (const choice of ['connection', 'environment', 'input']) await row(page, choice).click();
    await picture(page, 'dryrun-with');
    await page.keyboard.press('Enter');
    const answer = async (title, value) => {
        await page.locator('.quick-input-widget .quick-input-title', { hasText: title }).waitFor();
        await page.locator('.quick-input-widget input').first().fill(value);
    };
    await answer('connection:', 'conn-1');
    await page.keyboard.press('Enter');
    await answer('environment:', 'dev');
    await page.keyboard.press('Enter');
    // What is no JSON yet is told, and not taken.
    await answer('input:', '{ "id": ');
    await page.locator('.quick-input-message', { hasText: 'no JSON yet' }).waitFor();
    await answer('input:', '{ "id": "c9" }');
    await page.keyboard.press('Enter');
    await lens(page, '✓').waitFor();
    assert.equal(asked(project).length, 1);
    assert.match(asked(project)[0], /\/contacts\/c9$/);
});

step('that a run failed keeps nothing from being run', async ({ page, project }) => {
    await runCommand(page, 'Nango: Dry Run With…');
    for (const choice of ['connection', 'input']) await row(page, choice).click();
    await page.keyboard.press('Enter');
    for (const [title, value] of [['connection:', 'conn-1'], ['input:', '{ "id": 7 }']]) {
        await page.locator('.quick-input-widget .quick-input-title', { hasText: title }).waitFor();
        await page.locator('.quick-input-widget input').first().fill(value);
        await page.keyboard.press('Enter');
    }
    await lens(page, '✗').waitFor();
    await page.locator('.squiggly-error').first().waitFor({ state: 'attached' });
    assert.match(await status(page).first().innerHTML(), /codicon-check/);
    assert.equal(asked(project).length, 1, 'the input does not fit');
});

step('what is not saved is saved and run, on request', async ({ page, project }) => {
    await page.locator('.view-line', { hasText: 'Gets one contact' }).click();
    await page.keyboard.press('End');
    await page.keyboard.type(' // typed');
    await page.locator('.tab.active.dirty').waitFor();
    await lens(page, 'Dry run').click();
    await page.locator('.notification-toast', { hasText: 'not saved' }).locator('.monaco-button', { hasText: 'Save and run' }).click();
    await answerUntil(page, { choices: ['conn-1'], lines: [['Input', '{ "id": "c8" }']] }, () => asked(project).length > 1);
    assert.match(asked(project)[1], /\/contacts\/c8$/);
    assert.match(readFileSync(join(project.root, 'crm/actions/get-contact.ts'), 'utf8'), /\/\/ typed/);
    assert.equal(await page.locator('.tab.active.dirty').count(), 0);
    await lens(page, '✓').waitFor();
});

step('the environment that is picked counts', async ({ page, project }) => {
    appendFileSync(join(project.root, '.env'), 'NANGO_SECRET_KEY_STAGING=22222222-2222-4222-8222-222222222222\n');
    const pick = async (environment) => {
        await runCommand(page, 'Nango: Pick the Environment…');
        const isShown = async () => (await lens(page, `${environment} · `).count()) > 0;
        await answerUntil(page, { choices: [environment], lines: [] }, isShown);
    };
    await pick('staging');
    await pick('dev');
});

step('a fixture is held to the schema, and completed from it', async ({ page, project }) => {
    const file = join(project.root, 'crm/fixtures/get-contact.input.json');
    mkdirSync(join(file, '..'), { recursive: true });
    writeFileSync(file, '{ "id": 7 }\n');
    await openFile(page, 'get-contact.input.json');
    await page.keyboard.press('Control+Shift+KeyM');
    await until('what does not fit', async () => (await problems(page)).some((row) => row.includes('a string is expected')));
    await page.locator('.editor-instance .monaco-editor .view-lines').first().click();
    await page.keyboard.press('Control+KeyA');
    await page.keyboard.type('{ ');
    const { item, labels } = await suggestions(page, 'id');
    assert.equal(labels.filter((label) => /^"?id"?\b/.test(label)).length, 1, `${labels}`);
    await item.click();
    await page.locator('.view-line', { hasText: '"id": "' }).waitFor();
    await until('an end of the report', async () => !(await problems(page)).some((row) => row.includes('a string is expected')));
    await page.keyboard.press('Escape');
    await runCommand(page, 'File: Revert File');
    rmSync(file);
});

step('what the task `nango: compile` finds is a problem of its file, until it is mended', async ({ page, project }) => {
    const entries = index(project);
    writeFileSync(join(project.root, 'index.ts'), `${entries}import './crm/actions/archive-contact.js';\n`);
    await runCommand(page, 'View: Close All Editors');
    const found = async () => {
        // The terminal comes to the front when the task begins.
        if (!(await page.locator('.markers-panel').isVisible())) {
            await page.locator('.panel .action-label', { hasText: 'Problems' }).click({ timeout: 5000 });
            throw new Error('the problems are not in front');
        }
        return (await problems(page)).filter((row) => row.includes('generated by nango compile'));
    };
    await runCommand(page, 'Tasks: Run Task');
    await row(page, 'nango').click();
    await row(page, 'nango: compile - nango-integrations').click();
    const rows = await until('the error of the compiler', async () => {
        const rows = await found();
        return rows.length > 0 && rows;
    });
    assert.deepEqual(rows, ["Error: Type 'string' is not assignable to type 'number'. at line 14 and character 13. generated by nango compile"]);
    await picture(page, 'compile');
    // It is of the file, and leads there.
    await page.locator('.markers-panel .monaco-list-row', { hasText: 'nango compile' }).first().dblclick();
    await page.locator('.tab.active', { hasText: 'archive-contact.ts' }).waitFor();
    await page.locator('.view-line', { hasText: "retries: 'three'" }).waitFor();
    await runCommand(page, 'View: Close All Editors');
    writeFileSync(join(project.root, 'index.ts'), entries);
    await runCommand(page, 'Tasks: Rerun Last Task');
    await until('an end of the error', async () => (await found()).length === 0);

    // A task of the user's, which leaves out the root: there is one project.
    const mine = { type: 'nango', command: 'compile', label: 'compile mine', problemMatcher: ['$nango', '$nango-file'] };
    mkdirSync(join(project.folder, '.vscode'));
    writeFileSync(join(project.folder, '.vscode/tasks.json'), JSON.stringify({ version: '2.0.0', tasks: [mine] }));
    writeFileSync(join(project.root, 'index.ts'), `${entries}import './crm/actions/archive-contact.js';\n`);
    await until('the task', async () => {
        await page.keyboard.press('Escape');
        await runCommand(page, 'Tasks: Run Task');
        await row(page, 'compile mine').click({ timeout: 3000 });
        return true;
    });
    await until('the error of the compiler', async () => (await found()).length === 1);
    writeFileSync(join(project.root, 'index.ts'), entries);
});

step('settings of `nango-lsp.toml` are judged and completed', async ({ page, project }) => {
    writeFileSync(join(project.root, 'nango-lsp.toml'), 'profil = "strict"\n');
    await openFile(page, 'nango-lsp.toml');
    await page.locator('.squiggly-warning, .squiggly-error').first().waitFor({ state: 'attached' });
    await page.locator('.editor-instance .monaco-editor .view-lines').first().click();
    await page.keyboard.press('Control+KeyA');
    await page.keyboard.type('prof');
    const { item } = await suggestions(page, 'profile');
    await item.click();
    await page.locator('.view-line', { hasText: 'profile =' }).waitFor();
    await picture(page, 'settings');
});
