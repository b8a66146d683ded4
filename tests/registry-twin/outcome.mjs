// What one compile came to, in the form the recordings have.
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';

/** The classes of failure and the text each is known by, most specific first. The first group, if any, is its subject. */
const FAILURES = [
    ['not-a-nango-folder', /Not inside a Nango folder/],
    ['yaml-project', /`nango\.yaml` configuration file is deprecated/],
    ['unreadable-index', /Could not read index\.ts/],
    ['no-entry-points', /No entry points found in index\.ts/],
    ['file-not-found', /File '([^']*)' not found/],
    ['javascript-file', /File '([^']*)' is a JavaScript file/],
    ['case-conflict', /File name '([^']*)' differs from already included file name/],
    ['named-export', /Named export '([^']*)' is not allowed/],
    ['invalid-default-export', /Invalid default export/],
    ['invalid-parameter', /Invalid function parameter, should be an object/],
    ['no-default-export', /Script should have a default export/],
    ['duplicate-model', /Model "([^"]*)" is defined multiple times/],
    ['invalid-model-name', /Model "([^"]*)" contains invalid characters/],
    ['duplicate-function', /Function '([^']*)' is already defined/],
    ['outside-project', /Script '([^']*)' must be inside the project folder/],
    ['outside-integration', /Script '([^']*)' must be inside an integration folder/],
    ['unreadable-entry', /ENOENT: no such file or directory, lstat '([^']*)'/],
    ['type-error', /err - (\S+?)(?::\d+)*\s*\r?\n/],
    ['crash', /Error \[(ERR_\w+)\]/],
    ['crash', /Error: (E[A-Z]+):/],
    ['crash', /\b((?:[A-Z]\w*)?Error)\b/]
];

/** @returns {{entries: string[], exit: number, functions: string[][], failure?: string, written?: boolean}} */
export function outcome(project, entries, { exit, output }) {
    const written = existsSync(join(project, '.nango/nango.json'));
    const result = { entries, exit, functions: written ? functions(project) : [] };
    if (exit !== 0) result.failure = failure(relative(project, stripVTControlCharacters(output)));
    if (exit !== 0 && written) result.written = true;
    return result;
}

/** Every function of the generated files as [integration, kind, name], in the order the CLI writes them. */
function functions(project) {
    const found = [];
    for (const integration of readJson(project, 'nango.json')) {
        const add = (kind, name) => found.push([integration.providerConfigKey, kind, name]);
        for (const action of integration.actions) add('action', action.name);
        for (const sync of integration.syncs) add('sync', sync.name);
        for (const names of Object.values(integration.onEventScripts)) for (const name of names) add('on-event', name);
    }
    for (const { integrationId, name } of readJson(project, 'functions.json')) found.push([integrationId, 'function', name]);
    return found;
}

/** The output with every path inside the project relative to it, and those beside it with `../`. */
function relative(project, output) {
    return output.replaceAll(`${project}/`, '').replaceAll(`${dirname(project)}/`, '../');
}

function readJson(project, name) {
    const path = join(project, '.nango', name);
    return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : [];
}

function failure(output) {
    for (const [name, pattern] of FAILURES) {
        const match = pattern.exec(output);
        if (match) return match[1] === undefined ? name : `${name}:${match[1]}`;
    }
    throw new Error(`a failure of no known class:\n${output}`);
}
