// The shapes of generated syncs: each takes a subject and answers with the function's name and the text of its file.
import { copied, docs, fields, pascal, schema } from './parts.mjs';

/** By how often they are made. */
export const SYNCS = [incremental, fullRefresh, incremental, paged, withMetadata];

function sync({ imports = '', parts, description, frequency, autoStart = true, rest = '', model, exec }) {
    return `import { createSync } from 'nango';
${exec.includes('ProxyConfiguration') ? "import type { ProxyConfiguration } from 'nango';\n" : ''}import { z } from 'zod';
${imports}
${parts.join('\n')}
const sync = createSync({
    description: '${description}',
    version: '1.0.0',
    frequency: '${frequency}',
    autoStart: ${autoStart},
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
            retries: 3
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
                retries: 3
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
        autoStart: false, // not before the connection has its metadata
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
