import { formatCount } from "#lib/core/format";
import type { Cause } from "./causes.ts";
import { characteristicKeys, characteristicWords, type Link } from "./domain.ts";
import type { Inputs } from "./inputs.ts";

type Team = Inputs["ownership"]["team"];

function teamWords(before: Team, after: Team): string {
  if (after === null) return before ? `The team ${before.name} no longer owns it` : "Its owner";
  if (before === null || before.name !== after.name) return `The team ${after.name} became its owner`;
  const [was, is] = [before.accountable, after.accountable];
  if (was?.name !== is?.name) return is ? `${is.name} became accountable` : "Nobody is accountable any more";
  if (is && was?.disabledAt === null && is.disabledAt !== null) return `${is.name} can no longer sign in`;
  if (is && was?.disabledAt !== null && is.disabledAt === null) return `${is.name} can sign in again`;
  const joined = after.activeMembers - before.activeMembers;
  if (joined > 0) return `${formatCount(joined, "member")} joined ${after.name}`;
  if (joined < 0) return `${formatCount(-joined, "member")} left ${after.name}`;
  if (was?.isMember !== is?.isMember)
    return `${is?.name ?? "The accountable person"} ${is?.isMember ? "joined" : "left"} ${after.name}`;
  return `The team ${after.name}`;
}

const facts: Readonly<Record<string, (feature: Inputs["feature"]) => string>> = {
  stakes: ({ stakes }) => `Its stakes were set to ${stakes}`,
  lifecycle: ({ lifecycle }) => `Its lifecycle was set to ${lifecycle}`,
  usesRetrieval: ({ usesRetrieval }) => `It was said ${usesRetrieval ? "to retrieve" : "not to retrieve"}`,
  contentPolicy: ({ contentPolicy }) => `Its content policy was set to ${contentPolicy}`,
};

/** "shiftTests" as "shift tests". */
const spaced = (name: string) => name.replaceAll(/(?<=[a-z])[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);

/** What turned a check, as a link to the screen that shows it; where only the clock moved there is none. */
export function causeInWords(
  cause: Cause,
  before: Inputs,
  after: Inputs,
): { words: string; href: Link["href"] | null } {
  const base = `/features/${after.feature.slug}`;
  if (cause === "aged") return { words: "Its evidence aged; nothing else changed", href: null };
  if (cause === "criteria") return { words: "It is judged by other criteria", href: null };
  const [room = "", part = ""] = cause.split(".");
  switch (cause) {
    case "quality.evalSet": {
      const set = after.quality.evalSet;
      const words = set ? `Eval set ${set.name} ${set.version} runs` : "No eval set runs any more";
      return { words, href: `${base}/versions` };
    }
    case "versions.declared": {
      const more = after.versions.rectangles.length > before.versions.rectangles.length;
      return {
        words: more ? "A deployment was recorded" : "What is declared to run",
        href: `${base}/versions`,
      };
    }
    case "ownership.team":
      return { words: teamWords(before.ownership.team, after.ownership.team), href: `${base}/ownership` };
    case "ownership.runbook": {
      const revision = after.ownership.runbook?.revision;
      const words = revision ? `Runbook revision ${revision}` : "The runbook";
      return { words, href: `${base}/ownership` };
    }
    case "cost.unit":
      return { words: "The unit of work was defined anew", href: `${base}/edit` };
    case "cost.telemetry":
      return { words: "Telemetry, or the prices of it", href: `${base}/cost` };
  }
  if (part === "telemetry") return { words: "Telemetry that arrived since", href: `${base}/calls` };
  if (room === "feature")
    return { words: facts[part]?.(after.feature) ?? "The feature was changed", href: `${base}/edit` };
  const key = characteristicKeys.find((one) => one === room);
  const name = key ? characteristicWords[key].name : room;
  return { words: `${name}: ${spaced(part)}`, href: `${base}/${room}` };
}
