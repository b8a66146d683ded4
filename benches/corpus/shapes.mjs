// The shapes of the generated functions: each takes a subject and answers with the text of a file that `nango compile` accepts.
import { FIELDS } from './words.mjs';

/** Actions by how often they are made: name of the function, its text. */
export const ACTIONS = [getOne, list, create, update, list, create, remove, getOne, search];
/** Syncs likewise. */
export const SYNCS = [incremental, fullRefresh, incremental, paged, withMetadata];

const pascal = (text) => text.replace(/(^|-)(\w)/g, (_, __, letter) => letter.toUpperCase());

/** `count` lines of a schema; optional, nullable and described by turns, with small objects in between. */
function fields(dice, count, { described = false, nested = true } = {}) {
    const lines = [];
    for (const [name, type, text] of dice.shuffled(FIELDS).slice(0, Math.max(1, count))) {
        if (nested && dice.chance(0.06)) {
            lines.push([name, `z.object({\n        id: z.string(),\n        label: z.string().nullable(),\n        url: z.string().optional()\n    }).optional()`]);
            continue;
        }
        const optional = dice.chance(0.5) ? '.optional()' : dice.chance(0.4) ? '.nullable()' : '';
        lines.push([name, `${type}${optional}${described ? `.describe('${text}')` : ''}`]);
    }
    return lines;
}

const schema = (name, lines, id = true) =>
    `const ${name} = z.object({\n${[...(id ? [['id', 'z.string()']] : []), ...lines].map(([key, type]) => `    ${key}: ${type}`).join(',\n')}\n});\n`;

const copied = (lines, from, indent) => ['id', ...lines.map(([key]) => key)].map((key) => `${indent}${key}: ${from}.${key}`).join(',\n');

function action({ imports = '', parts, description, input, output, scopes, exec }) {
    return `import { createAction } from 'nango';
import { z } from 'zod';
${imports}
${parts.join('\n')}
const action = createAction({
    description: '${description}',
    version: '1.0.0',
    input: ${input},
    output: ${output},
    scopes: ['${scopes}'],

    exec: async (nango, input) => {
${exec}
    }
});

export type NangoActionLocal = Parameters<(typeof action)['exec']>[0];
export default action;
`;
}

const docs = (subject, page) => `// https://developers.${subject.integration}.example/reference/${subject.many}#${page}`;

function getOne(subject, dice, lines) {
    const own = fields(dice, (lines - 48) / 3);
    const model = pascal(subject.one);
    return [`get-${subject.one}`, action({
        parts: [
            schema('InputSchema', [[`${subject.one}_id`, `z.string().describe('Identifier of the ${subject.one}. Example: "4f1c"')`]], false),
            schema(`Provider${model}Schema`, own),
            schema('OutputSchema', own)
        ],
        description: `Retrieve one ${subject.one} by its identifier`,
        input: 'InputSchema',
        output: 'OutputSchema',
        scopes: `${subject.many}.read`,
        exec: `        const response = await nango.get({
            ${docs(subject, 'get')}
            endpoint: \`/v2/${subject.many}/\${encodeURIComponent(input.${subject.one}_id)}\`,
            retries: 3
        });

        if (response.status === 404 || !response.data) {
            throw new nango.ActionError({
                type: 'not_found',
                message: '${model} not found',
                ${subject.one}_id: input.${subject.one}_id
            });
        }

        const raw = Provider${model}Schema.parse(response.data);

        return {
${copied(own, 'raw', '            ')}
        };`
    })];
}

