// What a request asks for: `retryOn` by the Babel plugin, everything else by the types of the SDK.
import { commented, crlf, doubleQuotes, oneLine, parenthesised } from '../formats.mjs';
import { accepted, named, rejected, rewritten } from '../program.mjs';
import { action, onEvent, sync } from '../source.mjs';

const bodies = (map) => Object.fromEntries(Object.entries(map).map(([id, body]) => [id, action(body)]));
const get = (config) => `await nango.get(${config});`;
const verbs = ['get', 'post', 'put', 'patch', 'delete', 'proxy'];
const eachVerb = (make) => Object.fromEntries(verbs.map((verb) => [verb, make(verb)]));

const retryOn = rejected('req-retryon-without-retries', {
    ...bodies(eachVerb((verb) => `await nango.${verb}({ endpoint: '/deals', retryOn: [409] });`)),
    ...bodies({
        paginate: "for await (const page of nango.paginate({ endpoint: '/deals', retryOn: [409] })) await nango.log(page.length);",
        log: "await nango.log({ retryOn: [409] });",
        'quoted-retries': get("{ endpoint: '/deals', 'retries': 3, retryOn: [409] }"),
        'computed-string-retries': get("{ endpoint: '/deals', ['retries']: 3, retryOn: [409] }"),
        spread: `const base = { retries: 3 };\n${get("{ ...base, endpoint: '/deals', retryOn: [409] }")}`,
        'spread-last': `const base = { retries: 3 };\n${get("{ endpoint: '/deals', retryOn: [409], ...base }")}`,
        shorthand: `const retryOn = [409];\n${get("{ endpoint: '/deals', retryOn }")}`,
        'in-parentheses': get("({ endpoint: '/deals', retryOn: [409] })"),
        'type-argument': "await nango.get<{ id: string }>({ endpoint: '/deals', retryOn: [409] });",
        'two-lines': "await nango\n    .get({\n        endpoint: '/deals',\n        retryOn: [409]\n    });",
        'with-comments': get("{ endpoint: '/deals', /* retries: 3, */ retryOn /* when */ : /* codes */ [409] }"),
        'retries-in-params': get("{ endpoint: '/deals', params: { retries: 3 }, retryOn: [409] }"),
        'retries-in-text': get("{ endpoint: '/deals?retries: 3', retryOn: [409] }"),
        null: get("{ endpoint: '/deals', retryOn: null }"),
        empty: get("{ endpoint: '/deals', retryOn: [] }"),
        'first-key': get("{ retryOn: [409], endpoint: '/deals' }")
    }),
    sync: sync(get("{ endpoint: '/deals', retryOn: [409] }")),
    'on-event': onEvent(get("{ endpoint: '/deals', retryOn: [409] }")),
    checkpoint: sync('await nango.saveCheckpoint({ retryOn: 1 });', { properties: { checkpoint: 'z.object({ retryOn: z.number() })' } }),
    'on-webhook': sync("await nango.batchSave([], 'Deal');", {
        more: ["webhookSubscriptions: ['*']", "onWebhook: async (nango) => {\n    await nango.get({ endpoint: '/deals', retryOn: [409] });\n}"]
    }),
    'exec-method': action('', {
        exec: "async exec(nango) {\n    await nango.get({ endpoint: '/deals', retryOn: [409] });\n    return { ok: true };\n}"
    })
});
const retryOnFine = accepted(
    bodies({
        both: get("{ endpoint: '/deals', retries: 3, retryOn: [409] }"),
        'both-other-order': get("{ endpoint: '/deals', retryOn: [409], retries: 3 }"),
        'no-retries': get("{ endpoint: '/deals', retries: 0, retryOn: [409] }"),
        'shorthand-retries': `const retries = 3;\n${get("{ endpoint: '/deals', retries, retryOn: [409] }")}`,
        'computed-by-name': `const retries = 'retries' as const;\n${get("{ endpoint: '/deals', [retries]: 3, retryOn: [409] }")}`,
        'quoted-retry-on': get("{ endpoint: '/deals', 'retryOn': [409] }"),
        'double-quoted-retry-on': get("{ endpoint: '/deals', \"retryOn\": [409] }"),
        variable: `const config = { endpoint: '/deals', retryOn: [409] };\n${get('config')}`,
        'spread-of-retry-on': `const base = { retryOn: [409] };\n${get("{ ...base, endpoint: '/deals' }")}`,
        'as-argument': get("{ endpoint: '/deals', retryOn: [409] } as { endpoint: string; retryOn: number[] }"),
        'satisfies-argument': get("{ endpoint: '/deals', retryOn: [409] } satisfies { endpoint: string; retryOn: number[] }"),
        'conditional-argument': get("input.id ? { endpoint: '/deals', retryOn: [409] } : { endpoint: '/deals' }"),
        'optional-receiver': "await nango?.get({ endpoint: '/deals', retryOn: [409] });",
        computed: "await nango['get']({ endpoint: '/deals', retryOn: [409] });",
        alias: "const sdk = nango;\nawait sdk.get({ endpoint: '/deals', retryOn: [409] });",
        'deeper-in-params': get("{ endpoint: '/deals', params: { retryOn: 'a' } }"),
        'second-argument': "await nango.log('deals', { retryOn: [409] });",
        'not-a-call-of-it': "if (input.id === '') throw new nango.ActionError({ retryOn: [409] });",
        'in-a-comment': `// ${get('{ retryOn: [409] }')}\nawait nango.log('deals');`,
        'in-a-string': 'await nango.log("nango.get({ retryOn: [409] })");'
    })
);

