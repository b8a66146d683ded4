// Programs put together from parts: how the pages are gone through × how the position is saved × how it is reset × where the window begins ×
// what becomes of an error × in which order window and position are closed × which function asks × whether the position is read.
//
// The name of a program is its parts. Of all that make sense a seed chooses some, always the same.
import { ENTRY, indent, source } from './source.mjs';

const COUNT = 1080;
const SEED = 6;

const PARTS = {
    loop: ['while-page', 'do-cursor', 'for-offset', 'recursion', 'paginate-offset', 'on-page'],
    save: ['never', 'every', 'wrapping', 'guarded', 'before', 'time'],
    tail: ['none', 'clear', 'reset', 'clear-if-saved'],
    window: ['none', 'around', 'if-fresh', 'if-first-page', 'first-run'],
    errors: ['none', 'rethrow', 'swallow', 'return', 'not-found', 'log-finally', 'swallow-all', 'end-finally', 'flag', 'page-break', 'page-throw'],
    order: ['tail-end', 'end-tail'],
    helper: ['inline', 'helper', 'swallowing'],
    read: ['read', 'unread']
};

/** The ways that save a position; the others save nothing, or a point in time. */
const POSITIONS = ['every', 'wrapping', 'guarded', 'before'];
/** The loops with a request of their own, in which a page can have its own `try`. */
const BY_HAND = ['while-page', 'do-cursor', 'for-offset'];

export function generated() {
    const all = combinations(Object.entries(PARTS)).filter(makesSense);
    return evenly(shuffled(all)).slice(0, COUNT).map(program);
}

/** One of each kind in turn, so that those with many variants do not crowd out the others. */
function evenly(list) {
    const taken = new Map();
    const round = ({ loop, save, helper }) => {
        const kind = `${loop} ${save} ${helper}`;
        taken.set(kind, (taken.get(kind) ?? 0) + 1);
        return taken.get(kind);
    };
    return list.map((parts) => [round(parts), parts]).sort(([one], [other]) => one - other).map(([, parts]) => parts);
}

/** Parts that say nothing without others are taken in their first form only. */
function makesSense({ loop, save, tail, window, errors, order, helper, read }) {
    const positions = POSITIONS.includes(save);
    if (!positions && (tail !== 'none' || (save === 'never' && read !== 'read'))) return false;
    if (window === 'none' && (order !== 'tail-end' || ['end-finally', 'flag'].includes(errors))) return false;
    if (tail === 'none' && order !== 'tail-end' && save !== 'time') return false;
    if (errors === 'end-finally' && order !== 'tail-end') return false;
    if (['if-fresh', 'if-first-page'].includes(window) && (!positions || read === 'unread')) return false;
    if (window === 'first-run' && (save !== 'time' || read === 'unread')) return false;
    if (['page-break', 'page-throw'].includes(errors) && !BY_HAND.includes(loop)) return false;
    if (helper !== 'inline' && !BY_HAND.includes(loop)) return false;
    if (loop === 'recursion' && (save === 'time' || tail === 'clear-if-saved')) return false;
    if (loop === 'on-page' && ['wrapping', 'before'].includes(save)) return false;
    // Without a position, a window or an error there is nothing that can go wrong.
    return !(save === 'never' && window === 'none');
}

function program(parts) {
    const { save } = parts;
    const text = source({ body: body(parts), helpers: helpers(parts), checkpoint: save === 'never' ? undefined : schema(parts), models: ['Deal'] });
    const id = `generated/${Object.values(parts).join('.')}`;
    return { id, kinds: null, words: null, twin: undefined, collections: { Deal: 'deals' }, files: { [ENTRY]: text } };
}

/** Name, first value, and the position behind a page, of what a loop counts. */
const POSITION = {
    'while-page': { name: 'page', first: '1', next: 'page + 1' },
    'do-cursor': { name: 'cursor', first: "''", next: "data.next_cursor ?? ''" },
    'for-offset': { name: 'offset', first: '0', next: 'offset + data.data.length' },
    recursion: { name: 'cursor', first: "''", next: "data.next_cursor ?? ''" },
    'paginate-offset': { name: 'offset', first: '0', next: 'offset + page.length' },
    'on-page': { name: 'cursor', first: "''", next: "typeof nextPageParam === 'string' ? nextPageParam : ''" }
};

