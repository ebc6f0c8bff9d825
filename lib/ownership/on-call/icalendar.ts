/** iCalendar after RFC 5545: enough of it for events with a beginning and an end in UTC. */

export type CalendarEvent = {
  /** Stays the same for the same event, whenever the calendar is read. */
  uid: string;
  /** Milliseconds since 1970. */
  from: number;
  to: number;
  summary: string;
  description: string;
  url: string;
};

export type Calendar = { name: string; events: readonly CalendarEvent[] };

const encoder = new TextEncoder();

/** A text value (3.3.11): backslash, semicolon, comma and line breaks escaped; other control characters left out. */
export function escapeText(text: string): string {
  return text
    .replace(/\\/g, "\\\\")
    .replace(/;/g, "\\;")
    .replace(/,/g, "\\,")
    .replace(/\r\n|\r|\n/g, "\\n")
    .replace(/[^\P{Cc}\t]/gu, "");
}

/** A content line of at most 75 octets a line (3.1); never cuts a character in two. */
export function foldLine(line: string): string {
  let folded = "";
  let octets = 0;
  for (const character of line) {
    const size = encoder.encode(character).byteLength;
    if (octets + size > 75) {
      folded += "\r\n ";
      octets = 1;
    }
    folded += character;
    octets += size;
  }
  return folded;
}

/** "20260314T092000Z" of milliseconds since 1970. */
export function utcTime(ms: number): string {
  return new Date(ms).toISOString().replace(/[-:]|\.\d{3}/g, "");
}

function eventLines(event: CalendarEvent, stamp: string): string[] {
  return [
    "BEGIN:VEVENT",
    `UID:${escapeText(event.uid)}`,
    `DTSTAMP:${stamp}`,
    `DTSTART:${utcTime(event.from)}`,
    `DTEND:${utcTime(event.to)}`,
    `SUMMARY:${escapeText(event.summary)}`,
    `DESCRIPTION:${escapeText(event.description)}`,
    `URL:${event.url}`,
    // Whoever is on call can still be invited elsewhere.
    "TRANSP:TRANSPARENT",
    "END:VEVENT",
  ];
}

/** The calendar as a file: lines ended by CRLF, as it was at `now`. Readers are asked to come back every hour. */
export function writeCalendar(calendar: Calendar, now: Date): string {
  const stamp = utcTime(now.getTime());
  const lines = [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//Threshold//On call//EN",
    "CALSCALE:GREGORIAN",
    "METHOD:PUBLISH",
    `NAME:${escapeText(calendar.name)}`,
    `X-WR-CALNAME:${escapeText(calendar.name)}`,
    "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
    "X-PUBLISHED-TTL:PT1H",
    ...calendar.events.flatMap((event) => eventLines(event, stamp)),
    "END:VCALENDAR",
  ];
  return lines.map((line) => `${foldLine(line)}\r\n`).join("");
}