/** Types say the rest. */
const types = [
    ...named(
        'retries',
        rejected(
            'req-retries-type',
            bodies({
                ...eachVerb((verb) => `await nango.${verb}({ endpoint: '/deals', retries: '3' });`),
                paginate: "for await (const page of nango.paginate({ endpoint: '/deals', retries: '3' })) await nango.log(page.length);",
                template: get("{ endpoint: '/deals', retries: `3` }"),
                boolean: get("{ endpoint: '/deals', retries: true }"),
                null: get("{ endpoint: '/deals', retries: null }"),
                quoted: get("{ endpoint: '/deals', 'retries': '3' }"),
                array: get("{ endpoint: '/deals', retries: [3] }")
            })
        )
    ),
    ...named(
        'retries',
        accepted(
            bodies({
                zero: get("{ endpoint: '/deals', retries: 0 }"),
                float: get("{ endpoint: '/deals', retries: 2.5 }"),
                negative: get("{ endpoint: '/deals', retries: -1 }"),
                constant: `const retries = 3;\n${get("{ endpoint: '/deals', retries }")}`,
                number: get("{ endpoint: '/deals', retries: Number('3') }"),
                cast: get("{ endpoint: '/deals', retries: '3' as unknown as number }"),
                in_params: get("{ endpoint: '/deals', params: { retries: '3' } }")
            })
        )
    ),
    ...named(
        'endpoint',
        rejected(
            'req-endpoint-missing',
            bodies({
                ...eachVerb((verb) => `await nango.${verb}({ retries: 3 });`),
                empty: get('{}'),
                paginate: 'for await (const page of nango.paginate({ retries: 3 })) await nango.log(page.length);',
                'base-url-only': get("{ baseUrlOverride: 'https://crm.test', retries: 3 }"),
                'in-params': get("{ params: { endpoint: '/deals' }, retries: 3 }")
            })
        )
    ),
    ...named(
        'endpoint',
        accepted(
            bodies({
                quoted: get("{ 'endpoint': '/deals', retries: 3 }"),
                computed: get("{ ['endpoint']: '/deals', retries: 3 }"),
                spread: `const base = { endpoint: '/deals' };\n${get('{ ...base, retries: 3 }')}`,
                shorthand: `const endpoint = '/deals';\n${get('{ endpoint, retries: 3 }')}`,
                template: get('{ endpoint: `/deals/${input.id}`, retries: 3 }'),
                absolute: get("{ endpoint: 'https://crm.test/deals', retries: 3 }"),
                query: get("{ endpoint: '/deals?open=1', retries: 3 }")
            })
        )
    ),
    ...named(
        'method',
        rejected(
            'req-method-on-verb',
            bodies({
                get: get("{ method: 'GET', endpoint: '/deals', retries: 3 }"),
                'get-post': get("{ method: 'POST', endpoint: '/deals', retries: 3 }"),
                post: "await nango.post({ endpoint: '/deals', method: 'POST', retries: 3 });",
                put: "await nango.put({ endpoint: '/deals', method: 'PUT', retries: 3 });",
                patch: "await nango.patch({ endpoint: '/deals', method: 'PATCH', retries: 3 });",
                delete: "await nango.delete({ endpoint: '/deals', method: 'DELETE', retries: 3 });",
                quoted: get("{ 'method': 'GET', endpoint: '/deals', retries: 3 }")
            })
        )
    ),
    ...named(
        'method',
        accepted(
            bodies({
                variable: `const config = { method: 'GET' as const, endpoint: '/deals', retries: 3 };\n${get('config')}`,
                proxy: "await nango.proxy({ method: 'GET', endpoint: '/deals', retries: 3 });",
                'proxy-lower-case': "await nango.proxy({ method: 'get', endpoint: '/deals', retries: 3 });",
                paginate: "for await (const page of nango.paginate({ method: 'POST', endpoint: '/deals', retries: 3 })) await nango.log(page.length);",
                spread: `const base = { method: 'GET' as const };\n${get("{ ...base, endpoint: '/deals', retries: 3 }")}`
            })
        )
    ),
    ...named(
        'params',
        rejected(
            'req-params-type',
            bodies({
                boolean: get("{ endpoint: '/deals', retries: 3, params: { open: true } }"),
                false: get("{ endpoint: '/deals', retries: 3, params: { open: false } }"),
                undefined: get("{ endpoint: '/deals', retries: 3, params: { open: undefined } }"),
                null: get("{ endpoint: '/deals', retries: 3, params: { open: null } }"),
                object: get("{ endpoint: '/deals', retries: 3, params: { filter: { open: 'true' } } }"),
                'one-of-two': get("{ endpoint: '/deals', retries: 3, params: { limit: 5, open: true } }"),
                quoted: get("{ endpoint: '/deals', retries: 3, params: { 'is-open': true } }"),
                post: "await nango.post({ endpoint: '/deals', retries: 3, params: { open: true } });",
                paginate: "for await (const page of nango.paginate({ endpoint: '/deals', params: { open: true }, retries: 3 })) await nango.log(page.length);"
            })
        )
    ),
    ...named(
        'params',
        accepted(
            bodies({
                string: get("{ endpoint: '/deals', retries: 3, params: 'open=true' }"),
                strings: get("{ endpoint: '/deals', retries: 3, params: { open: 'true', limit: 5 } }"),
                arrays: get("{ endpoint: '/deals', retries: 3, params: { ids: ['1', '2'], years: [1, 2] } }"),
                'conditional-spread': get("{ endpoint: '/deals', retries: 3, params: { ...(input.id && { id: input.id }) } }"),
                template: get('{ endpoint: \'/deals\', retries: 3, params: { id: `${input.id}` } }'),
                empty: get("{ endpoint: '/deals', retries: 3, params: {} }"),
                'boolean-in-data': "await nango.post({ endpoint: '/deals', retries: 3, data: { open: true } });"
            })
        )
    ),
    ...named(
        'fetch',
        rejected(
            'req-fetch-url',
            bodies({
                string: "await nango.uncontrolledFetch({ url: 'https://crm.test' });",
                template: 'await nango.uncontrolledFetch({ url: `https://crm.test/${input.id}` });',
                'double-quotes': 'await nango.uncontrolledFetch({ method: "GET", url: "https://crm.test" });'
            })
        )
    ),
    ...named(
        'fetch',
        accepted(
            bodies({
                url: "await nango.uncontrolledFetch({ url: new URL('https://crm.test') });",
                variable: "const url = new URL('https://crm.test');\nawait nango.uncontrolledFetch({ url, method: 'POST', body: null });"
            })
        )
    )
];

