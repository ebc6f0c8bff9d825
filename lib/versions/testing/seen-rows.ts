import type { FindingContext } from "#lib/versions/findings/finding-words";
import type { Declared, SeenHour } from "#lib/versions/findings/seen";

export const HOUR = 3_600_000;
/** 14 March 2026 in Berlin, 24 hours. */
export const dayStart = Date.parse("2026-03-13T23:00:00Z");
export const context: FindingContext = {
  slug: "claims",
  environment: "production",
  zone: "Europe/Berlin",
  interval: { from: dayStart, to: dayStart + 24 * HOUR },
  now: dayStart + 90 * 24 * HOUR,
};

export const digest = (letter: string) => letter.repeat(64);

/** Calls of one hour of the day, by its number on the clock; a chat of the declared model unless told. */
export function seen(hour: number, calls: number, of: Partial<SeenHour> = {}): SeenHour {
  return {
    start: dayStart + hour * HOUR,
    release: digest("a"),
    provider: "openai",
    requestModel: "gpt-4o",
    responseModel: "gpt-4o-2024-08-06",
    promptName: null,
    promptVersion: null,
    generates: true,
    failed: false,
    calls,
    ...of,
  };
}

/** The same calls in each of several hours. */
export const hours = (from: number, to: number, calls: number, of: Partial<SeenHour> = {}) =>
  Array.from({ length: to - from }, (_, index) => seen(from + index, calls, of));

const part = (kind: "prompt" | "model", name: string, version: string) => ({
  kind,
  name,
  version,
  digest: version,
  change: "why",
});

export function share(letter: string, weight = 1, prompt = "v12", model = "2024-08-06") {
  const artifacts = [part("prompt", "reply", prompt), part("model", "gpt-4o", model)];
  return { release: digest(letter), weight, artifacts };
}

/** Declared from one hour of the day to another. */
export function declared(from: number, to: number, shares = [share("a")], reportedAt = dayStart): Declared {
  return {
    from: dayStart + from * HOUR,
    to: dayStart + to * HOUR,
    shares,
    reportedAt: new Date(reportedAt).toISOString(),
    reportedBy: "pipeline",
  };
}