function list(subject, dice, lines) {
    const own = fields(dice, (lines - 58) / 3);
    const model = pascal(subject.one);
    return [`list-${subject.many}`, action({
        parts: [
            schema('InputSchema', [
                ['cursor', "z.string().optional().describe('Pagination cursor of the previous response. Leave out for the first page.')"],
                ['limit', "z.number().optional().describe('How many to return, 100 at most')"]
            ], false),
            schema(`Provider${model}Schema`, own),
            schema(`${model}Schema`, own),
            schema('OutputSchema', [['items', `z.array(${model}Schema)`], ['next_cursor', 'z.string().optional()']], false)
        ],
        description: `List ${subject.many}, one page at a time`,
        input: 'InputSchema',
        output: 'OutputSchema',
        scopes: `${subject.many}.read`,
        exec: `        const response = await nango.get({
            ${docs(subject, 'list')}
            endpoint: '/v2/${subject.many}',
            params: {
                ...(input.cursor && { cursor: input.cursor }),
                limit: String(input.limit ?? 100)
            },
            retries: 3
        });

        const page = z.object({ results: z.array(z.unknown()), paging: z.object({ next: z.string().optional() }).optional() }).parse(response.data);
        const items = page.results.map((result) => {
            const raw = Provider${model}Schema.parse(result);

            return {
${copied(own, 'raw', '                ')}
            };
        });

        return {
            items,
            ...(page.paging?.next && { next_cursor: page.paging.next })
        };`
    })];
}

function write(subject, dice, lines, verb) {
    const sent = fields(dice, (lines - 44) / 3, { described: true, nested: false });
    const own = fields(dice, (lines - 44) / 3);
    const isCreate = verb === 'create';
    const key = `${subject.one}_id`;
    const input = isCreate ? sent : [[key, `z.string().describe('Identifier of the ${subject.one}')`], ...sent];
    const assigned = sent.map(([name]) => `                ...(input.${name} !== undefined && { ${name}: input.${name} })`).join(',\n');
    return [`${verb}-${subject.one}`, action({
        parts: [schema('InputSchema', input, false), schema('OutputSchema', own)],
        description: `${isCreate ? 'Create' : 'Update'} one ${subject.one} in ${subject.integration}`,
        input: 'InputSchema',
        output: 'OutputSchema',
        scopes: `${subject.many}.write`,
        exec: `        const response = await nango.${isCreate ? 'post' : 'patch'}({
            ${docs(subject, verb)}
            endpoint: ${isCreate ? `'/v2/${subject.many}'` : `\`/v2/${subject.many}/\${input.${key}}\``},
            data: {
${assigned}
            },
            retries: ${isCreate ? 1 : 3}
        });

        const parsed = OutputSchema.safeParse(response.data);
        if (!parsed.success) {
            throw new nango.ActionError({
                type: 'invalid_response',
                message: \`Unexpected response: \${parsed.error.message}\`
            });
        }

        return parsed.data;`
    })];
}

function create(subject, dice, lines) {
    return write(subject, dice, lines, 'create');
}

function update(subject, dice, lines) {
    return write(subject, dice, lines, 'update');
}

function remove(subject) {
    return [`delete-${subject.one}`, action({
        parts: [
            schema('InputSchema', [[`${subject.one}_id`, `z.string().describe('Identifier of the ${subject.one} to delete')`]], false),
            schema('OutputSchema', [['success', 'z.boolean()']], false)
        ],
        description: `Delete one ${subject.one}`,
        input: 'InputSchema',
        output: 'OutputSchema',
        scopes: `${subject.many}.write`,
        exec: `        await nango.delete({
            ${docs(subject, 'delete')}
            endpoint: \`/v2/${subject.many}/\${input.${subject.one}_id}\`,
            retries: 1
        });
        await nango.log('deleted', { level: 'info' });

        return { success: true };`
    })];
}

