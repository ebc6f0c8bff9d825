import { findDigits } from "./redact-digits.ts";

/** What is looked for without being asked, by the word that stands for it afterwards. */
export const builtinNames = ["email", "card", "iban", "phone", "ip", "token", "ssn"] as const;
export type BuiltinName = (typeof builtinNames)[number];

export type Finding = { from: number; to: number; name: BuiltinName };

const localPart = /[\p{L}\p{N}.!#$&'*+/=?^_`{|}~-]/u;
const domainPart = /[\p{L}\p{N}.-]/u;
const domain =
  /^[\p{L}\p{N}](?:[\p{L}\p{N}-]*[\p{L}\p{N}])?(?:\.[\p{L}\p{N}](?:[\p{L}\p{N}-]*[\p{L}\p{N}])?)*\.(?:\p{L}{2,}|xn--[a-z0-9-]+)/iu;
const MAX_DOMAIN = 255;

/** Reads outwards from each @, so that no text makes it search twice. %40 is an @ in an address of the web. */
function findEmails(text: string): Finding[] {
  const found: Finding[] = [];
  for (const match of text.matchAll(/@|%40/g)) {
    let from = match.index;
    const floor = found.at(-1)?.to ?? 0;
    while (from > floor && localPart.test(text[from - 1] ?? "")) from -= 1;
    const begin = match.index + match[0].length;
    let end = begin;
    while (end < text.length && end - begin < MAX_DOMAIN && domainPart.test(text[end] ?? "")) end += 1;
    const host = domain.exec(text.slice(begin, end));
    if (from < match.index && host) found.push({ from, to: begin + host[0].length, name: "email" });
  }
  return found;
}

/** Lengths of IBANs by country (SWIFT's IBAN registry). */
const ibanLengths: Readonly<Record<string, number>> = Object.fromEntries(
  (
    "NO15 BE16 DK18 FI18 FO18 FK18 GL18 NL18 SD18 MK19 SI19 AT20 BA20 EE20 KZ20 LT20 LU20 MN20 XK20 CH21 HR21 LI21 LV21 " +
    "BG22 BH22 CR22 DE22 GB22 GE22 IE22 ME22 RS22 VA22 AE23 GI23 IL23 IQ23 OM23 SO23 TL23 AD24 CZ24 ES24 MD24 PK24 RO24 " +
    "SA24 SE24 SK24 TN24 VG24 LY25 PT25 ST25 IS26 TR26 BI27 DJ27 FR27 GR27 IT27 MC27 MR27 SM27 AL28 AZ28 BY28 CY28 DO28 " +
    "GT28 HU28 LB28 NI28 PL28 SV28 BR29 EG29 PS29 QA29 UA29 JO30 KW30 MU30 YE30 MT31 SC31 LC32 RU33"
  )
    .split(" ")
    .map((entry) => [entry.slice(0, 2), Number(entry.slice(2))]),
);

/** The remainder that every IBAN leaves (ISO 7064, mod 97-10). */
export function ibanChecks(iban: string): boolean {
  let rest = 0;
  for (const char of iban.slice(4) + iban.slice(0, 4)) {
    const value = Number.parseInt(char, 36);
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
  }
  return rest === 1;
}

function findIbans(text: string): Finding[] {
  const found: Finding[] = [];
  for (const { index } of text.matchAll(/(?<![A-Za-z0-9])[A-Za-z]{2}\d{2}(?=[ \-\u00a0]?[A-Za-z0-9])/g)) {
    const wanted = ibanLengths[text.slice(index, index + 2).toUpperCase()];
    if (wanted === undefined) continue;
    let iban = "";
    let at = index;
    for (; at < text.length && iban.length < wanted; at += 1) {
      const char = text[at] ?? "";
      if (/[A-Za-z0-9]/.test(char)) iban += char.toUpperCase();
      else if (!/[ \-\u00a0]/.test(char) || !/[A-Za-z0-9]/.test(text[at + 1] ?? "")) break;
    }
    if (iban.length === wanted && ibanChecks(iban)) found.push({ from: index, to: at, name: "iban" });
  }
  return found;
}

const ipv6Candidates = /(?<![\w:.])(?:[0-9a-fA-F]{0,4}:){2,7}[0-9a-fA-F]{0,4}(?![\w:])/g;

function isIpv6(text: string): boolean {
  const halves = text.split("::");
  if (halves.length > 2) return false;
  const groups = halves.flatMap((half) => (half === "" ? [] : half.split(":")));
  if (groups.some((group) => group === "")) return false;
  if (halves.length === 1) return groups.length === 8;
  // a::b is more often a name in a program than an address.
  return groups.length > 0 && groups.length < 8 && /\d/.test(text);
}

function findIpv6(text: string): Finding[] {
  return [...text.matchAll(ipv6Candidates)]
    .filter(([found]) => isIpv6(found))
    .map((match) => ({ from: match.index, to: match.index + match[0].length, name: "ip" }));
}

/** A beginning that gives a secret away, and the whole. Each begins at a boundary, so that no text is read twice. */
const edge = "(?<![A-Za-z0-9_-])";
const secrets: readonly [hint: readonly string[], whole: RegExp][] = [
  [["eyJ"], new RegExp(`${edge}eyJ[\\w-]{6,}\\.[\\w-]{4,}(?:\\.[\\w-]*){0,3}`, "g")],
  [["sk-"], new RegExp(`${edge}sk-(?=[\\w-]*\\d)[\\w-]{20,}`, "g")],
  [["ghp_", "gho_", "ghu_", "ghs_", "ghr_"], new RegExp(`${edge}gh[pousr]_[A-Za-z0-9]{30,}`, "g")],
  [["github_pat_"], new RegExp(`${edge}github_pat_\\w{22,}`, "g")],
  [["glpat-"], new RegExp(`${edge}glpat-[\\w-]{20,}`, "g")],
  [["xox", "xapp-"], new RegExp(`${edge}(?:xox[abeoprs]|xapp)-[\\w-]{10,}`, "g")],
  [["AKIA", "ASIA"], new RegExp(`${edge}A[KS]IA[A-Z0-9]{16}`, "g")],
  [["AIza"], new RegExp(`${edge}AIza[\\w-]{35}`, "g")],
  [["ya29."], new RegExp(`${edge}ya29\\.[\\w-]{20,}`, "g")],
  [["k_live_", "k_test_"], new RegExp(`${edge}[prs]k_(?:live|test)_[A-Za-z0-9]{16,}`, "g")],
  [["whsec_"], new RegExp(`${edge}whsec_[A-Za-z0-9+/=]{20,}`, "g")],
  [["SG."], new RegExp(`${edge}SG\\.[\\w-]{16,}\\.[\\w-]{16,}`, "g")],
  [["npm_"], new RegExp(`${edge}npm_[A-Za-z0-9]{36}`, "g")],
  [["hf_"], new RegExp(`${edge}hf_[A-Za-z0-9]{30,}`, "g")],
  [["gsk_"], new RegExp(`${edge}gsk_[A-Za-z0-9]{40,}`, "g")],
  [["xai-", "pplx-"], new RegExp(`${edge}(?:xai|pplx)-[A-Za-z0-9]{40,}`, "g")],
  [["dapi"], new RegExp(`${edge}dapi[0-9a-f]{32}`, "g")],
  [["hvs."], new RegExp(`${edge}hvs\\.[\\w-]{24,}`, "g")],
  [["thr_"], new RegExp(`${edge}thr_[\\w-]{43}`, "g")],
  [["earer", "EARER"], /\bbearer\s{1,4}(?=[A-Za-z._~+/=-]*\d)[A-Za-z0-9._~+/=-]{16,}/gi],
  [["asic "], /\bbasic {1,4}(?=[A-Za-z+/]*[\d=])[A-Za-z0-9+/]{12,}={0,2}/gi],
  [
    ["-----BEGIN"],
    /-----BEGIN [A-Z ]{0,40}PRIVATE KEY(?: BLOCK)?-----[\s\S]*?(?:-----END [A-Z ]{0,40}-----|$)/g,
  ],
  [["://"], /(?<=:\/{2,4})[^\s/@:"']{0,256}:[^\s/@"']{1,256}(?=@)/g],
];

/** One look for all beginnings is quicker in a short text, one look for each in a long one. */
const anyHint = new RegExp(
  secrets.flatMap(([hints]) => hints.map((hint) => hint.replace(".", "\\."))).join("|"),
);
const SHORT = 256;

function findSecrets(text: string): Finding[] {
  const found: Finding[] = [];
  if (text.length < SHORT && !anyHint.test(text)) return found;
  for (const [hints, whole] of secrets) {
    if (!hints.some((hint) => text.includes(hint))) continue;
    for (const match of text.matchAll(whole))
      found.push({ from: match.index, to: match.index + match[0].length, name: "token" });
  }
  return found;
}

/**
 * Everything in a text that looks personal or secret: e-mail addresses, payment cards (Luhn), IBANs (checksum), phone
 * numbers in international form, IP addresses, keys and tokens of common providers, US social security numbers. In time
 * linear in the text. Findings may overlap. Look-alike letters of other scripts are not seen through.
 */
export function findBuiltin(text: string): Finding[] {
  const found: Finding[] = [];
  found.push(...findSecrets(text));
  if (text.includes("@") || text.includes("%40")) found.push(...findEmails(text));
  found.push(...findIbans(text), ...findDigits(text));
  if (text.includes("::") || /[0-9a-fA-F]:[0-9a-fA-F]{1,4}:/.test(text)) found.push(...findIpv6(text));
  return found;
}
