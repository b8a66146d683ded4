// What goes wrong when the function runs, or at the deployment, or only looks wrong: the compiler accepts all of it.
import { accepted, named } from '../program.mjs';
import { action, sync } from '../source.mjs';

const bodies = (map) => Object.fromEntries(Object.entries(map).map(([id, body]) => [id, action(body)]));

export default [
    ...accepted(
        bodies({
            'console-log': "console.log('deals');",
            'console-in-a-string': "await nango.log('console.log');",
            'console-in-a-comment': "// console.log('deals');\nawait nango.log('deals');",
            'console-computed': "console['log']('deals');",
            fetch: "await fetch('https://crm.test');",
            'process-env': "await nango.log(process.env['KEY']);",
            btoa: "await nango.log(btoa('deals'));",
            eval: "await nango.log(eval('1'));",
            'new-function': "await nango.log(new Function('return 1')());",
            'plain-error': "if (input.id === '') throw new Error('no id');",
            'action-error-text': "if (input.id === '') throw new nango.ActionError('no id' as unknown as Record<string, unknown>);",
            'while-true': "while (true) {\n    const response = await nango.get({ endpoint: '/deals', retries: 3 });\n    if (response.status === 200) break;\n}",
            'sleep': 'await new Promise((done) => setTimeout(done, 10));',
            'no-retries': "await nango.get({ endpoint: '/deals' });",
            'many-retries': "await nango.get({ endpoint: '/deals', retries: 50 });",
            'retried-write': "await nango.post({ endpoint: '/deals', retries: 3 });",
            'get-with-data': "await nango.get({ endpoint: '/deals', data: { a: 1 }, retries: 3 });",
            'blocked-property': 'await nango.log(nango.integrationConfig);',
            'connection-id': 'await nango.log(nango.connectionId, nango.providerConfigKey);',
            'catch-all': "try {\n    await nango.get({ endpoint: '/deals', retries: 3 });\n} catch {\n    await nango.log('failed');\n}",
            any: 'const anything: any = input;\nawait nango.log(anything.id);'
        })
    ),
    ...named(
        'sync',
        accepted({
            'end-in-finally': sync("await nango.trackDeletesStart('Deal');\ntry {\n    await nango.batchSave([], 'Deal');\n} finally {\n    await nango.trackDeletesEnd('Deal');\n}"),
            'accumulate-then-save': sync("const all: { id: string; name: string }[] = [];\nfor await (const page of nango.paginate({ endpoint: '/deals', retries: 3 })) all.push(...page);\nawait nango.batchSave(all, 'Deal');"),
            'parallel-saves': sync("await Promise.all([nango.batchSave([], 'Deal'), nango.batchSave([], 'Deal')]);"),
            'guarded-save-then-clear': sync("if (nango.lastSyncDate) await nango.saveCheckpoint({ page: 1 });\nawait nango.clearCheckpoint();", { properties: { checkpoint: 'z.object({ page: z.number() })' } }),
            'merge-twice': sync("await nango.setMergingStrategy({ strategy: 'override' }, 'Deal');\nawait nango.setMergingStrategy({ strategy: 'ignore_if_modified_after' }, 'Deal');"),
            'unread-checkpoint-schema': sync(undefined, { properties: { checkpoint: 'z.object({ page: z.number() })' } })
        })
    ),
    ...accepted({ 'top-level-side-effect': action('', { before: "const now = Date.now();\nvoid now;" }) })
];
