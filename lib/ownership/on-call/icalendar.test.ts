import fc from "fast-check";
import { expect, test } from "vitest";
import { type Calendar, escapeText, foldLine, writeCalendar } from "./icalendar.ts";

const now = new Date("2026-03-14T09:20:30.123Z");
const event = {
  uid: "7-1773000000000@threshold",
  from: Date.parse("2026-03-09T08:00:00Z"),
  to: Date.parse("2026-03-16T08:00:00Z"),
  summary: "Ravi Tan on call: Claims, primary",
  description: "Answers for:\nClaims; Refunds \\ EU",
  url: "https://threshold.example/on-call/claims",
};

test("a calendar as RFC 5545 writes it", () => {
  const text = writeCalendar({ name: "On call: Claims", events: [event] }, now);
  expect(text.split("\r\n")).toEqual([
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//Threshold//On call//EN",
    "CALSCALE:GREGORIAN",
    "METHOD:PUBLISH",
    "NAME:On call: Claims",
    "X-WR-CALNAME:On call: Claims",
    "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
    "X-PUBLISHED-TTL:PT1H",
    "BEGIN:VEVENT",
    "UID:7-1773000000000@threshold",
    "DTSTAMP:20260314T092030Z",
    "DTSTART:20260309T080000Z",
    "DTEND:20260316T080000Z",
    "SUMMARY:Ravi Tan on call: Claims\\, primary",
    "DESCRIPTION:Answers for:\\nClaims\\; Refunds \\\\ EU",
    "URL:https://threshold.example/on-call/claims",
    "TRANSP:TRANSPARENT",
    "END:VEVENT",
    "END:VCALENDAR",
    "",
  ]);
});

/** Reads a text value back, as a calendar does. */
const readText = (text: string) =>
  text.replace(/\\([\\;,nN])/g, (_, found: string) => (found.toLowerCase() === "n" ? "\n" : found));

test("no line is longer than 75 octets, and unfolding gives back what was said, whatever the name", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 300 }), (summary) => {
      const calendar: Calendar = { name: summary, events: [{ ...event, summary }] };
      const text = writeCalendar(calendar, now);
      const lines = text.split("\r\n");
      for (const line of lines) {
        expect(new TextEncoder().encode(line).byteLength).toBeLessThanOrEqual(75);
        expect(line).not.toMatch(/[\r\n]/);
      }
      const unfolded = text.replaceAll("\r\n ", "").split("\r\n");
      const found = unfolded.find((line) => line.startsWith("SUMMARY:"))?.slice("SUMMARY:".length);
      const kept = summary.replace(/\r\n|\r/g, "\n").replace(/[^\P{Cc}\t\n]/gu, "");
      expect(readText(found ?? "")).toBe(kept);
      expect(unfolded.filter((line) => line === "END:VEVENT")).toHaveLength(1);
    }),
  );
});

test("a fold never cuts a character in two", () => {
  const folded = foldLine(`SUMMARY:${"ä".repeat(80)}${"🙂".repeat(40)}`);
  expect(folded.isWellFormed()).toBe(true);
  expect(folded.replaceAll("\r\n ", "")).toBe(`SUMMARY:${"ä".repeat(80)}${"🙂".repeat(40)}`);
  expect(escapeText("a\u0007b\tc")).toBe("ab\tc");
});