function schema({ loop, save }) {
    const { name, first } = POSITION[loop];
    return save === 'time' ? 'since: z.string()' : `${name}: ${first === "''" ? 'z.string()' : 'z.number()'}`;
}

function body(parts) {
    const { save, window, errors, read, loop } = parts;
    const reads = read === 'read' && save !== 'never';
    const lines = [];
    if (reads) lines.push('const checkpoint = await nango.getCheckpoint();');
    if (save === 'time') lines.push(reads ? "const since = checkpoint?.since ?? '';" : "const since: string = '';", 'const startedAt = new Date().toISOString();');
    if (parts.tail === 'clear-if-saved') lines.push(`let saved = ${reads ? 'checkpoint !== null' : 'false'};`);
    if (window === 'around') lines.push("await nango.trackDeletesStart('Deal');");
    if (window === 'if-fresh' || window === 'first-run') lines.push("if (!checkpoint) await nango.trackDeletesStart('Deal');");
    const isCounted = !(['recursion', 'on-page'].includes(loop) && ['never', 'time'].includes(save));
    if (isCounted) lines.push(...declarePosition(parts, reads));
    if (window === 'if-first-page') lines.push(`if (${POSITION[loop].name} === ${POSITION[loop].first}) await nango.trackDeletesStart('Deal');`);

    const end = window === 'none' ? [] : [window === 'first-run' ? "if (!checkpoint) await nango.trackDeletesEnd('Deal');" : "await nango.trackDeletesEnd('Deal');"];
    const tail = tailOf(parts);
    const closing = parts.order === 'tail-end' ? [...tail, ...end] : [...end, ...tail];
    return [...lines, ...guarded(errors, loopOf(parts), closing, tail, end)].join('\n');
}

function declarePosition({ loop, save }, reads) {
    const { name, first } = POSITION[loop];
    const resumes = reads && POSITIONS.includes(save);
    const isConstant = loop === 'on-page' || loop === 'recursion';
    return [`${isConstant ? 'const' : 'let'} ${name} = ${resumes ? `checkpoint?.${name} || ${first}` : first};`];
}

/** The loop with its closing calls, and what catches what. */
function guarded(errors, loop, closing, tail, end) {
    const tried = (inner, handler) => ['try {', ...inner.map((it) => indent(it, 4)), handler];
    switch (errors) {
        case 'rethrow':
            return [...tried(loop, "} catch (error) {\n    await nango.log(String(error), { level: 'error' });\n    throw error;\n}"), ...closing];
        case 'swallow':
            return [...tried(loop, "} catch (error) {\n    await nango.log(String(error), { level: 'error' });\n}"), ...closing];
        case 'return':
            return [...tried(loop, "} catch (error) {\n    await nango.log(String(error), { level: 'error' });\n    return;\n}"), ...closing];
        case 'not-found':
            return [...tried(loop, '} catch (error) {\n    if ((error as { response?: { status?: number } }).response?.status !== 404) throw error;\n}'), ...closing];
        case 'log-finally':
            return [...tried(loop, "} finally {\n    await nango.log('deals were read');\n}"), ...closing];
        case 'swallow-all':
            return tried([...loop, ...closing], "} catch (error) {\n    await nango.log(String(error), { level: 'error' });\n}");
        case 'end-finally':
            return [...tried([...loop, ...tail], `} finally {\n${end.map((it) => indent(it, 4)).join('\n')}\n}`)];
        case 'flag':
            return ['let complete = false;', ...tried([...loop, 'complete = true;'], '} catch (error) {\n    await nango.log(String(error));\n}'), `if (complete) {\n${closing.map((it) => indent(it, 4)).join('\n')}\n}`];
        default:
            return [...loop, ...closing];
    }
}

