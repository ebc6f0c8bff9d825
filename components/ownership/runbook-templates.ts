export type TemplateFacts = { feature: string; team: string | null; rotation: string | null };

type Part = { heading: string; steps: readonly string[] };
type Template = { key: string; label: string; hint: string; title: string; parts: readonly Part[] };

/** Every step is marked as still to be said: a template that was saved as it is says nothing that counts as words. */
const MARK = "TODO";

const templates = [
  {
    key: "outline",
    label: "Outline",
    hint: "The five questions every runbook answers",
    title: "When it goes wrong",
    parts: [
      {
        heading: "How to see that it is wrong",
        steps: ["the alert or figure, and from which value on it is wrong"],
      },
      { heading: "How to stop it", steps: ["the switch, who may use it, and what customers see then"] },
      {
        heading: "How to go back to the release before",
        steps: ["the command, and how long it takes to show"],
      },
      { heading: "When the provider is down", steps: ["what answers instead, and what it cannot do"] },
      { heading: "Whom to call", steps: ["names or roles in order, and after how many minutes each"] },
    ],
  },
  {
    key: "outage",
    label: "Provider outage",
    hint: "The model does not answer, or answers errors",
    title: "The model provider is down",
    parts: [
      {
        heading: "How to see it",
        steps: [
          "where the share of failed calls by provider and model stands, and what is normal there",
          "where the provider reports its own incidents",
        ],
      },
      {
        heading: "First five minutes",
        steps: [
          "how to tell an outage from a key that ran out or a limit that was reached",
          "how to switch to the fallback model, and how to see that it answers",
          "how to switch the feature off where there is no fallback, and what customers see then",
        ],
      },
      {
        heading: "While it lasts",
        steps: [
          "what happens to work that waits, and how long it may wait",
          "who tells customers and support, and where",
        ],
      },
      {
        heading: "Back to normal",
        steps: [
          "how to switch back, at what share of traffic first",
          "how to work off what waited, without a second rush",
        ],
      },
    ],
  },
  {
    key: "wrong",
    label: "Wrong answers",
    hint: "It answers, and what it says is not so",
    title: "Its answers are wrong",
    parts: [
      {
        heading: "How to see it",
        steps: [
          "the eval result, feedback or complaint that counts, and from which value on",
          "how to find affected interactions, and how to read one from end to end",
        ],
      },
      {
        heading: "Stop the harm",
        steps: [
          "how to put a person before each answer, or to switch the feature off",
          "which answers of the last days have to be taken back, and who decides it",
        ],
      },
      {
        heading: "Find the cause",
        steps: [
          "how to see what changed: prompt, model, retrieval, eval set, or the provider's own model",
          "how to run the eval set against the release before",
        ],
      },
      {
        heading: "Tell",
        steps: ["who has to know inside and outside, within how many hours, and who writes it"],
      },
    ],
  },
  {
    key: "cost",
    label: "Runaway cost",
    hint: "It spends far more than it should",
    title: "Its cost runs away",
    parts: [
      {
        heading: "How to see it",
        steps: ["where cents per interaction and spend per hour stand, and what is normal there"],
      },
      {
        heading: "Stop the spending",
        steps: [
          "how to lower the limit: rate, tokens, retries, or a smaller model",
          "which customers or jobs may be held back first, and who may decide it",
          "the spend at which the feature is switched off without asking",
        ],
      },
      {
        heading: "Find the cause",
        steps: [
          "how to tell more traffic from more retries, longer answers or another price",
          "how to find the caller or loop that sends the most",
        ],
      },
      {
        heading: "Afterwards",
        steps: ["who is told in finance, and which limit would have caught it sooner"],
      },
    ],
  },
  {
    key: "input",
    label: "Malformed input or prompt injection",
    hint: "Somebody or something feeds it what it must not obey",
    title: "Its input is malformed or hostile",
    parts: [
      {
        heading: "How to see it",
        steps: [
          "what shows it: refusals, tool calls that nobody asked for, answers in another form",
          "how to keep the input as evidence without spreading what is personal in it",
        ],
      },
      {
        heading: "Contain it",
        steps: [
          "how to block the sender, the document or the source",
          "how to take away the tools and data that it could reach",
          "how to find everything that it did since, and what has to be undone",
        ],
      },
      { heading: "Tell", steps: ["how to reach security, at any hour, and what they need to know first"] },
      {
        heading: "Afterwards",
        steps: ["the case that goes into the eval set, so that it is refused from now on"],
      },
    ],
  },
  {
    key: "rollback",
    label: "Rollback",
    hint: "A change made it worse and has to go",
    title: "Going back to the release before",
    parts: [
      {
        heading: "Before",
        steps: [
          "how to see which release runs now and which ran before",
          "what cannot be gone back on: an index that was rebuilt, a format that others read",
        ],
      },
      {
        heading: "Go back",
        steps: [
          "the command or button, and who may use it",
          "how to see that calls carry the release before",
        ],
      },
      {
        heading: "Check",
        steps: ["the figure that has to recover, and within how many minutes", "what to do when it does not"],
      },
      {
        heading: "Afterwards",
        steps: ["how to keep the change from being deployed again by the next build"],
      },
    ],
  },
] as const satisfies readonly Template[];

export type TemplateKey = (typeof templates)[number]["key"];

/** What one may start from, by the failure it is about. */
export const templateChoices: readonly { value: TemplateKey; label: string; hint: string }[] = templates.map(
  ({ key, label, hint }) => ({ value: key, label, hint }),
);

/** A text to start from, with the names that are known filled in; what only the team knows is left to be said. */
export function runbookTemplate(key: TemplateKey, { feature, team, rotation }: TemplateFacts): string {
  const { title, parts } = templates.find((one) => one.key === key) ?? templates[0];
  const answers = [
    `Owned by ${team ?? `${MARK}: the team`}.`,
    rotation ? `On call: the rotation ${rotation}.` : `On call: ${MARK}, no rotation answers for it yet.`,
  ].join(" ");
  const sections = parts.map(
    ({ heading, steps }) =>
      `## ${heading}\n\n${steps.map((step, index) => `${index + 1}. ${MARK}: ${step}`).join("\n")}\n`,
  );
  return [
    `# ${feature}: ${title.charAt(0).toLowerCase()}${title.slice(1)}\n`,
    `${answers}\n`,
    ...sections,
  ].join("\n");
}
