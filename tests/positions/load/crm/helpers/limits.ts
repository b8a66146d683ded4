// Limits of the provider, read once.
const LIMITS: Record<string, number> = { free: 100 };

function limitOf(plan: string): number {
    const limit = LIMITS[plan];
    if (limit === undefined) {
        throw new RangeError(`there is no plan ${plan}`);
    }
    return limit;
}

export const LIMIT = limitOf('pro');
