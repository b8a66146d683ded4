// VS Code with our extension in it, in a folder of its own, and a browser window on it.
import { spawn, execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const VSCODE = required('VSCODE');
const ENTRY = join(VSCODE, 'node_modules/code-server/out/node/entry.js');
const { chromium } = createRequire(join(VSCODE, 'package.json'))('playwright-core');

/** How long anything may take: machines that run tests are busy. */
export const PATIENCE = 150_000;

/** Where pictures are kept. */
export const ARTIFACTS = required('NANGO_LSP_ARTIFACTS');

/** A variable of the environment that `run.sh` sets. */
export function required(name) {
    const value = process.env[name];
    if (!value) throw new Error(`${name} is not set: start tests/vscode/run.sh`);
    return value;
}

/** Nothing is fetched, nothing is offered, and the window shows what we look at. */
const SETTINGS = {
    'telemetry.telemetryLevel': 'off',
    'extensions.autoUpdate': false,
    'extensions.autoCheckUpdates': false,
    'extensions.ignoreRecommendations': true,
    'update.mode': 'none',
    'workbench.startupEditor': 'none',
    'workbench.enableExperiments': false,
    'workbench.tips.enabled': false,
    'chat.disableAIFeatures': true,
    'workbench.secondarySideBar.defaultVisibility': 'hidden',
    'typescript.disableAutomaticTypeAcquisition': true,
    'typescript.surveys.enabled': false,
    'git.enabled': false,
    'remote.autoForwardPorts': false,
    'editor.minimap.enabled': false,
    'editor.stickyScroll.enabled': false,
    'editor.fontFamily': 'DejaVu Sans Mono',
    'files.simpleDialog.enable': true,
    // In a browser VS Code saves by itself.
    'files.autoSave': 'off'
};

/** Starts it with these extensions; `stop()` it when done. */
export async function startCode({ extensions, settings = {}, trusted = true, env = {} }) {
    const folder = mkdtempSync(join(tmpdir(), 'nango-lsp-vscode-'));
    const all = { ...SETTINGS, 'security.workspace.trust.enabled': !trusted, ...settings };
    // Settings of the machine are read from the second place in a window whose extensions run elsewhere, as here.
    for (const place of ['User', 'Machine']) {
        mkdirSync(join(folder, 'data', place), { recursive: true });
        writeFileSync(join(folder, 'data', place, 'settings.json'), JSON.stringify(all));
    }
    const environment = {
        ...process.env,
        XDG_CONFIG_HOME: join(folder, 'config'),
        XDG_DATA_HOME: join(folder, 'share'),
        XDG_STATE_HOME: join(folder, 'state'),
        EXTENSIONS_GALLERY: '{"serviceUrl":""}',
        ...env
    };
    // In a terminal of VS Code these lead to that one.
    for (const name of Object.keys(environment)) if (/^(VSCODE_|NODE_OPTIONS$)/.test(name)) delete environment[name];
    const program = [ENTRY, '--user-data-dir', join(folder, 'data'), '--extensions-dir', join(folder, 'extensions')];
    const install = extensions.flatMap((extension) => ['--install-extension', extension]);
    execFileSync(process.execPath, [...program, ...install], { env: environment, stdio: ['ignore', 'ignore', 'pipe'] });
    const port = await freePort();
    const child = spawn(
        process.execPath,
        [
            ...program,
            ...['--bind-addr', `127.0.0.1:${port}`, '--auth', 'none', '--disable-telemetry', '--disable-update-check'],
            ...(trusted ? ['--disable-workspace-trust'] : []),
            '--disable-getting-started-override'
        ],
        { env: environment, stdio: ['ignore', 'pipe', 'pipe'] }
    );
    process.once('exit', () => child.kill());
    mkdirSync(ARTIFACTS, { recursive: true });
    const log = createWriteStream(join(ARTIFACTS, 'code-server.log'), { flags: 'a' });
    child.stdout.pipe(log);
    child.stderr.pipe(log);
    const url = `http://127.0.0.1:${port}`;
    await until('code-server', async () => (await fetch(`${url}/healthz`)).ok);
    const browser = await chromium.launchPersistentContext(join(folder, 'browser'), {
        executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
        headless: true,
        viewport: { width: 1160, height: 660 },
        args: [
            ...['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'],
            ...['--disable-component-update', '--disable-sync', '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1']
        ]
    });
    browser.setDefaultTimeout(PATIENCE);
    return {
        /** A window on a folder; `prepare` runs in it before anything else. */
        async open(path, prepare) {
            const page = await browser.newPage();
            if (prepare) await page.addInitScript(prepare);
            await page.goto(`${url}/?folder=${encodeURIComponent(path)}`, { waitUntil: 'domcontentloaded' });
            await page.waitForSelector('.monaco-workbench');
            return page;
        },
        async stop() {
            await browser.close();
            if (child.exitCode === null) {
                child.kill();
                await once(child, 'exit');
            }
            rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
        }
    };
}

/** Waits for a condition; what it throws counts as not yet. */
export async function until(what, condition, patience = PATIENCE) {
    const end = Date.now() + patience;
    let last;
    while (Date.now() < end) {
        try {
            const found = await condition();
            if (found) return found;
        } catch (error) {
            last = error;
        }
        await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error(`no ${what} in ${patience / 1000} s`, { cause: last });
}

async function freePort() {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address();
    server.close();
    return port;
}
