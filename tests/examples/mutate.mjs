#!/usr/bin/env node
// Holds what is said of fixtures (`fixture-mismatch`) to the validation of the real CLI: examples are changed in ways that may
// break them, and each place that our server complains about has to be one that the CLI's ajv complains about.
//
//   mutate.mjs [--server PROGRAM] [--cli VERSION]     exit 1 on a false alarm, and below 98 % of places
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { askServer, builtServer, definition, packages, transpile, writeProject } from './shared.mjs';

/** How many of a hundred complaints have to be at a place of the CLI's. */
const WANTED = 98;
/** How many changes have to be judged, or the check proves nothing. */
const LEAST = 300;
/** How often each example is changed. */
const ROUNDS = 4;

/** What is put in the place of a value. */
const STRANGE = ['', 'zzz', ' ', 'A very long text that hardly any check of a length lets through, and no format at all', 0, -7, 1.5, 1e9, true, null, [], {}, ['x', 'x', 'x', 'x', 'x'], { strange: 1 }];

const { values: options } = parseArgs({ options: { server: { type: 'string' }, cli: { type: 'string', default: '0.71.10' } } });
const server = options.server ?? builtServer();
const cli = await packages(options.cli);
const work = realpathSync(mkdtempSync(join(tmpdir(), 'mutations-')));
try {
    const [project, built] = [join(work, 'project'), join(work, 'built')];
    writeProject(project);
    mkdirSync(join(project, 'crm/fixtures'));
    const examples = askServer(server, project);
    transpile(cli, project, built);
    const validators = new Map();
    for (const { file } of examples) validators.set(file, await validatorOf(built, file));
    const count = { judged: 0, refused: 0, accepted: 0, unjudged: 0, places: 0, elsewhere: 0, falseAlarms: 0, unsaid: 0 };
    const list = [];
    for (let round = 0; round < ROUNDS; round += 1) {
        const random = generator(round + 1);
        const values = new Map();
        for (const { file, full, minimal } of examples) {
            const value = mutated(structuredClone(round % 2 ? minimal.value : full.value), random);
            values.set(file, value);
            writeFileSync(fixture(project, file), JSON.stringify(value));
        }
        const complaints = check(project);
        for (const [file, value] of values) {
            const validate = validators.get(file);
            // A schema that the CLI cannot use at all, whatever the value is.
            if (!validate) {
                count.unjudged += 1;
                continue;
            }
            const ours = complaints.get(file) ?? [];
            const theirs = validate(value) ? [] : validate.errors;
            const shown = `${file} ${JSON.stringify(value).slice(0, 160)}`;
            count.judged += 1;
            count[theirs.length ? 'refused' : 'accepted'] += 1;
            if (!theirs.length && ours.length) {
                count.falseAlarms += 1;
                list.push(`false alarm: ${shown}: ${ours.map(({ message }) => message).join('; ')}`);
                continue;
            }
            if (theirs.length && !ours.length) {
                count.unsaid += 1;
                list.push(`not said: ${shown}: ${theirs.map(({ instancePath, message }) => `${instancePath || '/'} ${message}`).join('; ').slice(0, 200)}`);
            }
            const paths = new Set(theirs.map(({ instancePath }) => dotted(instancePath)));
            for (const { path, message } of ours) {
                count.places += 1;
                if (paths.has(path)) continue;
                count.elsewhere += 1;
                list.push(`elsewhere: ${shown}: ${message}; the CLI: ${[...paths].map((it) => it || 'root').join(', ')}`);
            }
        }
    }
    list.forEach((line) => console.log(line));
    const same = count.places - count.elsewhere;
    console.log(
        `${count.judged} changed examples: the CLI refuses ${count.refused} and accepts ${count.accepted}; ${count.falseAlarms} false alarms, ` +
            `${count.unsaid} refusals not said; ${same} of ${count.places} complaints are at a place of the CLI's ` +
            `(${((100 * same) / count.places).toFixed(2)} %); ${count.unjudged} of schemas that are of no use to it`
    );
    const enough = count.judged >= LEAST && count.refused >= LEAST && 100 * same >= WANTED * count.places;
    // Of what is refused most has to be said, or silence would pass.
    if (!enough || count.falseAlarms > 0 || 10 * count.unsaid > count.refused) process.exitCode = 1;
} finally {
    rmSync(work, { recursive: true, force: true });
}

async function validatorOf(built, file) {
    const { input } = await definition(built, file);
    try {
        return input && cli.validator(input).validate;
    } catch {
        return undefined;
    }
}

function fixture(project, file) {
    return join(project, `crm/fixtures/${file.split('/').pop().replace(/\.ts$/, '')}.input.json`);
}

/** What our server says of the fixtures: for each function the places and sentences. */
function check(project) {
    let report;
    try {
        report = execFileSync(server, ['check', '--format', 'json'], { cwd: project, encoding: 'utf8', maxBuffer: 1 << 28 });
    } catch (error) {
        report = error.stdout;
    }
    const found = new Map();
    for (const { file, code, message } of JSON.parse(report).diagnostics.filter(({ code }) => code.startsWith('fixture-'))) {
        if (code !== 'fixture-mismatch') throw new Error(`${file}: ${code}: ${message}`);
        const path = /^(?:`(.*?)` of )?the input /.exec(message)[1] ?? '';
        const name = file.split('/').pop().replace('.input.json', '');
        const action = `crm/actions/${name}.ts`;
        found.set(action, [...(found.get(action) ?? []), { path, message }]);
    }
    return found;
}

/** `/a/0/b` as our messages write it. */
function dotted(pointer) {
    return pointer.split('/').slice(1).map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~')).join('.');
}

/** The same numbers each time. */
function generator(seed) {
    let state = seed * 2654435761;
    return (below) => {
        state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
        return Math.floor((state / 2 ** 32) * below);
    };
}

/** A value with one change, somewhere. */
function mutated(value, random) {
    const places = [];
    const visit = (holder, key) => {
        places.push([holder, key]);
        const inner = holder[key];
        if (inner && typeof inner === 'object') for (const next of Object.keys(inner)) visit(inner, next);
    };
    const top = { value };
    visit(top, 'value');
    const [holder, key] = places[random(places.length)];
    const inner = holder[key];
    const isObject = inner && typeof inner === 'object' && !Array.isArray(inner);
    const choice = random(4);
    if (choice === 0 && holder !== top && !Array.isArray(holder)) delete holder[key];
    else if (choice === 1 && isObject) inner.nobody = 1;
    else if (choice === 2 && Array.isArray(inner)) inner.push(STRANGE[random(STRANGE.length)]);
    else holder[key] = structuredClone(STRANGE[random(STRANGE.length)]);
    return top.value;
}
