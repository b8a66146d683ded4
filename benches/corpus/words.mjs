// The vocabulary of the generated corpus, and the seeded dice that choose from it.

/** The things that integrations are about: what a provider calls them, one and many. */
export const RESOURCES = [
    ['contact', 'contacts'], ['company', 'companies'], ['deal', 'deals'], ['invoice', 'invoices'], ['payment', 'payments'],
    ['ticket', 'tickets'], ['task', 'tasks'], ['project', 'projects'], ['employee', 'employees'], ['department', 'departments'],
    ['candidate', 'candidates'], ['job', 'jobs'], ['folder', 'folders'], ['document', 'documents'], ['campaign', 'campaigns'],
    ['subscription', 'subscriptions'], ['order', 'orders'], ['product', 'products'], ['warehouse', 'warehouses'],
    ['shipment', 'shipments'], ['meeting', 'meetings'], ['channel', 'channels'], ['message', 'messages'], ['user', 'users'],
    ['group', 'groups'], ['role', 'roles'], ['webhook', 'webhooks'], ['article', 'articles'], ['comment', 'comments'],
    ['expense', 'expenses'], ['vendor', 'vendors'], ['account', 'accounts'], ['location', 'locations'], ['asset', 'assets']
];

/** Fields of such things: name, type in zod, and what the documentation would say. */
export const FIELDS = [
    ['name', 'z.string()', 'Display name'], ['email', 'z.string()', 'Primary email address'], ['phone', 'z.string()', 'Phone number with country code'],
    ['status', 'z.string()', 'Current status'], ['description', 'z.string()', 'Free text shown below the title'], ['owner_id', 'z.string()', 'Identifier of the owner'],
    ['amount', 'z.number()', 'Amount in the smallest unit of the currency'], ['currency', 'z.string()', 'Currency code of three letters'],
    ['is_active', 'z.boolean()', 'Whether it is in use'], ['created_at', 'z.string()', 'When it was created'], ['updated_at', 'z.string()', 'When it was last changed'],
    ['deleted_at', 'z.string()', 'When it was deleted'], ['external_reference', 'z.string()', 'Identifier in another system'], ['priority', 'z.number()', 'From 1, the highest, to 5'],
    ['tags', 'z.array(z.string())', 'Labels'], ['street', 'z.string()', 'Street and number'], ['city', 'z.string()', 'City'], ['postal_code', 'z.string()', 'Postal code'],
    ['country', 'z.string()', 'Country code of two letters'], ['website', 'z.string()', 'Address of the website'], ['timezone', 'z.string()', 'Name of the time zone'],
    ['quantity', 'z.number()', 'Number of items'], ['unit_price', 'z.number()', 'Price of one item'], ['tax_rate', 'z.number()', 'Tax in percent'],
    ['due_date', 'z.string()', 'Day it is due'], ['started_at', 'z.string()', 'When it started'], ['ended_at', 'z.string()', 'When it ended'],
    ['manager_id', 'z.string()', 'Identifier of the manager'], ['department_id', 'z.string()', 'Identifier of the department'], ['job_title', 'z.string()', 'Job title'],
    ['locale', 'z.string()', 'Language and region'], ['avatar_url', 'z.string()', 'Address of the picture'], ['is_archived', 'z.boolean()', 'Whether it is archived'],
    ['visibility', "z.enum(['public', 'private', 'team'])", 'Who can see it'], ['source', 'z.string()', 'Where it came from'], ['score', 'z.number()', 'Score between 0 and 100'],
    ['assignee_ids', 'z.array(z.string())', 'Identifiers of the assignees'], ['parent_id', 'z.string()', 'Identifier of the parent'], ['position', 'z.number()', 'Place in the list'],
    ['permalink', 'z.string()', 'Address in the web application'], ['size_in_bytes', 'z.number()', 'Size in bytes'], ['mime_type', 'z.string()', 'Type of the content'],
    ['checksum', 'z.string()', 'Checksum of the content'], ['version_number', 'z.number()', 'Counts up at each change'], ['notes', 'z.string()', 'Internal notes'],
    ['billing_email', 'z.string()', 'Where invoices are sent'], ['reply_to', 'z.string()', 'Address for answers'], ['custom_values', 'z.record(z.string(), z.unknown())', 'Values of custom fields'],
    ['permissions', "z.array(z.enum(['read', 'write', 'admin']))", 'What the token may do'], ['metadata_version', 'z.number()', 'Version of the layout'],
    ['last_activity_at', 'z.string()', 'When something last happened'], ['renewal_date', 'z.string()', 'Day of the next renewal'], ['discount', 'z.number()', 'Discount in percent'],
    ['shipping_method', 'z.string()', 'How it is sent'], ['tracking_number', 'z.string()', 'Number to follow the parcel'], ['language', 'z.string()', 'Language'],
    ['is_billable', 'z.boolean()', 'Whether it can be billed'], ['hours_logged', 'z.number()', 'Hours logged so far'], ['sprint', 'z.string()', 'Name of the sprint'], ['severity', 'z.string()', 'Severity']
];

/** First and second half of the invented providers' names. */
export const NAMES = [
    ['blue', 'swift', 'north', 'clear', 'open', 'bright', 'silver', 'quiet', 'rapid', 'green', 'amber', 'cloud', 'stone', 'river'],
    ['desk', 'books', 'forge', 'ledger', 'hire', 'mail', 'stack', 'pipe', 'board', 'crm', 'cart', 'drive', 'flow', 'hub']
];

/** Dice with a seed (mulberry32): the same seed throws the same corpus. */
export function dice(seed) {
    const next = () => {
        seed = (seed + 0x6d2b79f5) | 0;
        let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
        t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
        return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
    };
    return {
        chance: (probability) => next() < probability,
        pick: (list) => list[Math.floor(next() * list.length)],
        shuffled: (list) => list.map((value) => [next(), value]).sort((a, b) => a[0] - b[0]).map(([, value]) => value),
        /** A length around `median`; two thirds of all lie within a factor of e^spread of it (log-normal). */
        length: (median, spread) => median * Math.exp(spread * Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next()))
    };
}
