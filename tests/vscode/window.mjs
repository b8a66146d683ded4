// What a person does in a window of VS Code, by what is seen in it.
import { copyFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { ARTIFACTS, until } from './code-server.mjs';

/** Opens a file by its name. */
export async function openFile(page, name) {
    const input = page.locator('.quick-input-widget input');
    await until(`${name} in the list of files`, async () => {
        await page.keyboard.press('Escape');
        await page.keyboard.press('Control+KeyP');
        await input.waitFor();
        await input.fill(name);
        // A new file is not found before the list is opened anew.
        await page.locator('.quick-input-list .monaco-list-row', { hasText: name }).first().click({ timeout: 5000 });
        return true;
    });
    await page.locator('.tab.active', { hasText: name }).waitFor();
    await page.locator('.editor-instance .monaco-editor .view-lines').first().waitFor();
}

/** Runs a command of the palette. */
export async function runCommand(page, title) {
    await page.keyboard.press('F1');
    const input = page.locator('.quick-input-widget input');
    await input.waitFor();
    await input.fill(`>${title}`);
    await page.locator('.quick-input-list .monaco-list-row', { hasText: title }).first().click();
}

/** Saves all files until what was changed is on the disk: a change may be late, and a command of the palette be missed. */
export async function saveUntil(page, what, isSaved) {
    await until(what, async () => {
        if (isSaved()) return true;
        await runCommand(page, 'File: Save All');
        await until(what, isSaved, 3000);
        return true;
    });
}

/**
 * Answers the quick inputs that come until something is there: of a list, the first choice that it has; a line of text, by the
 * first whose words are in the title. Returns the titles.
 */
export async function answerUntil(page, { choices, lines }, isThere) {
    const asked = [];
    let last;
    await until('an end of the questions', async () => {
        if (await isThere()) return true;
        const shown = await question(page);
        const picture = JSON.stringify(shown);
        if (shown === undefined || picture === last) return false;
        const choice = choices.find((choice) => shown.rows.some((row) => row.includes(choice)));
        const line = shown.rows.length === 0 && lines.find(([words]) => shown.title.includes(words));
        if (choice) {
            await page.locator('.quick-input-list .monaco-list-row', { hasText: choice }).first().click({ timeout: 2000 });
        } else if (line) {
            await page.locator('.quick-input-widget input').first().fill(line[1]);
            await page.keyboard.press('Enter');
        } else {
            throw new Error(`nobody answers ${picture}`);
        }
        asked.push(shown.title);
        last = picture;
        return false;
    });
    return asked;
}

/** The title and the rows of the quick input that is open. */
function question(page) {
    return page.evaluate(() => {
        const title = document.querySelector('.quick-input-widget .quick-input-title');
        if (!title?.checkVisibility()) return undefined;
        const rows = [...document.querySelectorAll('.quick-input-widget .quick-input-list .monaco-list-row')];
        const visible = rows.filter((row) => row.checkVisibility()).map((row) => row.textContent);
        return { title: title.textContent, rows: visible };
    });
}

/** A code lens. */
export function lens(page, text) {
    return page.locator('.codelens-decoration a', { hasText: text }).first();
}

/** Our item of the status bar. */
export function status(page) {
    // Not by its text, which what is in progress may have too.
    return page.locator('[id="nango-lsp.nango-lsp.nango.status"]');
}

/** What the suggestions show, opened if need be. */
export async function suggestions(page, wanted) {
    const item = page.locator('.suggest-widget .monaco-list-row', { hasText: wanted }).first();
    await until(`the suggestion ${wanted}`, async () => {
        if (await item.isVisible()) return true;
        await page.keyboard.press('Control+Space');
        return item.waitFor({ timeout: 2000 }).then(() => true);
    });
    const rows = page.locator('.suggest-widget .monaco-list-row');
    return { item, labels: await rows.evaluateAll((rows) => rows.map((row) => row.getAttribute('aria-label'))) };
}

/** The lines of the Problems panel. */
export function problems(page) {
    return page
        .locator('.markers-panel .monaco-list-row')
        .evaluateAll((rows) => rows.map((row) => row.getAttribute('aria-label') ?? row.textContent ?? ''));
}

/** What decorations put behind the code: it is in no element, only in the style. */
export function behindLines(page) {
    return page.locator('.view-lines .view-line span').evaluateAll((spans) =>
        spans
            .flatMap((span) => ['::before', '::after'].map((pseudo) => getComputedStyle(span, pseudo).content))
            .filter((content) => content && content !== 'none' && content !== 'normal')
    );
}

/** The rows of the tree. */
export function treeRows(page) {
    return page
        .locator('.part.sidebar .pane-body .monaco-list-row')
        .evaluateAll((rows) => rows.map((row) => row.getAttribute('aria-label') ?? row.textContent ?? ''));
}

/** Keeps a picture; on request it becomes the one of the same name in the extension's README. */
export async function picture(page, name) {
    const path = join(ARTIFACTS, `${name}.png`);
    // Nothing pops up under the mouse there.
    await page.mouse.move(250, 18);
    await page.locator('.workbench-hover:visible').first().waitFor({ state: 'detached', timeout: 10_000 }).catch(() => undefined);
    await page.screenshot({ path });
    const shown = fileURLToPath(new URL(`../../editors/vscode/images/${name}.png`, import.meta.url));
    if (process.env.UPDATE_IMAGES && existsSync(shown)) copyFileSync(path, shown);
}

/** What tells why something failed: a picture, and, for whoever has the output alone, what the status item and the toasts say. */
export async function evidence(page, name) {
    try {
        await picture(page, `failed-${name}`);
        console.error(`${name}: the status is ${await status(page).first().getAttribute('aria-label', { timeout: 5000 })}`);
        const toasts = await page.locator('.notification-toast').allInnerTexts();
        for (const toast of toasts) console.error(`${name}: the window says ${toast.replaceAll(/\s+/g, ' ')}`);
    } catch (error) {
        // The failure itself is what is to be seen.
        console.error(`${name}: no evidence, ${error}`);
    }
}
