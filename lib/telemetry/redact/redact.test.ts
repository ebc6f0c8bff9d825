import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { storable } from "#lib/telemetry/dialects/coerce";
import type { AttributeValue } from "#lib/telemetry/otlp/otlp";
import { redactorOf } from "./redact.ts";
import { builtinNames } from "./redact-builtin.ts";

const builtin = redactorOf([]);
const LIMIT = 8192;
const plain = (text: string) => builtin.text(text, LIMIT);

/** Each hides in a sentence. What stands after the arrow is what must be gone. */
const secrets: Record<string, [marker: string, secret: string]> = {
  "an address": ["[email]", "jane.doe+claims@mail.example.co.uk"],
  "an address with umlauts": ["[email]", "jürgen@müller-söhne.de"],
  "an address in a link": ["[email]", "jane%40example.com"],
  "a card": ["[card]", "4111111111111111"],
  "a card in groups": ["[card]", "4111 1111 1111 1111"],
  "a card with dashes": ["[card]", "5500-0000-0000-0004"],
  "a card in odd groups": ["[card]", "4 1111 1111 11 1 1111"],
  "a card with wide dashes": ["[card]", "3782 – 822463 – 10005"],
  "a German IBAN": ["[iban]", "DE89 3704 0044 0532 0130 00"],
  "a British IBAN": ["[iban]", "GB82WEST12345698765432"],
  "a French IBAN in lower case": ["[iban]", "fr14 2004 1010 0505 0001 3m02 606"],
  "a phone number": ["[phone]", "+49 (0)30 1234-5678"],
  "a phone number with 00": ["[phone]", "0049 30 12345678"],
  "an IPv4 address": ["[ip]", "192.168.14.7"],
  "an IPv6 address": ["[ip]", "2001:db8::8a2e:370:7334"],
  "a whole IPv6 address": ["[ip]", "2001:0db8:85a3:0000:0000:8a2e:0370:7334"],
  "a social security number": ["[ssn]", "078-05-1120"],
  "a bearer token": ["[token]", "Bearer 8f14e45fceea167a5a36dedd4bea2543"],
  "a JWT": ["[token]", "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9P"],
  "an OpenAI key": ["[token]", `sk-proj-${"a1B2".repeat(12)}`],
  "an Anthropic key": ["[token]", `sk-ant-api03-${"a1B2".repeat(12)}`],
  "a GitHub token": ["[token]", `ghp_${"a1B2".repeat(9)}`],
  "an AWS key": ["[token]", "AKIAIOSFODNN7EXAMPLE"],
  "a Slack token": ["[token]", `xoxb-${"1".repeat(12)}-abcdefGHIJ`],
  "a Google key": ["[token]", `AIza${"Sy1".repeat(11)}ab`],
  "a key of Threshold": ["[token]", `thr_${"aB3_".repeat(10)}xyz`],
  "a private key": ["[token]", "-----BEGIN RSA PRIVATE KEY-----\nMIIE/abc+\n-----END RSA PRIVATE KEY-----"],
  "a password in a link": ["[token]", "jane:hunter2"],
};
const inContext = (name: string, secret: string) =>
  name === "a password in a link" ? `postgres://${secret}@localhost/db` : `Here: ${secret} (thanks)`;

describe("what is found", () => {
  for (const [name, [marker, secret]] of Object.entries(secrets)) {
    test(name, () => {
      const redacted = plain(inContext(name, secret));
      expect(redacted).toContain(marker);
      expect(redacted).not.toContain(secret);
      expect(redacted.replace(marker, "").match(/[0-9]/)).toBeNull();
    });
  }

  test.each([
    "The claim 48213 of 2026-11-22 12:30:45 took 1,234,567 ms.",
    "4111111111111112 does not pass Luhn's check, and 1234567890123456 is of no scheme.",
    "Order 000-12-3456 and 666-12-3456 and 912-12-3456 are no social security numbers.",
    "DE88 3704 0044 0532 0130 00 has a wrong checksum; XX12 3456 7890 1234 56 is of no country.",
    "std::vector, a::b, 12:30:45 and 00:1b:44:11:3a:b7 are no addresses.",
    "call me at 030 1234567, or 1+23456789 = 23456790",
    "The release is 4c3e82fdd53d4111111111111111ab0c4c3e82fdd53d4111111111111111ab0c.",
    "bearer responsibilities, basic characteristics, sk-learn and task-12",
    "@home, a@b, me@localhost and 50 @ 3.20",
    "version 1.2.3, 1.2.3.4.5 and 999.1.1.1",
  ])("nothing in: %s", (text) => expect(plain(text)).toBe(text));
});

