/** A screen to take a picture of: `name` becomes the file's. */
export type Screen = { name: string; path: string; signedOut?: boolean };

/** What only the installation knows: an interaction to open, the releases to compare, and days that have a story. */
export type Facts = {
  interaction: string | null;
  releases: readonly [from: string, to: string] | null;
  /** The day of the silent update, and 14 March, as 2026-03-14. */
  updateDay: string;
  memorableDay: string;
};

const STORY = "/features/claim-letters";
const MANY = "/features/underwriting-copilot";

const tabs = ["quality", "failures", "cost", "versions", "audit", "ownership", "calls", "edit"];

/** Every screen on the sample organisation, in the order in which somebody meets them. */
export function screens(facts: Facts): Screen[] {
  const { interaction, releases, updateDay, memorableDay } = facts;
  return [
    { name: "sign-in", path: "/sign-in", signedOut: true },
    { name: "portfolio", path: "/" },
    { name: "portfolio-by-team", path: "/?group=team&sort=-cents" },
    { name: "portfolio-eroded", path: "/?show=eroded" },
    { name: "compare-features", path: "/compare?a=claim-letters&b=claims-triage" },
    { name: "feature", path: STORY },
    ...tabs.map((tab) => ({ name: `feature-${tab}`, path: `${STORY}/${tab}` })),
    { name: "feature-eroded", path: "/features/peritagem-lisboa" },
    { name: "feature-eroded-ownership", path: "/features/peritagem-lisboa/ownership" },
    { name: "feature-pilot", path: "/features/broker-assistant" },
    { name: "feature-without-team", path: "/features/travel-quotes/ownership" },
    { name: "feature-without-versions", path: "/features/travel-quotes/versions" },
    { name: "cost", path: `${STORY}/cost?range=30d` },
    { name: "what-ran", path: `${STORY}/versions?at=${updateDay}&tz=Europe/Dublin` },
    {
      name: "what-ran-in-march",
      path: `/features/claims-triage/versions?at=${memorableDay}&tz=Europe/Dublin`,
    },
    { name: "what-ran-of-twenty", path: `${MANY}/versions?tz=Europe/London` },
    ...(releases
      ? [{ name: "compare-releases", path: `${MANY}/versions/compare?from=${releases[0]}&to=${releases[1]}` }]
      : []),
    ...(interaction
      ? [{ name: "interaction", path: `/features/claims-triage/interactions/${interaction}` }]
      : []),
    {
      name: "what-ran-sheet",
      path: `/features/claims-triage/versions/sheet?at=${memorableDay}&tz=Europe/Dublin`,
    },
    { name: "versions-search", path: "/versions?q=triage" },
    { name: "on-call", path: "/on-call" },
    { name: "rotation", path: "/on-call/claims" },
    { name: "rotation-without-anybody", path: "/on-call/peritagem" },
    { name: "calls", path: "/calls" },
    { name: "interactions", path: "/calls?level=interactions" },
    { name: "changes", path: "/changes" },
    { name: "people", path: "/people" },
    { name: "keys", path: "/keys" },
    { name: "prices", path: "/prices" },
    { name: "settings", path: "/settings" },
    { name: "new-feature", path: "/features/new" },
    { name: "docs", path: "/docs" },
  ];
}

/** The pictures of the README, in the order in which it shows them. */
export const readmeNames = ["portfolio", "feature", "what-ran", "on-call", "cost"];
