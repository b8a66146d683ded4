// The real CLI, and two ways to compile a project with it: the program in a process of its own, and the same code in one
// kept process.
import { execFileSync, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** The folder of the real CLI of this version, installed if it is not there yet. */
export function installCli(version) {
    const installer = fileURLToPath(new URL('real-cli.sh', import.meta.url));
    return execFileSync(installer, [version], { encoding: 'utf8' }).trim().split(' ').slice(1).join(' ');
}

/** The CLI's own `getEntryPoints`: what its regex finds in the text of an `index.ts`, `.js` appended where it lacks. */
export async function importGetEntryPoints(cli) {
    const module = await import(pathToFileURL(join(cli, 'node_modules/nango/dist/zeroYaml/compile.js')).href);
    return module.getEntryPoints;
}

/** Compiles with the program itself; about five seconds of processor time each. */
export async function compileWithProgram(cli, project) {
    const program = join(cli, 'node_modules/nango/dist/index.js');
    const child = spawn(process.execPath, [program, 'compile', '--no-interactive', '--no-dependency-update'], {
        cwd: project,
        env: environment(),
        stdio: ['ignore', 'pipe', 'pipe']
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (output += text));
    const [exit, signal] = await once(child, 'close');
    if (exit === null) throw new Error(`the CLI was ended by ${signal} in ${project}`);
    return { exit, output };
}

/** Starts the process that compiles one project after another; `end()` it when done. */
export function startInProcess(cli) {
    const worker = fileURLToPath(new URL('in-process.mjs', import.meta.url));
    const child = fork(worker, [cli], { env: environment(), execArgv: [] });
    const ask = async (question) => {
        const done = new AbortController();
        const gone = once(child, 'exit', done).then(() => Promise.reject(new Error(`the process died of ${JSON.stringify(question)}`)));
        try {
            child.send(question);
            const [answer] = await Promise.race([once(child, 'message', done), gone]);
            return answer;
        } finally {
            done.abort();
        }
    };
    return {
        compile: (project) => ask({ project }),
        /** Type-checks projects together, before they are compiled one by one. */
        check: (projects) => ask({ projects }),
        end: () => child.kill()
    };
}

/** Ours, without what would colour, redirect or question, and with every prompt and update of the CLI off. */
function environment() {
    const env = {};
    for (const [key, value] of Object.entries(process.env)) {
        if (!key.startsWith('NANGO_') && !['CI', 'FORCE_COLOR', 'NODE_OPTIONS'].includes(key)) env[key] = value;
    }
    return {
        ...env,
        NANGO_CLI_UPGRADE_MODE: 'ignore',
        NANGO_CLI_DEPENDENCY_UPDATE: 'false',
        NANGO_CLI_TELEMETRY: 'false',
        NO_COLOR: '1'
    };
}
