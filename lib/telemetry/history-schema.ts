import { z } from "zod";

export const HISTORY_JOB = "telemetry-history";

/** How far a feature is in taking over what came before it was registered. */
export const historyMove = z.object({
  requestedBy: z.string(),
  requestedAt: z.string(),
  /** Calls that were there when it began; null until they are counted. */
  calls: z.int().nullable(),
  callsMoved: z.int(),
  spansMoved: z.int(),
  /** null while it is under way. */
  finishedAt: z.string().nullable(),
});
export type HistoryMove = z.infer<typeof historyMove>;
