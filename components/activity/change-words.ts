import { formatDateTime } from "#lib/core/format";

const digest = /\b([0-9a-f]{12})[0-9a-f]{52}\b/g;
const instant = /\b\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?Z/g;
const LONGEST = 160;

/** "reported at" of "reportedAt", "unit of work, kind" of "unitOfWork.kind". */
export function fieldWords(field: string): string {
  return field
    .replaceAll(".", ", ")
    .replace(/([a-z])([A-Z])/g, "$1 $2")
    .replaceAll("_", " ")
    .toLowerCase();
}

/** A value as a person reads it: digests by their beginning, instants as dates, long texts cut. */
export function valueWords(text: string, zone: string): string {
  const read = text
    .replace(digest, "$1")
    .replace(instant, (at) => (Number.isNaN(Date.parse(at)) ? at : formatDateTime(at, zone)));
  return read.length > LONGEST ? `${read.slice(0, LONGEST)}…` : read;
}
