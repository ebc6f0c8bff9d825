import { characteristicKeys, type Status } from "#lib/scorecard/domain";
import type { Badge, BadgeStyle } from "./badge-domain.ts";

const HEIGHT = 28;
const PAD = 10;
const CELL = 18;
const GAP = 3;
/** Names beyond this are cut, so that a badge fits a line of a README. */
const NAME_LENGTH = 40;

const statusWords: Record<Status, string> = {
  met: "met",
  unmet: "not met",
  stale: "stale",
  unknown: "unknown",
};
const letters = ["Q", "F", "C", "V", "A", "O"];

/** Text for XML: characters that it forbids are left out, its signs are escaped. */
export function escapeXml(text: string): string {
  const allowed = text
    .toWellFormed()
    .replaceAll(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, "");
  return allowed
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&#39;");
}

/** About how wide a text of 12 px is; the text is then set to exactly that width, whatever font the reader has. */
function widthOf(text: string): number {
  const narrow = /[ijl.,:;'|!ft()[\] ]/;
  const wide = /[mwMWQOGD@%—]/;
  const sum = [...text].reduce((total, char) => {
    if (narrow.test(char)) return total + 4;
    if (wide.test(char)) return total + 10;
    return total + ((char.codePointAt(0) ?? 0) > 0x2e7f ? 12 : 7);
  }, 0);
  return Math.round(sum);
}

function shorten(name: string): string {
  const chars = [...name];
  return chars.length > NAME_LENGTH ? `${chars.slice(0, NAME_LENGTH - 1).join("")}…` : name;
}

// Its own surface, so that it can be read on any page; colours follow the reader's scheme where the page lets an image know.
const style = `
.s{fill:#fff;stroke:#cfcdc7}.n{fill:#1b1b19}.l{stroke:#cfcdc7}
.met{fill:#0e7a56}.stale{fill:#9a6200}.unmet{fill:#b93b22}.unknown{fill:#5c5a54}.on{fill:#fff}
.met-b{fill:#0e7a56}.stale-b{fill:#fbf0d9;stroke:#9a6200}.unmet-b{fill:#fff;stroke:#b93b22}.unknown-b{fill:none;stroke:#6f6d66}
@media (prefers-color-scheme:dark){
.s{fill:#191918;stroke:#3d3c38}.n{fill:#edece8}.l{stroke:#3d3c38}
.met{fill:#4fc795}.stale{fill:#e2ad4a}.unmet{fill:#f08468}.unknown{fill:#a9a79f}.on{fill:#191918}
.met-b{fill:#4fc795}.stale-b{fill:#33270f;stroke:#e2ad4a}.unmet-b{fill:#191918;stroke:#f08468}.unknown-b{fill:none;stroke:#8f8d85}}
text{font:600 12px Inter,Verdana,"DejaVu Sans",sans-serif}.c{font-size:10px;font-weight:700;text-anchor:middle}`
  .replaceAll("\n", "")
  .trim();

const tones: Record<Badge["tone"], Status> = {
  production_grade: "met",
  approaching: "stale",
  by_accident: "unmet",
  not_in_production: "unknown",
  unknown: "unknown",
};

function text(words: string, x: number, role: string): string {
  return `<text x="${x}" y="18" class="${role}" textLength="${widthOf(words)}" lengthAdjust="spacingAndGlyphs">${escapeXml(words)}</text>`;
}

/** Told apart by shape as on screen: filled, soft with a bar at the foot, hollow, dashed. */
function cell(status: Status, index: number, x: number): string {
  const left = x + index * (CELL + GAP);
  const edge = status === "unmet" ? 2 : status === "met" ? 0 : 1;
  const size = CELL - edge;
  const box = `<rect x="${left + edge / 2}" y="${5 + edge / 2}" width="${size}" height="${size}" rx="4" class="${status}-b" stroke-width="${edge}"${status === "unknown" ? ' stroke-dasharray="3 2"' : ""}/>`;
  const bar =
    status === "stale" ? `<rect x="${left + 1}" y="20" width="${CELL - 2}" height="2.5" class="stale"/>` : "";
  const role = status === "met" ? "on" : status;
  return `${box}${bar}<text x="${left + CELL / 2}" y="${status === "stale" ? 17 : 17.5}" class="c ${role}">${letters[index]}</text>`;
}

function strip(badge: Badge, name: string): { width: number; inner: string } {
  const cellsAt = PAD + widthOf(name) + PAD;
  const wordsAt = cellsAt + 6 * CELL + 5 * GAP + PAD;
  const inner = [
    text(name, PAD, "n"),
    ...badge.cells.map((status, index) => cell(status, index, cellsAt)),
    text(badge.words, wordsAt, tones[badge.tone]),
  ].join("");
  return { width: wordsAt + widthOf(badge.words) + PAD, inner };
}

function flat(badge: Badge, name: string): { width: number; inner: string } {
  const wordsAt = PAD + widthOf(name) + 2 * PAD;
  const inner = [
    text(name, PAD, "n"),
    `<path d="M${wordsAt - PAD} 0.5V27.5" class="l"/>`,
    text(badge.words, wordsAt, tones[badge.tone]),
  ].join("");
  return { width: wordsAt + widthOf(badge.words) + PAD, inner };
}

/** The badge as an SVG that needs nothing from elsewhere and runs no script. The title says in words all that it shows. */
export function drawBadge(badge: Badge, look: BadgeStyle): string {
  const name = shorten(badge.name);
  const { width, inner } = look === "flat" ? flat(badge, name) : strip(badge, name);
  const cells = characteristicKeys.map(
    (key, index) => `${key} ${statusWords[badge.cells[index] ?? "unknown"]}`,
  );
  const title = escapeXml(`${badge.name}: ${badge.words}. ${cells.join(", ")}.`);
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${HEIGHT}" viewBox="0 0 ${width} ${HEIGHT}" role="img" aria-label="${title}">` +
    `<title>${title}</title><style>${style}</style>` +
    `<rect x="0.5" y="0.5" width="${width - 1}" height="${HEIGHT - 1}" rx="6" class="s"/>${inner}</svg>\n`
  );
}
