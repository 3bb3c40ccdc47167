export const retireCauses = ['failed', 'sold', 'returned', 'lost', 'disposed'] as const
export type RetireCause = (typeof retireCauses)[number]