describe("where it hides", () => {
  const card = "4111 1111 1111 1111";
  test("JSON stays JSON, and what is in it is read as it means", () => {
    const said = { role: "user", parts: [{ type: "text", content: `line\n${card}\n"me@x.com"` }] };
    expect(JSON.parse(plain(JSON.stringify([said])))).toEqual([
      { role: "user", parts: [{ type: "text", content: 'line\n[card]\n"[email]"' }] },
    ]);
    expect(plain('{"to":"jane\\u0040x.com","n":1}')).toBe('{"to":"[email]","n":1}');
    expect(plain('{"card":4111111111111111}')).toBe('{"card":"[card]"}');
    expect(plain('{"jane@x.com":1,"bob@x.com":2}')).toBe('{"[email]":1,"[email] 2":2}');
  });

  test("JSON in JSON in JSON", () => {
    const wrapped = JSON.stringify({ args: JSON.stringify({ body: JSON.stringify({ to: "jane@x.com" }) }) });
    const { args } = JSON.parse(plain(wrapped)) as { args: string };
    expect(args).toBe(JSON.stringify({ body: JSON.stringify({ to: "[email]" }) }));
  });

  test("JSON that a sender cut off", () => {
    const cut = JSON.stringify({ a: `x\n${card}\tjane@x.com`, b: JSON.stringify({ c: `\n${card}` }) }).slice(
      0,
      -4,
    );
    expect(plain(cut)).not.toMatch(/1111|jane|x\.com/);
  });

  test("JSON without a finding stays as it was sent, to the byte", () => {
    const odd = '{ "a" : 1.0, "b":"\\u00e4\\/" ,"n":12345678901234567890}';
    expect(plain(odd)).toBe(odd);
  });

  test("split over the parts of a message", () => {
    const parts = ["Mine is 4111 11", "11 1111", " 1111. Write to jane@", "example.com"];
    const value = builtin.value(
      parts.map((content) => ({ type: "text", content })),
      LIMIT,
    );
    expect(value).toEqual([
      { type: "text", content: "Mine is [card]" },
      { type: "text", content: "" },
      { type: "text", content: ". Write to [email]" },
      { type: "text", content: "" },
    ]);
    expect(plain(JSON.stringify(parts.map((text) => ({ text }))))).not.toMatch(/11|jane|example/);
  });

  test("across the limit: it is redacted before it is cut", () => {
    for (const [name, [, secret]] of Object.entries(secrets)) {
      const said = `${inContext(name, secret)} and more`;
      for (const shown of [1, 5, secret.length - 1]) {
        const kept = plain(`${"x".repeat(LIMIT - shown - said.indexOf(secret) - 1)} ${said}`);
        expect(kept.length).toBeLessThanOrEqual(LIMIT);
        expect(kept.replace(/^x+ /, "").replace(/…$/, "")).toMatch(/^(Here: |postgres:\/\/)?(\[[a-z]*\]?)?$/);
      }
    }
  });

  test("a marker that was sent stays", () => {
    expect(plain("[email] wrote to [card] and [me@x.com]")).toBe("[email] wrote to [card] and [[email]]");
  });
});

const word = fc.constantFrom(
  "the",
  "claim",
  "of",
  "x",
  "12",
  "für",
  "[email]",
  "\n",
  '"',
  "\\",
  "{",
  ":",
  "@",
  "+",
  "00",
  ".",
);
const secretText = fc.constantFrom(
  ...Object.entries(secrets).map(([name, [, secret]]) => inContext(name, secret)),
);
const leaf = fc
  .array(fc.oneof({ arbitrary: word, weight: 3 }, secretText), { maxLength: 8 })
  .map((all) => all.join(" "));
const any = fc.oneof(
  leaf,
  fc.string({ unit: "binary", maxLength: 40 }),
  fc.stringMatching(/^[0-9 .:@+a-f-]{0,60}$/),
);
const nested = fc.letrec<{ value: AttributeValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    any,
    fc.constantFrom<AttributeValue>(1, null, true, 4111111111111111, 0.5),
    fc.array(tie("value"), { maxLength: 4 }),
    fc.dictionary(any, tie("value"), { maxKeys: 3 }),
    fc.array(
      any.map((content) => ({ role: "user", content })),
      { maxLength: 4 },
    ),
    tie("value").map((value) => JSON.stringify(value)),
  ),
})).value;

/** Every text that a reader can get out of a value, JSON read as deep as it goes. */
function said(value: unknown): string[] {
  if (typeof value === "number") return [String(value)];
  if (typeof value === "object" && value !== null)
    return Array.isArray(value)
      ? value.flatMap(said)
      : Object.entries(value).flatMap(([k, v]) => [k, ...said(v)]);
  if (typeof value !== "string") return [];
  try {
    const inner: unknown = JSON.parse(value);
    return inner === value ? [value] : [value, ...said(inner)];
  } catch {
    return [value];
  }
}

describe("whatever is sent", () => {
  test("nothing that is looked for survives, and redacting again changes nothing", () => {
    fc.assert(
      fc.property(nested, (value) => {
        const once = builtin.value(value, LIMIT);
        for (const text of said(once)) expect(plain(text)).toBe(storable(text, LIMIT));
        expect(builtin.value(once, LIMIT)).toEqual(once);
      }),
      { numRuns: 400 },
    );
  });

  test("texts stay within the limit, however it is cut, and nothing survives there either", () => {
    fc.assert(
      fc.property(any, fc.integer({ min: 1, max: 60 }), (text, limit) => {
        const kept = builtin.text(text, limit);
        expect(kept.length).toBeLessThanOrEqual(limit);
        expect(builtin.text(kept, limit)).toBe(kept);
      }),
      { numRuns: 800 },
    );
  });

  test("the markers are those that are promised", () => {
    expect(new Set(Object.values(secrets).map(([marker]) => marker))).toEqual(
      new Set(builtinNames.map((name) => `[${name}]`)),
    );
  });
});