function search(subject, dice, lines) {
    const own = fields(dice, (lines - 60) / 2);
    const model = pascal(subject.one);
    return [`search-${subject.many}`, action({
        imports: "import { normalizeText } from '../helpers/text.js';\n",
        parts: [
            schema('InputSchema', [
                ['query', "z.string().describe('Text to look for')"],
                ['status', "z.string().optional().describe('Only those of this status')"],
                ['max_results', "z.number().optional().describe('Stop after so many')"]
            ], false),
            schema(`${model}Schema`, own),
            schema('OutputSchema', [['matches', `z.array(${model}Schema)`]], false)
        ],
        description: `Search ${subject.many} by text`,
        input: 'InputSchema',
        output: 'OutputSchema',
        scopes: `${subject.many}.read`,
        exec: `        const matches: z.infer<typeof ${model}Schema>[] = [];
        const query = normalizeText(input.query);
        const limit = input.max_results ?? 50;

        for await (const page of nango.paginate<unknown>({
            ${docs(subject, 'search')}
            endpoint: '/v2/${subject.many}/search',
            params: { q: query, ...(input.status && { status: input.status }) },
            paginate: {
                type: 'offset',
                offset_name_in_request: 'offset',
                response_path: 'results',
                limit_name_in_request: 'limit',
                limit: 100
            },
            retries: 3
        })) {
            for (const result of page) {
                const parsed = ${model}Schema.safeParse(result);
                if (parsed.success) {
                    matches.push(parsed.data);
                }
            }
            if (matches.length >= limit) {
                break;
            }
        }

        return { matches: matches.slice(0, limit) };`
    })];
}

function sync({ imports = '', parts, description, frequency, rest = '', model, exec }) {
    return `import { createSync } from 'nango';
${exec.includes('ProxyConfiguration') ? "import type { ProxyConfiguration } from 'nango';\n" : ''}import { z } from 'zod';
${imports}
${parts.join('\n')}
const sync = createSync({
    description: '${description}',
    version: '1.0.0',
    frequency: '${frequency}',
    autoStart: true,
${rest}    models: {
        ${model}: ${model}Schema
    },

    exec: async (nango) => {
${exec}
    }
});

export type NangoSyncLocal = Parameters<(typeof sync)['exec']>[0];
export default sync;
`;
}

const proxyConfig = (subject, params, paginate) => `        const proxyConfig: ProxyConfiguration = {
            ${docs(subject, 'list')}
            endpoint: '/v2/${subject.many}',
            params: {
${params}
            },
            paginate: {
${paginate}
            },
            retries: 10
        };
`;

const CURSOR = `                type: 'cursor',
                cursor_path_in_response: 'paging.next',
                cursor_name_in_request: 'cursor',
                response_path: 'results',
                limit_name_in_request: 'limit',
                limit: 100`;
const LINK = `                type: 'link',
                link_rel_in_response_header: 'next',
                response_path: 'results',
                limit_name_in_request: 'per_page',
                limit: 50`;

const mapped = (model, own) => `            const records = page.map((item) => {
                const raw = Provider${model}Schema.parse(item);

                return {
${copied(own, 'raw', '                    ')}
                };
            });
`;

function incremental(subject, dice, lines) {
    const own = fields(dice, (lines - 62) / 3);
    const model = pascal(subject.one);
    return [subject.many, sync({
        parts: [
            schema(`Provider${model}Schema`, [['modified', 'z.string()'], ...own]),
            schema(`${model}Schema`, own),
            schema('CheckpointSchema', [['updated_after', 'z.string()']], false)
        ],
        description: `Sync ${subject.many} that changed since the last run`,
        frequency: dice.pick(['every hour', 'every 15 minutes', 'every 6 hours']),
        rest: '    checkpoint: CheckpointSchema,\n',
        model,
        exec: `        const checkpoint = await nango.getCheckpoint();
        const updatedAfter = checkpoint?.updated_after;

${proxyConfig(subject, `                sort: 'modified',
                ...(updatedAfter && { updated_after: updatedAfter })`, dice.pick([CURSOR, LINK]))}
        for await (const page of nango.paginate<unknown>(proxyConfig)) {
            const modified = page.map((item) => Provider${model}Schema.parse(item).modified);
${mapped(model, own)}
            if (records.length === 0) {
                continue;
            }
            await nango.batchSave(records, '${model}');

            // The boundary is inclusive: saving a record twice does no harm, skipping one does.
            const last = modified.at(-1);
            if (last) {
                await nango.saveCheckpoint({ updated_after: last });
            }
        }`
    })];
}

