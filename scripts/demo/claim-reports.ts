import type { Random } from "./random.ts";
import type { Attributes } from "./traffic.ts";

const people = [
  "Niamh Daly",
  "Piotr Zielinski",
  "Aoife Byrne",
  "Marta Rossi",
  "Conor Walsh",
  "Lena Hoffmann",
];

const stories = [
  {
    report:
      "A pipe burst under the kitchen sink last night and the water is still running into the flat below.",
    branch: "home",
    urgency: "today",
    missing: ["photo of the damage"],
    summary: "Burst pipe in the kitchen; water still runs into the flat below.",
  },
  {
    report: "Somebody drove into my parked car on Pearse Street. The left door does not close any more.",
    branch: "car",
    urgency: "this week",
    missing: ["number plate of the other car", "police reference"],
    summary: "Parked car was hit; the left door does not close.",
  },
  {
    report: "My suitcase did not arrive in Lisbon and the airline has no trace of it after three days.",
    branch: "journey",
    urgency: "this week",
    missing: ["baggage report of the airline"],
    summary: "Suitcase lost on the way to Lisbon, three days ago.",
  },
  {
    report: "The storm on Sunday took eleven slates off the roof. It is dry inside so far.",
    branch: "home",
    urgency: "this week",
    missing: [],
    summary: "Eleven slates gone after the storm; no water inside.",
  },
] as const;

const said = (role: string, content: string) =>
  JSON.stringify([{ role, parts: [{ type: "text", content }] }]);

/** What a customer wrote and what triage answered, with names and numbers that are invented for redaction to find. */
export function claimReport(random: Random): Attributes {
  const person = people[random.whole(0, people.length - 1)] ?? people[0];
  const story = stories[random.whole(0, stories.length - 1)] ?? stories[0];
  const email = `${person?.toLowerCase().replace(" ", ".")}@post.example`;
  const policy = `HM-${random.whole(2019, 2026)}-${random.whole(100_000, 999_999)}`;
  const phone = `+353 85 ${random.whole(100, 999)} ${random.whole(1000, 9999)}`;
  const { report, ...answer } = story;
  return {
    "gen_ai.input.messages": said(
      "user",
      `${report}\nMy policy is ${policy}. You reach me at ${email} or ${phone}.`,
    ),
    "gen_ai.output.messages": said("assistant", JSON.stringify(answer, null, 2)),
  };
}
