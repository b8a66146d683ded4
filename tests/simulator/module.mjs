// Loads the TypeScript of a sync as the runner loads its build: CommonJS, few modules, no network. Types are stripped by the
// esbuild of the installed CLI.
//
// NangoHQ/nango, packages/runner/lib/exec.ts evaluates the module anew for each run, and so do we; a VM context for each would
// cost more than the run.
import { SourceMap } from 'node:module';
import path from 'node:path';
import { compileFunction } from 'node:vm';

const PARAMETERS = ['module', 'exports', 'require', 'Date', 'setTimeout', 'console', 'process', 'fetch'];
const SCHEME = 'simulated:';
const silent = new Proxy({}, { get: () => () => {} });
/** Nobody waits in a simulation. */
const setTimeoutAtOnce = (callback, _ms, ...args) => setImmediate(callback, ...args);

export class Program {
    #files = new Map();

    /**
     * `read(path)` is the text of a file of the project, or undefined; `entry` is the sync's path in it; `external(name)`
     * is what `require` answers for packages.
     */
    constructor({ read, entry, external, esbuild }) {
        Object.assign(this, { read, entry, external, esbuild });
    }

    /** Strips the types of the entry and of what it imports; once, before the first `load`. */
    async compile(file = this.entry) {
        if (this.#files.has(file)) return;
        const options = { loader: 'ts', format: 'cjs', target: 'node20', sourcemap: 'external', sourcefile: file };
        const { code, map } = await this.esbuild.transform(this.read(file), options);
        const body = compileFunction(code, PARAMETERS, { filename: `${SCHEME}${file}` });
        this.#files.set(file, { body, map: new SourceMap(JSON.parse(map)) });
        for (const [, name] of code.matchAll(/\brequire\("(\.[^"]+)"\)/g)) await this.compile(this.#resolve(file, name));
    }

    /** Evaluates the module with the clock at `now`, and answers with its default export. */
    load(now) {
        const loaded = new Map();
        const VirtualDate = clock(now);
        const load = (file) => {
            if (loaded.has(file)) return loaded.get(file).exports;
            const module = { exports: {} };
            loaded.set(file, module);
            const require = (name) => (name.startsWith('.') ? load(this.#resolve(file, name)) : this.external(name));
            this.#files.get(file).body(module, module.exports, require, VirtualDate, setTimeoutAtOnce, silent, undefined, undefined);
            return module.exports;
        };
        return load(this.entry).default;
    }

    /** Where in the project an operation was called: a line of the entry, or `file:line` of another file, or null. */
    line({ stack }) {
        for (const [, file, line, column] of stack.matchAll(/simulated:([^\s:)]+):(\d+):(\d+)/g)) {
            const original = this.#files.get(file)?.map.findEntry(Number(line) - 1, Number(column) - 1);
            if (original?.originalLine === undefined) continue;
            const at = original.originalLine + 1;
            return file === this.entry ? at : `${file}:${at}`;
        }
        return null;
    }

    #resolve(from, name) {
        const joined = path.posix.join(path.posix.dirname(from), name);
        const found = [joined.replace(/\.js$/, '.ts'), `${joined}.ts`, `${joined}/index.ts`].find((file) => this.read(file) !== undefined);
        if (!found) throw new Error(`no file ${joined}`);
        return found;
    }
}

function clock(now) {
    return class extends Date {
        constructor(...args) {
            if (args.length === 0) super(now);
            else super(...args);
        }

        static now() {
            return now;
        }
    };
}
