import { redactorOf } from "#lib/telemetry/redact/redact";

const LIMIT = 8192;
const SECONDS = 1.5;

const prose =
  "The customer asked why the claim of 12 March was paid in part. The policy covers water damage above 250 EUR, see section 4.2; " +
  "the invoice names two rooms and the report says that only one was flooded. Explain this and offer a call on Tuesday at 14:30. ";

function chat(text: string): string {
  const content = text.repeat(Math.ceil(1800 / text.length)).slice(0, 1800);
  return JSON.stringify([
    { role: "system", parts: [{ type: "text", content: "You answer letters of customers of an insurer." }] },
    { role: "user", parts: [{ type: "text", content }] },
    { role: "assistant", parts: [{ type: "text", content: `${content}\n\nKind regards` }] },
  ]);
}

const samples: Record<string, string> = {
  "prose, nothing to find": prose.repeat(30).slice(0, LIMIT),
  "chat as JSON, nothing to find": chat(prose),
  "chat as JSON, an address, a phone number and a card": chat(
    `${prose} Write to jane.doe@example.com or +49 30 1234 5678, card 4111 1111 1111 1111.`,
  ),
  "a short attribute value, known": "claims-eu-central gold 2026-11-22",
  "digits only (hostile)": "4 1".repeat(3000).slice(0, LIMIT),
  "at signs only (hostile)": "a@".repeat(5000).slice(0, LIMIT),
  "beginnings of tokens (hostile)": "eyJsk-ghp_".repeat(900).slice(0, LIMIT),
};

const own = [
  { name: "customer", expression: "\\bKD-\\d{6}\\b", replacement: "[customer]" },
  { name: "staff", expression: "(?i)staff number:?\\s*\\d{1,8}", replacement: "[staff]" },
];

/** Seconds of the processor that this process has used: other work on the machine does not count. */
const usedSeconds = () => process.cpuUsage().user / 1e6;

function rate(run: () => void, bytes: number): number {
  run();
  const began = usedSeconds();
  let rounds = 0;
  while (usedSeconds() - began < SECONDS) {
    for (let many = 0; many < 20; many += 1) run();
    rounds += 20;
  }
  return (rounds * bytes) / 1e6 / (usedSeconds() - began);
}

/** Megabytes of text a second through the redactor on one core, with the built-in patterns and with two own ones. */
export async function run(): Promise<object> {
  const result: Record<string, { builtinMBps: number; withOwnMBps: number }> = {};
  for (const [name, text] of Object.entries(samples)) {
    const bytes = Buffer.byteLength(text);
    const [builtinMBps = 0, withOwnMBps = 0] = [redactorOf([]), redactorOf(own)].map((redactor) =>
      Number(rate(() => redactor.text(text, LIMIT), bytes).toFixed(1)),
    );
    console.log(`${name}: ${builtinMBps} MB/s, with two own patterns ${withOwnMBps} MB/s (${bytes} bytes)`);
    result[name] = { builtinMBps, withOwnMBps };
  }
  return { samples: result };
}