function tailOf({ loop, save, tail }) {
    const { name, first } = POSITION[loop];
    if (save === 'time') return ['await nango.saveCheckpoint({ since: startedAt });'];
    if (tail === 'clear') return ['await nango.clearCheckpoint();'];
    if (tail === 'clear-if-saved') return ['if (saved) await nango.clearCheckpoint();'];
    if (tail === 'reset') return [`await nango.saveCheckpoint({ ${name}: ${first} });`];
    return [];
}

/** The statements that save the position behind a page; `more` is an expression, `value` the position. */
function saveOf({ loop, save, tail }, more, value, sdk = 'nango') {
    const { name, first } = POSITION[loop];
    const field = value === name ? name : `${name}: ${value}`;
    const flag = tail === 'clear-if-saved' ? ' saved = true;' : '';
    if (save === 'every' || save === 'before') return [`await ${sdk}.saveCheckpoint({ ${field} });`, ...(flag ? [flag.trim()] : [])];
    if (save === 'wrapping') return [`await ${sdk}.saveCheckpoint({ ${name}: ${more} ? ${value} : ${first} });`, ...(flag ? [flag.trim()] : [])];
    if (save === 'guarded') return [`if (${more}) {\n    await ${sdk}.saveCheckpoint({ ${field} });${flag ? `\n   ${flag}` : ''}\n}`];
    return [];
}

function loopOf(parts) {
    const block = (open, lines, close) => [`${open}\n${lines.map((it) => indent(it, 4)).join('\n')}\n${close}`];
    switch (parts.loop) {
        case 'while-page':
            return ['let more = true;', ...block('while (more) {', perPage(parts, ['page = page + 1;', 'more = data.has_more;'], 'data.has_more', 'more = false;'), '}')];
        case 'do-cursor':
            return block('do {', perPage(parts, ["cursor = data.next_cursor ?? '';"], 'data.next_cursor', 'break;'), '} while (cursor);');
        case 'for-offset':
            return block('for (;;) {', [...perPage(parts, ['offset = offset + data.data.length;'], 'data.has_more', 'break;', 'if (!data.has_more) break;')], '}');
        case 'recursion':
            return [`await readFrom(nango, ${parts.save === 'never' ? "''" : 'cursor'});`];
        case 'paginate-offset': {
            const before = parts.save === 'before' ? saveOf(parts, '', 'offset + page.length') : [];
            const after = parts.save === 'before' ? [] : saveOf(parts, 'page.length === 2', 'offset');
            const params = parts.save === 'time' ? ' params: since ? { updated_since: since } : {},' : '';
            return block(
                `for await (const page of nango.paginate<Row>({ endpoint: '/deals',${params} paginate: { type: 'offset', offset_name_in_request: 'offset', offset_start_value: offset, limit_name_in_request: 'limit', limit: 2, response_path: 'data' } })) {`,
                [...before, "await nango.batchSave(page, 'Deal');", 'offset += page.length;', ...after],
                '}'
            );
        }
        default: {
            const saves = saveOf(parts, "typeof nextPageParam === 'string'", parts.save === 'guarded' ? 'nextPageParam' : POSITION['on-page'].next);
            const onPage = saves.length === 0 ? '' : `\n        on_page: async ({ nextPageParam }) => {\n${saves.map((it) => indent(it, 12)).join('\n')}\n        },`;
            const start = { time: 'since ? { updated_since: since } : {}', never: '' }[parts.save] ?? 'cursor ? { cursor } : {}';
            const params = start ? `\n    params: ${start},` : '';
            const config = `const config: ProxyConfiguration = {\n    endpoint: '/deals',${params}\n    paginate: {\n        type: 'cursor',\n        cursor_name_in_request: 'cursor',\n        cursor_path_in_response: 'next_cursor',${onPage}\n        response_path: 'data'\n    }\n};`;
            return [config, ...block('for await (const page of nango.paginate<Row>(config)) {', ["await nango.batchSave(page, 'Deal');"], '}')];
        }
    }
}

