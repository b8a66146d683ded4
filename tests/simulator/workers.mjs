// Simulates programs in a few threads; no program needs another.
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { Worker, isMainThread, parentPort, workerData } from 'node:worker_threads';
import { prepare, simulate } from './simulation.mjs';

/** More do not help: there are few cores where this runs, and others want them. */
const MOST_THREADS = 4;

/** Simulates them all; `done(program, findings)` is told of each as it is ready. */
export async function simulateAll(programs, cli, done) {
    const waiting = [...programs];
    const threads = Math.min(MOST_THREADS, availableParallelism(), programs.length);
    await Promise.all(Array.from({ length: threads }, () => work(cli, waiting, done)));
}

function work(cli, waiting, done) {
    const worker = new Worker(fileURLToPath(import.meta.url), { workerData: { cli } });
    return new Promise((resolve, reject) => {
        let program;
        worker.on('error', reject);
        worker.on('message', (findings) => {
            if (program) done(program, findings);
            program = waiting.shift();
            if (program) worker.postMessage(program);
            else worker.terminate().then(resolve);
        });
    });
}

if (!isMainThread && workerData?.cli) {
    // A promise that nobody waits for is the program's fault, and may fail when the run is long over.
    process.on('unhandledRejection', () => {});
    const simulation = await prepare(workerData.cli);
    parentPort.on('message', async (program) => {
        const findings = await simulate(simulation, program).catch((error) => error);
        if (findings instanceof Error) setImmediate(() => { throw new Error(`${program.id}: ${findings.stack}`); });
        else parentPort.postMessage(findings);
    });
    parentPort.postMessage(null);
}
