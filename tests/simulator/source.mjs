// The text of a sync around the statements of its `exec`.

/** Where the sync stands in its project. */
export const ENTRY = 'crm/syncs/deals.ts';

/** Types that the bodies of programs name; each is declared where it is named. An interface would not do as a record: it has no index signature. */
const TYPES = {
    Row: 'type Row = {\n    id: string;\n    name: string;\n    updated_at: string;\n    status: string;\n    email: string;\n};\n',
    Page: 'type Page = {\n    data: Row[];\n    next_cursor: string | null;\n    next_page: number | null;\n    next: string | null;\n    has_more: boolean;\n    total_pages: number;\n};\n'
};

/**
 * `{ body, helpers, imports, checkpoint, models }`: statements, what stands before the sync, what the `import` statement for another file
 * says, the fields of the checkpoint (`cursor: z.string()`), the names of the models.
 */
export function source({ body, helpers = '', imports: others, checkpoint, models }) {
    const text = `${helpers}\n${body}`;
    const mentions = (name) => new RegExp(`\\b${name}\\b`).test(text);
    const types = [mentions('Row') || mentions('Page') ? TYPES.Row : '', mentions('Page') ? TYPES.Page : ''].filter(Boolean);
    const imports = mentions('ProxyConfiguration') ? "import { createSync, type ProxyConfiguration } from 'nango';" : "import { createSync } from 'nango';";
    const schemas = models.map((model) => `const ${model} = z.object({ id: z.string(), name: z.string() });`);
    const needsLocal = mentions('NangoSyncLocal');
    return [
        imports,
        "import { z } from 'zod';",
        ...(others ? [`import ${others};`] : []),
        '',
        ...types,
        ...schemas,
        '',
        ...(helpers ? [helpers.trim(), ''] : []),
        'const sync = createSync({',
        `    description: '${models.join(' and ')} of the CRM',`,
        "    version: '1.0.0',",
        "    frequency: 'every hour',",
        '    autoStart: true,',
        ...(checkpoint ? [`    checkpoint: z.object({ ${checkpoint} }),`] : []),
        `    models: { ${models.join(', ')} },`,
        '    exec: async (nango) => {',
        indent(body.trim(), 8),
        '    }',
        '});',
        '',
        ...(needsLocal ? ["type NangoSyncLocal = Parameters<(typeof sync)['exec']>[0];"] : []),
        'export default sync;',
        ''
    ].join('\n');
}

export function indent(text, by) {
    return text.replace(/^(?=.)/gm, ' '.repeat(by));
}
