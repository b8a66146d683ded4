// Runs the CLI for a task: `node task.cjs <path of the root in the workspace folder> <program> <arguments…>`, in the root.
//
// The CLI names files from its root, and a problem matcher knows no folder but that of the workspace: so the places of its errors
// get the path between them.
'use strict';

const { spawn } = require('node:child_process');

const [prefix, program, ...args] = process.argv.slice(2);
const at = `${prefix.replaceAll('\\', '/')}/`;

/** `err - crm/actions/a.ts:1:2`, coloured or not. */
const PLACE = /^((?:\x1b\[\d+m)*err(?:\x1b\[\d+m)* - (?:\x1b\[\d+m)*)(?:\.\/)?(?=[^\/\\\x1b][^:]*\.ts)/;

const env = { ...process.env };
// It sees a pipe, and whoever reads sees a terminal.
if (process.stdout.isTTY && !('NO_COLOR' in env) && !('FORCE_COLOR' in env)) env.FORCE_COLOR = '1';

const child = spawn(process.execPath, [program, ...args], { env, stdio: ['inherit', 'pipe', 'pipe'] });
for (const [from, to] of [
    [child.stdout, process.stdout],
    [child.stderr, process.stderr]
]) {
    let rest = '';
    from.setEncoding('utf8').on('data', (text) => {
        const lines = (rest + text).split('\n');
        rest = lines.pop();
        for (const line of lines) to.write(`${line.replace(PLACE, `$1${at}`)}\n`);
    });
    from.on('end', () => to.write(rest));
}
// Ctrl+C in a terminal reaches both; what reaches this one alone is handed on.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
child.on('error', (error) => {
    console.error(error.message);
    process.exitCode = 1;
});
child.on('close', (code) => {
    process.exitCode = code ?? 1;
});
