import { createSync } from 'nango';
import { z } from 'zod';

const ProviderCampaignSchema = z.object({
    id: z.string(),
    hours_logged: z.number().optional(),
    permalink: z.string().nullable(),
    deleted_at: z.string().optional(),
    locale: z.string().optional(),
    postal_code: z.string().optional(),
    visibility: z.enum(['public', 'private', 'team']),
    owner_id: z.string().nullable(),
    manager_id: z.string().optional(),
    due_date: z.string().optional(),
    notes: z.string().optional(),
    custom_values: z.record(z.string(), z.unknown()).optional(),
    version_number: z.number().optional(),
    avatar_url: z.string().optional(),
    ended_at: z.string(),
    language: z.string(),
    created_at: z.string().optional(),
    assignee_ids: z.array(z.string()),
    billing_email: z.string().optional(),
    unit_price: z.number().optional(),
    description: z.string().optional(),
    source: z.string().optional(),
    email: z.string(),
    permissions: z.object({
        id: z.string(),
        label: z.string().nullable(),
        url: z.string().optional()
    }).optional(),
    mime_type: z.string(),
    metadata_version: z.number(),
    renewal_date: z.string(),
    updated_at: z.string().optional(),
    currency: z.string(),
    external_reference: z.string(),
    tax_rate: z.object({
        id: z.string(),
        label: z.string().nullable(),
        url: z.string().optional()
    }).optional(),
    size_in_bytes: z.number(),
    parent_id: z.string().nullable(),
    is_billable: z.boolean(),
    is_active: z.boolean(),
    discount: z.number(),
    is_archived: z.boolean().optional(),
    tags: z.array(z.string()).optional(),
    position: z.number().nullable(),
    status: z.string()
});

const CampaignSchema = z.object({
    id: z.string(),
    hours_logged: z.number().optional(),
    permalink: z.string().nullable(),
    deleted_at: z.string().optional(),
    locale: z.string().optional(),
    postal_code: z.string().optional(),
    visibility: z.enum(['public', 'private', 'team']),
    owner_id: z.string().nullable(),
    manager_id: z.string().optional(),
    due_date: z.string().optional(),
    notes: z.string().optional(),
    custom_values: z.record(z.string(), z.unknown()).optional(),
    version_number: z.number().optional(),
    avatar_url: z.string().optional(),
    ended_at: z.string(),
    language: z.string(),
    created_at: z.string().optional(),
    assignee_ids: z.array(z.string()),
    billing_email: z.string().optional(),
    unit_price: z.number().optional(),
    description: z.string().optional(),
    source: z.string().optional(),
    email: z.string(),
    permissions: z.object({
        id: z.string(),
        label: z.string().nullable(),
        url: z.string().optional()
    }).optional(),
    mime_type: z.string(),
    metadata_version: z.number(),
    renewal_date: z.string(),
    updated_at: z.string().optional(),
    currency: z.string(),
    external_reference: z.string(),
    tax_rate: z.object({
        id: z.string(),
        label: z.string().nullable(),
        url: z.string().optional()
    }).optional(),
    size_in_bytes: z.number(),
    parent_id: z.string().nullable(),
    is_billable: z.boolean(),
    is_active: z.boolean(),
    discount: z.number(),
    is_archived: z.boolean().optional(),
    tags: z.array(z.string()).optional(),
    position: z.number().nullable(),
    status: z.string()
});

const CheckpointSchema = z.object({
    page: z.number()
});

const PAGE_SIZE = 100;

const sync = createSync({
    description: 'Sync campaigns page by page, and resume where the last run stopped',
    version: '1.0.0',
    frequency: 'every 12 hours',
    autoStart: true,
    checkpoint: CheckpointSchema,
    models: {
        Campaign: CampaignSchema
    },

    exec: async (nango) => {
        const checkpoint = await nango.getCheckpoint();
        let number = checkpoint?.page ?? 1;
        let hasMore = true;

        if (number === 1) {
            await nango.trackDeletesStart('Campaign');
        }

        while (hasMore) {
            const response = await nango.get({
                // https://developers.silver-forge.example/reference/campaigns#list
                endpoint: '/v2/campaigns',
                params: { page: String(number), per_page: String(PAGE_SIZE) },
                retries: 3
            });
            const page = z.array(z.unknown()).parse(response.data);
            const records = page.map((item) => {
                const raw = ProviderCampaignSchema.parse(item);

                return {
                    id: raw.id,
                    hours_logged: raw.hours_logged,
                    permalink: raw.permalink,
                    deleted_at: raw.deleted_at,
                    locale: raw.locale,
                    postal_code: raw.postal_code,
                    visibility: raw.visibility,
                    owner_id: raw.owner_id,
                    manager_id: raw.manager_id,
                    due_date: raw.due_date,
                    notes: raw.notes,
                    custom_values: raw.custom_values,
                    version_number: raw.version_number,
                    avatar_url: raw.avatar_url,
                    ended_at: raw.ended_at,
                    language: raw.language,
                    created_at: raw.created_at,
                    assignee_ids: raw.assignee_ids,
                    billing_email: raw.billing_email,
                    unit_price: raw.unit_price,
                    description: raw.description,
                    source: raw.source,
                    email: raw.email,
                    permissions: raw.permissions,
                    mime_type: raw.mime_type,
                    metadata_version: raw.metadata_version,
                    renewal_date: raw.renewal_date,
                    updated_at: raw.updated_at,
                    currency: raw.currency,
                    external_reference: raw.external_reference,
                    tax_rate: raw.tax_rate,
                    size_in_bytes: raw.size_in_bytes,
                    parent_id: raw.parent_id,
                    is_billable: raw.is_billable,
                    is_active: raw.is_active,
                    discount: raw.discount,
                    is_archived: raw.is_archived,
                    tags: raw.tags,
                    position: raw.position,
                    status: raw.status
                };
            });

            if (records.length > 0) {
                await nango.batchSave(records, 'Campaign');
            }
            hasMore = records.length === PAGE_SIZE;
            number += 1;
            await nango.saveCheckpoint({ page: number });
        }

        await nango.clearCheckpoint();
        await nango.trackDeletesEnd('Campaign');
    }
});

export type NangoSyncLocal = Parameters<(typeof sync)['exec']>[0];
export default sync;
