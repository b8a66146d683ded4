// What happens to a connection: how much data there is, run after run, what changes in between, what fails and when.
//
// A history is { id, pages, last, steps: [{ changes, faults }] }; its id is read as `2 | i2 | touch+grow | .`: two pages, a run that is
// interrupted at its second saveCheckpoint, a run after a change, a run. Faults: `r3=500` the third request fails with that status, `p2` the
// second call to the persist service fails, `i2` as above, `s4` the run is stopped after its fourth operation.

/** Above that, another page or call shows nothing new. */
const MOST_REQUESTS = 6;
const MOST_PERSISTS = 12;
const MOST_SAVES = 6;
const MOST_STOPS = 18;

/** Five pages, and each run is interrupted after two or three; by turns, so that it is not always the same call. */
export const NEVER_LEFT_ALONE = Array.from({ length: 12 }, (_, at) => (at % 2 === 0 ? 'i2' : 'i3'));

/** `measure(pages)` says how many operations a first run has: { requests, persists, saves, operations }. */
export async function histories(measure) {
    const list = [...complete()];
    for (const pages of [1, 2, 5]) {
        const { requests } = await measure(pages);
        for (let at = 1; at <= Math.min(requests, MOST_REQUESTS); at += 1) {
            list.push(history(pages, [`r${at}=500`, '.', '.']), history(pages, ['.', `r${at}=500`, '.', '.']), history(pages, ['.', `grow r${at}=500`, 'touch', '.', '.']));
        }
    }
    const two = await measure(2);
    for (const status of [429, 'timeout', 404]) {
        for (const at of new Set([1, 2, two.requests])) list.push(history(2, ['.', `r${at}=${status}`, 'grow', '.']));
        list.push(history(2, ['.', `rall=${status}`, '.', '.']));
    }
    list.push(history(2, ['.', 'rall=500', '.', '.']), history(2, ['.', 'r1=500', 'r1=500', '.', '.']), history(2, ['.', 'r2=500', 'r2=500', '.', '.']));
    for (let at = 1; at <= Math.min(two.persists, MOST_PERSISTS); at += 1) {
        list.push(history(2, [`p${at}`, '.', '.']), history(2, ['.', `p${at}`, '.', '.']), history(2, ['.', `touch+grow p${at}`, '.', '.', '.']));
    }
    for (const pages of [2, 5]) {
        const { saves } = await measure(pages);
        for (let at = 1; at <= Math.min(saves, MOST_SAVES); at += 1) {
            list.push(history(pages, [`i${at}`, '.', '.']), history(pages, ['.', `i${at}`, '.', '.']));
            list.push(history(pages, [`i${at}`, 'touch+grow', '.', '.']), history(pages, ['.', `touch i${at}`, 'grow', '.', '.']));
        }
    }
    for (let at = 1; at <= Math.min(two.operations, MOST_STOPS); at += 1) {
        list.push(history(2, [`s${at}`, '.', '.']), history(2, ['.', `s${at}`, '.', '.']), history(2, ['.', `touch s${at}`, 'grow', '.', '.']));
    }
    list.push(history(5, NEVER_LEFT_ALONE));
    return list;
}

/** Without a fault. What begins empty comes last, so that a finding which needs that is told by its history. */
function* complete() {
    for (const pages of [1, 2, 5, 0]) {
        for (const last of pages === 1 || pages === 2 ? ['short', 'full'] : ['short']) {
            for (const steps of [['.', '.', '.'], ['.', 'touch+grow', '.', '.'], ['.', 'shrink', '.', '.']]) yield history(pages, steps, last);
        }
    }
    yield history(2, ['.', 'one-page', '.', '.']);
    yield history(2, ['.', 'empty', '.', '.', '.']);
    yield history(1, ['.', 'empty', '.', 'grow', '.', '.']);
}

function history(pages, steps, last = 'short') {
    return { id: `${pages}${last === 'full' ? ' full' : ''} | ${steps.join(' | ')}`, pages, last, steps: steps.map(step) };
}

function step(text) {
    const faults = {};
    const changes = [];
    for (const word of text.split(' ')) {
        const [, kind, at, status] = /^([rpis])(\d+|all)(?:=(\w+))?$/.exec(word) ?? [];
        if (kind === 'r') faults.request = { at: at === 'all' ? at : Number(at), status: Number(status) || status };
        else if (kind === 'p') faults.persist = Number(at);
        else if (kind === 'i') faults.interruptAtSave = Number(at);
        else if (kind === 's') faults.stopAfter = Number(at);
        else if (word !== '.') changes.push(...word.split('+'));
    }
    return { changes, faults };
}
