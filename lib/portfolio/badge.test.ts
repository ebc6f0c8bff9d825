import fc from "fast-check";
import { expect, test } from "vitest";
import type { Status } from "#lib/scorecard/domain";
import { BADGE_SECONDS, badgeMarkdown, badgeOf } from "./badge-domain.ts";
import { drawBadge, escapeXml } from "./draw-badge.ts";

const now = new Date("2026-11-22T12:00:00Z");
const met: Status[] = ["met", "met", "met", "met", "met", "met"];
const feature = { name: "Support replies", lifecycle: "production" } as const;
const minutesAgo = (minutes: number) => new Date(now.getTime() - minutes * 60_000).toISOString();
const end = (at: string) => ({ key: "cost" as const, id: "current", title: "Current", at });
const card = (cells = met, minutes = 1, ends: ReturnType<typeof end>[] = []) => ({
  cells,
  ends,
  evaluatedAt: minutesAgo(minutes),
});

test("a fresh card says its verdict", () => {
  expect(badgeOf(feature, card(), now)).toMatchObject({
    words: "Production-grade",
    tone: "production_grade",
  });
  expect(badgeOf(feature, card(["stale", ...met.slice(1)]), now)).toMatchObject({
    words: "Approaching the bar",
  });
  expect(badgeOf({ ...feature, lifecycle: "pilot" }, card(), now).words).toBe("Not in production yet");
  expect(badgeOf({ ...feature, lifecycle: "retired" }, card(), now)).toMatchObject({
    words: "Retired",
    tone: "unknown",
  });
});

test("a card that nobody renewed is no verdict, however green it was", () => {
  for (const old of [card(met, 16), card(met, 60 * 24 * 30)]) {
    const badge = badgeOf(feature, old, now);
    expect(badge.tone).toBe("unknown");
    expect(badge.words).toMatch(/^Not judged since \d+ \w+ 2026$/);
    expect(new Set(badge.cells)).toEqual(new Set(["unknown"]));
  }
  expect(badgeOf(feature, null, now)).toMatchObject({ words: "Not judged yet", tone: "unknown" });
});

test("no cache keeps it beyond the end of what it shows", () => {
  expect(badgeOf(feature, card(), now).maxAge).toBe(BADGE_SECONDS);
  expect(BADGE_SECONDS).toBeLessThanOrEqual(300);
  const soon = new Date(now.getTime() + 30_000).toISOString();
  expect(badgeOf(feature, card(met, 1, [end(soon)]), now).maxAge).toBe(30);
  expect(badgeOf(feature, card(met, 14.5), now).maxAge).toBe(30);
});

test.each(["strip", "flat"] as const)("a name cannot leave its text in %s", (look) => {
  const name = `</text><script>alert("1")</script>&'`;
  const svg = drawBadge(badgeOf({ ...feature, name }, card(), now), look);
  expect(svg).not.toContain("<script");
  expect(svg).toContain("&lt;script&gt;");
  expect(svg.match(/<(?!\/?(svg|title|style|rect|text|path)\b)/g)).toBeNull();
});

test("whatever stands in a name, the text is XML", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 0x10_ff_ff })), (codes) => {
      const name = String.fromCodePoint(...codes);
      const escaped = escapeXml(name);
      expect(escaped).not.toMatch(/[<>"']/);
      expect(escaped).not.toMatch(/&(?!(amp|lt|gt|quot|#39);)/);
      expect([...escaped].some((char) => (char.codePointAt(0) ?? 0) < 0x20 && !"\t\n\r".includes(char))).toBe(
        false,
      );
    }),
  );
});

test("the title says in words all that is drawn", () => {
  const svg = drawBadge(
    badgeOf(feature, card(["unmet", "stale", "unknown", "met", "met", "met"]), now),
    "strip",
  );
  expect(svg).toContain(
    "<title>Support replies: In production by accident. quality not met, failures stale, cost unknown, versions met, audit met, ownership met.</title>",
  );
  expect(svg).toContain('class="unmet-b"');
  expect(svg).toContain("stroke-dasharray");
});

test("the README's lines hold whatever the name is", () => {
  expect(badgeMarkdown({ slug: "replies", name: "A](x) `b`" }, "https://t.example")).toBe(
    "[![AI feature A\\]\\(x\\) \\`b\\`](https://t.example/badge/replies.svg)](https://t.example/features/replies)",
  );
});
