#!/usr/bin/env node
// Records which class of zod TypeScript gives to a schema, or compares with what was recorded.
//
//   record.mjs [--cli VERSION]            records all of `schemas.mjs`
//   record.mjs [--cli VERSION] --check    asks again; exit 1 on a difference
//
// TypeScript, its options and zod are those of the CLI. What does not type-check is left out.
import { existsSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { installCli } from '../support/cli.mjs';
import { ascii } from '../support/recording.mjs';
import { schemas } from './schemas.mjs';

const { values: options } = parseArgs({ options: { cli: { type: 'string', default: '0.71.10' }, check: { type: 'boolean', default: false } } });
const modules = join(installCli(options.cli), 'node_modules');
const ts = createRequire(join(modules, 'nango/dist/index.js'))('typescript');
const { tsconfig } = await import(pathToFileURL(join(modules, 'nango/dist/zeroYaml/constants.js')).href);

const recording = fileURLToPath(new URL(`recorded-${options.cli}.json`, import.meta.url));
const lines = classes().map((line) => `    ${ascii(line)}`);
const fresh = `{\n  "nango": "${options.cli}",\n  "classes": [\n${lines.join(',\n')}\n  ]\n}\n`;
if (options.check) {
    const same = existsSync(recording) && readFileSync(recording, 'utf8') === fresh;
    console.log(`nango ${options.cli}: ${lines.length} schemas ${same ? 'as recorded' : 'differ from what was recorded'}`);
    process.exitCode = same ? 0 : 1;
} else {
    writeFileSync(recording, fresh);
    console.log(`recorded ${lines.length} schemas with nango ${options.cli}`);
}

/** Pairs of a schema and the name of its class. */
function classes() {
    const folder = realpathSync(mkdtempSync(join(tmpdir(), 'zod-classes-')));
    try {
        symlinkSync(modules, join(folder, 'node_modules'));
        writeFileSync(join(folder, 'package.json'), '{ "type": "module" }\n');
        const file = join(folder, 'schemas.ts');
        const declarations = schemas.map((text, at) => `export const s${at} = ${text};\n`);
        writeFileSync(file, `import * as z from 'zod';\n${declarations.join('')}`);
        const program = ts.createProgram({ rootNames: [file], options: tsconfig });
        const source = program.getSourceFile(file);
        const line = (position) => source.getLineAndCharacterOfPosition(position).line;
        const refused = new Set(program.getSemanticDiagnostics(source).map(({ start }) => line(start)));
        const checker = program.getTypeChecker();
        const declared = source.statements.slice(1).filter((statement) => !refused.has(line(statement.getStart())));
        return declared.map((statement) => {
            const [{ name }] = statement.declarationList.declarations;
            return [schemas[Number(name.text.slice(1))], className(checker.getTypeAtLocation(name))];
        });
    } finally {
        rmSync(folder, { recursive: true, force: true });
    }
}

/** Of an intersection, which `.brand()` makes, that of its first part. */
function className(type) {
    return type.isIntersection() ? className(type.types[0]) : type.symbol.name;
}
