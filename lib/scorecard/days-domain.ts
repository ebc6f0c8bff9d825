/** Days that the axis of time may show. Apart from its schema, so that a screen need not load what validates. */
export const timelineDays = [7, 30, 90] as const;
export type TimelineDays = (typeof timelineDays)[number];