function fullRefresh(subject, dice, lines) {
    const own = fields(dice, (lines - 50) / 3);
    const model = pascal(subject.one);
    return [`all-${subject.many}`, sync({
        parts: [schema(`Provider${model}Schema`, own), schema(`${model}Schema`, own)],
        description: `Sync every one of the ${subject.many} and notice those that are gone`,
        frequency: 'every day',
        model,
        exec: `        await nango.trackDeletesStart('${model}');

${proxyConfig(subject, "                include: 'all'", dice.pick([CURSOR, LINK]))}
        for await (const page of nango.paginate<unknown>(proxyConfig)) {
${mapped(model, own)}
            await nango.batchSave(records, '${model}');
        }

        await nango.trackDeletesEnd('${model}');`
    })];
}

function paged(subject, dice, lines) {
    const own = fields(dice, (lines - 66) / 3);
    const model = pascal(subject.one);
    return [`${subject.many}-by-page`, sync({
        parts: [
            schema(`Provider${model}Schema`, own),
            schema(`${model}Schema`, own),
            schema('CheckpointSchema', [['page', 'z.number()']], false),
            `const PAGE_SIZE = 100;\n`
        ],
        description: `Sync ${subject.many} page by page, and resume where the last run stopped`,
        frequency: 'every 12 hours',
        rest: '    checkpoint: CheckpointSchema,\n',
        model,
        exec: `        const checkpoint = await nango.getCheckpoint();
        let number = checkpoint?.page ?? 1;
        let hasMore = true;

        if (number === 1) {
            await nango.trackDeletesStart('${model}');
        }

        while (hasMore) {
            const response = await nango.get({
                ${docs(subject, 'list')}
                endpoint: '/v2/${subject.many}',
                params: { page: String(number), per_page: String(PAGE_SIZE) },
                retries: 10
            });
            const page = z.array(z.unknown()).parse(response.data);
${mapped(model, own)}
            if (records.length > 0) {
                await nango.batchSave(records, '${model}');
            }
            hasMore = records.length === PAGE_SIZE;
            number += 1;
            await nango.saveCheckpoint({ page: number });
        }

        await nango.clearCheckpoint();
        await nango.trackDeletesEnd('${model}');`
    })];
}

function withMetadata(subject, dice, lines) {
    const own = fields(dice, (lines - 66) / 3);
    const model = pascal(subject.one);
    return [`${subject.many}-of-team`, sync({
        imports: "import { chunked } from '../helpers/text.js';\n",
        parts: [
            schema(`Provider${model}Schema`, own),
            schema(`${model}Schema`, own),
            schema('MetadataSchema', [['team_ids', 'z.array(z.string())']], false)
        ],
        description: `Sync the ${subject.many} of the chosen teams`,
        frequency: 'every 30 minutes',
        rest: '    metadata: MetadataSchema,\n',
        model,
        exec: `        const metadata = await nango.getMetadata();
        const teams = metadata?.team_ids ?? [];

        for (const some of chunked(teams, 10)) {
            const response = await nango.post({
                ${docs(subject, 'query')}
                endpoint: '/v2/${subject.many}/query',
                data: { teams: some },
                retries: 5
            });
            const page = z.array(z.unknown()).parse(response.data);
${mapped(model, own)}
            await nango.batchSave(records, '${model}');
            await nango.log(\`\${records.length} ${subject.many} saved\`);
        }`
    })];
}

/** What the functions of every integration share. */
export const HELPERS = `/** Trims, lowers and joins the words of a search. */
export function normalizeText(text: string): string {
    return text.trim().toLowerCase().split(/\\s+/).join(' ');
}

/** The list in pieces of \`size\`. */
export function chunked<T>(items: T[], size: number): T[][] {
    const chunks: T[][] = [];
    for (let start = 0; start < items.length; start += size) {
        chunks.push(items.slice(start, start + size));
    }
    return chunks;
}
`;
