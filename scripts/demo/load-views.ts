import type { Api } from "./api.ts";
import { administrator } from "./company.ts";
import { type Sessions, unlessThere } from "./load-people.ts";

const shared = [
  {
    page: "calls",
    name: "Dearest interactions of a day",
    query: "level=interactions&order=dearest&period=24h",
  },
  { page: "portfolio", name: "Eroded this week", query: "eroded=yes" },
  { page: "portfolio", name: "Dearest first, by team", query: "group=team&sort=-cents" },
  { page: "feature-calls", name: "Asked again", query: "attempt=retry,fallback&period=7d" },
] as const;

/** Keeps the views that the administrator shares with everybody. Without a person there are none. */
export async function loadViews(api: Api, sessions: Sessions): Promise<void> {
  const own = sessions.get(administrator.id);
  if (!own) return;
  for (const view of shared)
    await unlessThere(api.json("POST", "/saved-views", own, { ...view, shared: true }));
}
