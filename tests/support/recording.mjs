// What the suites share that record the real CLI's answers: many projects compiled, samples, and lines of JSON.
import { createHash } from 'node:crypto';
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compileWithProgram, startInProcess } from './cli.mjs';

/** How many projects the type checker looks at together. */
const TOGETHER = 25;

/**
 * Compiles a project for each item, two at a time with the program, or one after another in one process, and answers with
 * a map from the item's id to what `judge` made of it. `write(item, folder)` makes the project and gives its path; the
 * folder is the item's own, and gone afterwards.
 */
export async function compileAll(items, cli, { program, together = false }, write, judge) {
    const scratch = realpathSync(mkdtempSync(join(tmpdir(), 'real-cli-')));
    const worker = program ? undefined : startInProcess(cli);
    const compile = worker?.compile ?? ((project) => compileWithProgram(cli, project));
    const results = new Map();
    const one = async (item, project) => results.set(item.id, await judge(item, project, await compile(project)));
    const written = (item) => write(item, join(scratch, item.id));
    try {
        if (program) await twoAtATime(items, (item) => one(item, written(item)));
        else {
            const size = together ? TOGETHER : 1;
            for (let at = 0; at < items.length; at += size) {
                const some = items.slice(at, at + size);
                const projects = some.map(written);
                if (together) await worker.check(projects);
                for (const [place, item] of some.entries()) await one(item, projects[place]);
                for (const { id } of some) rmSync(join(scratch, id), { recursive: true });
            }
        }
    } finally {
        worker?.end();
        rmSync(scratch, { recursive: true, force: true });
    }
    return results;
}

async function twoAtATime(items, work) {
    const waiting = [...items];
    const worker = async () => {
        for (let item = waiting.shift(); item; item = waiting.shift()) await work(item);
    };
    await Promise.all([worker(), worker()]);
}

/** `count` items in an order that the seed alone decides, so that a failing sample can be run again. */
export function sample(items, count, seed) {
    if (!(count > 0)) throw new Error('--sample wants a number');
    const place = ({ id }) => createHash('sha256').update(`${seed} ${id}`).digest('hex');
    const order = (a, b) => (place(a) < place(b) ? -1 : 1);
    return [...items].sort(order).slice(0, count);
}

/** JSON on one line in which every character that an editor might hide or change is escaped. */
export function ascii(value) {
    return JSON.stringify(value ?? null).replace(/[^\x20-\x7e]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
