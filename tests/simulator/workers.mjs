// Simulates programs in a few threads: a program needs no other.
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { Worker, isMainThread, parentPort, workerData } from 'node:worker_threads';
import { prepare, simulate } from './simulation.mjs';

/** More do not help: there are few cores where this runs, and others want them. */
const MOST_THREADS = 4;

/** A map from id to findings; `done(count)` is told now and then how far it is. */
export async function simulateAll(programs, cli, done = () => {}) {
    const waiting = [...programs];
    const results = new Map();
    const threads = Math.min(MOST_THREADS, availableParallelism(), programs.length);
    await Promise.all(Array.from({ length: threads }, () => work(cli, waiting, results, done)));
    return results;
}

function work(cli, waiting, results, done) {
    const worker = new Worker(fileURLToPath(import.meta.url), { workerData: { cli } });
    return new Promise((resolve, reject) => {
        const next = () => {
            const program = waiting.shift();
            if (program) worker.postMessage(program);
            else worker.terminate().then(resolve);
        };
        worker.on('error', reject);
        worker.on('message', (message) => {
            if (message) {
                results.set(message.id, message.findings);
                done(results.size);
            }
            next();
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
        else parentPort.postMessage({ id: program.id, findings });
    });
    parentPort.postMessage(null);
}
