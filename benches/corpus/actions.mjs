// The shapes of generated actions: each takes a subject and answers with the function's name and the text of its file.
import { copied, docs, fields, pascal, schema } from './parts.mjs';

/** By how often they are made. */
export const ACTIONS = [getOne, list, create, update, list, create, remove, getOne, search];

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