/** Pagination. */
const page = (paginate) => `for await (const page of nango.paginate({ endpoint: '/deals', paginate: ${paginate}, retries: 3 })) await nango.log(page.length);`;
const pages = [
    ...rejected(
        'page-type-invalid',
        bodies({
            'page-type': page("{ type: 'page' }"),
            'number-type': page("{ type: 'number', limit: 5 }"),
            'upper-case-type': page("{ type: 'Offset', offset_name_in_request: 'skip' }"),
            'quoted-type': page("{ 'type': 'keyset' }"),
            'empty-type': page("{ type: '' }"),
            'double-quoted-type': page('{ type: "cursors", cursor_name_in_request: "a" }')
        })
    ),
    ...named(
        'page',
        accepted(
            bodies({
                offset: page("{ type: 'offset', offset_name_in_request: 'skip', limit_name_in_request: 'take', limit: 5, response_path: 'deals' }"),
                'offset-incomplete': page("{ type: 'offset', limit: 5 }"),
                cursor: page("{ type: 'cursor', cursor_name_in_request: 'after', cursor_path_in_response: 'next' }"),
                'cursor-incomplete': page("{ type: 'cursor' }"),
                link: page("{ type: 'link', link_rel_in_response_header: 'next' }"),
                'link-incomplete': page("{ type: 'link' }"),
                'no-type': page("{ limit: 5 }"),
                empty: page('{}'),
                cast: page("{ type: 'page' as 'offset' }"),
                'any-variable': `const paginate: any = { type: 'page' };\n${page('paginate')}`,
                'on-page': page("{ type: 'link', on_page: async ({ nextPageParam }) => {\n    await nango.log(nextPageParam);\n} }"),
                'on-a-single-call': get("{ endpoint: '/deals', retries: 3, paginate: { type: 'link' } }"),
                'not-iterated': "nango.paginate({ endpoint: '/deals', retries: 3 });",
                awaited: "const all = await nango.paginate({ endpoint: '/deals', retries: 3 });\nawait nango.log(typeof all);",
                'type-elsewhere': get("{ endpoint: '/deals', retries: 3, params: { type: 'page' } }")
            })
        )
    )
];

const some = [...retryOn, ...types].filter(({ id }) => ['get', 'shorthand', 'retries-get', 'method-get', 'params-boolean'].includes(id));
export default [
    ...retryOn,
    ...named('fine', retryOnFine),
    ...types,
    ...pages,
    ...rewritten('crlf', crlf, some),
    ...rewritten('one-line', oneLine, some),
    ...rewritten('commented', commented, some),
    ...rewritten('parenthesised', parenthesised, some),
    ...rewritten('double-quotes', doubleQuotes, some)
];
