// Steps in one window, each where the one before has left it.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { required, startCode } from './code-server.mjs';
import { startProject } from './project.mjs';
import { evidence, status } from './window.mjs';

const isStarted = (page) => status(page).waitFor({ timeout: 30_000 }).then(() => true, () => false);

/**
 * A project opened in VS Code, for the tests of a file. `step` takes a name and what to do; what was seen is kept when it fails,
 * and none of those after it can succeed.
 */
export function flow() {
    const stage = {};
    let code, failed;

    before(async () => {
        stage.project = await startProject();
        code = await startCode({ extensions: [required('NANGO_LSP_VSIX')] });
        stage.page = await code.open(stage.project.folder);
        // VS Code looks for what starts an extension for seven seconds only, which a busy machine may not suffice for.
        for (let attempt = 0; attempt < 5 && !(await isStarted(stage.page)); attempt++) await stage.page.reload();
    });

    after(async () => {
        await code?.stop();
        await stage.project?.close();
    });

    const step = (name, body) =>
        test(name, async () => {
            assert.equal(failed, undefined, `"${failed}" failed before`);
            try {
                await body(stage);
            } catch (error) {
                failed = name;
                await evidence(stage.page, name.replaceAll(/\W+/g, '-'));
                throw error;
            }
        });
    return step;
}