/** One page of a loop by hand: asked for, saved, and the position behind it. */
function perPage(parts, advance, more, stop, leave) {
    const { errors, helper } = parts;
    const fetch = fetchOf(parts);
    const missing = helper === 'swallowing' ? [`if (!data) {\n    ${stop === 'more = false;' ? 'break;' : stop}\n}`] : [];
    const work = [
        ...fetch,
        ...missing,
        ...(parts.save === 'before' ? saveOf(parts, more, POSITION[parts.loop].next) : []),
        "await nango.batchSave(data.data, 'Deal');",
        ...advance,
        ...(parts.save === 'before' ? [] : saveOf(parts, more, POSITION[parts.loop].name)),
        ...(leave ? [leave] : [])
    ];
    const tried = (handler) => [`try {\n${work.map((it) => indent(it, 4)).join('\n')}\n} catch (error) {\n${indent(handler, 4)}\n}`];
    if (errors === 'page-break') return tried('await nango.log(String(error));\nbreak;');
    if (errors === 'page-throw') return tried('await nango.log(String(error));\nthrow error;');
    return work;
}

function fetchOf(parts) {
    const params = requestParams(parts);
    if (parts.helper === 'inline') return [`const { data }: { data: Page } = await nango.get<Page>({ endpoint: '/deals', params: ${params} });`];
    const type = parts.helper === 'swallowing' ? 'Page | undefined' : 'Page';
    return [`const data: ${type} = await readPage(nango, ${params});`];
}

function requestParams({ loop, save }) {
    const since = save === 'time' ? ', ...(since && { updated_since: since })' : '';
    if (loop === 'while-page') return `{ page, per_page: 2${since} }`;
    if (loop === 'for-offset') return `{ offset, limit: 2${since} }`;
    return `{ ...(cursor && { cursor })${since} }`;
}

function helpers(parts) {
    if (parts.loop === 'recursion') return recursion(parts);
    if (parts.helper === 'inline') return '';
    const get = "await client.get<Page>({ endpoint: '/deals', params })";
    const head = (type) => `async function readPage(client: NangoSyncLocal, params: Record<string, string | number>): Promise<${type}> {`;
    if (parts.helper === 'helper') return `${head('Page')}\n    return (${get}).data;\n}`;
    return `${head('Page | undefined')}\n    try {\n        return (${get}).data;\n    } catch (error) {\n        await client.log(String(error));\n        return undefined;\n    }\n}`;
}

/** Without a flag or a point in time in reach: those are of the sync, and handed over. */
function recursion(parts) {
    const before = parts.save === 'before' ? saveOf({ ...parts, tail: 'none' }, '', 'next', 'client') : [];
    const after = parts.save === 'before' ? [] : saveOf({ ...parts, tail: 'none' }, 'next', 'next', 'client');
    const lines = [
        "const { data } = await client.get<Page>({ endpoint: '/deals', params: cursor ? { cursor } : {} });",
        "const next = data.next_cursor ?? '';",
        ...before,
        "await client.batchSave(data.data, 'Deal');",
        ...after,
        'if (next) await readFrom(client, next);'
    ];
    return `async function readFrom(client: NangoSyncLocal, cursor: string): Promise<void> {\n${lines.map((it) => indent(it, 4)).join('\n')}\n}`;
}

function combinations([[name, values], ...rest]) {
    const others = rest.length > 0 ? combinations(rest) : [{}];
    return values.flatMap((value) => others.map((other) => ({ [name]: value, ...other })));
}

/** Fisher and Yates, with a generator that only the seed decides (mulberry32). */
function shuffled(list) {
    const mixed = [...list];
    let state = SEED;
    const random = () => {
        state = (state + 0x6d2b79f5) | 0;
        let mixedState = Math.imul(state ^ (state >>> 15), 1 | state);
        mixedState = (mixedState + Math.imul(mixedState ^ (mixedState >>> 7), 61 | mixedState)) ^ mixedState;
        return ((mixedState ^ (mixedState >>> 14)) >>> 0) / 4294967296;
    };
    for (let at = mixed.length - 1; at > 0; at -= 1) {
        const other = Math.floor(random() * (at + 1));
        [mixed[at], mixed[other]] = [mixed[other], mixed[at]];
    }
    return mixed;
}
