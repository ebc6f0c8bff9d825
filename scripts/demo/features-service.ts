import { code, evalSet, prompt, retrieval, runbook } from "./artifacts.ts";
import type { FeaturePlan } from "./feature-plan.ts";
import { callSummaries } from "./features-calls.ts";
import { declares, declaresEmbedding, gpt41mini, gpt41nano, haiku } from "./models.ts";
import { questionVoices } from "./voice-plans.ts";

const answers = `You answer questions of policy holders of Hallmoor Mutual about their own cover.
Use only the passages below. When they do not answer the question, say so and offer a colleague.
Never say that a claim will be paid. Write as you would speak to a neighbour.`;

const policyQuestions: FeaturePlan = {
  slug: "policy-questions",
  serviceName: "help-chat",
  author: "oisin.fallon",
  registration: {
    name: "Policy questions",
    description: "The chat under My Hallmoor: answers questions about cover, and hands over to a person.",
    stakes: "standard",
    audience: "customer",
    lifecycle: "production",
    team: "customer-service",
    usesRetrieval: true,
    unitOfWork: { kind: "conversation", label: "conversation" },
  },
  runbook: {
    by: "greta.lindqvist",
    note: "Hand-over to the telephone described",
    test: {
      by: "greta.lindqvist",
      result: "passed",
      minutes: 15,
      notes: "Went through my own steps; nobody else was there.",
    },
    markdown: runbook({
      title: "Policy questions",
      notices:
        "The waiting line of the telephone grows, or more than one conversation in five asks for a person.",
      first: [
        "Open a conversation yourself and ask what storm damage covers.",
        "Look whether passages come back from the index; an empty index answers nothing.",
        "Post a line in the service channel, so that the telephone knows what callers have seen.",
      ],
      off: "Turn the tile `Ask us` off in My Hallmoor. Visitors then see the telephone number and the opening hours.",
      wrong:
        "Take the conversation number, look at the passages that were used, and pull the wording that misled from the index.",
      decides: "Oisín Fallon in office hours, the duty lead of the telephone otherwise.",
    }),
  },
  versions: [
    {
      daysAgo: 93.3,
      commit: "c81f0aa",
      reason: "What ran when the chat was registered",
      model: gpt41mini,
      artifacts: [
        prompt("answers", "7", "Neighbourly tone after the readers' panel", answers),
        declares(gpt41mini, "Half the waiting time of the model before at the same score"),
        declares(haiku, "Fallback of another provider"),
        declaresEmbedding,
        retrieval("cover-passages", "12", 5, 300, "Journey cover rewritten"),
        evalSet("cover-questions", "9", 900, "Questions of the summer"),
      ],
    },
    {
      daysAgo: 34.4,
      commit: "52e6d9c",
      reason: "Conversations about storms ended without an answer",
      canary: { weight: 0.25, days: 2 },
      artifacts: [
        retrieval("cover-passages", "13", 7, 300, "Storm and flood passages apart, two more of them"),
        evalSet("cover-questions", "10", 960, "60 questions about storms"),
      ],
      inputScale: 1.15,
    },
    {
      daysAgo: 0.38,
      commit: "b3d07e1",
      reason: "Callers were told of the flood in Galway before the chat knew of it; reported nine hours late",
      artifacts: [retrieval("cover-passages", "14", 7, 300, "Passages on floods of rivers put first")],
    },
  ],
  traffic: {
    perDay: 56,
    startLevel: 0.3,
    weekend: 0.55,
    hours: "service",
    zone: "Europe/Dublin",
    turns: [1, 4],
    root: "chat turn",
    agent: "help-chat",
    embeds: true,
    model: gpt41mini,
    fallback: haiku,
    instructions: 0,
    inputScale: 1,
    errorShare: 0.011,
    escalated: 0.07,
    refused: 0.01,
    designedFailure: true,
    saysOutcome: true,
    saysAttempt: false,
    staging: { perDay: 4, daysEarlier: 1 },
  },
  voices: questionVoices,
};

const routing = `Read the complaint and choose one desk: claims, premiums, data protection, conduct, other.
Say in one sentence why. A threat of court always goes to conduct.`;

/** Two weeks ago a new text did harm, and the text before came back with its reason. */
const complaintRouting: FeaturePlan = {
  slug: "complaint-routing",
  serviceName: "complaints-desk",
  author: "oisin.fallon",
  registration: {
    name: "Complaint routing",
    description: "Chooses the desk that a complaint goes to.",
    stakes: "standard",
    audience: "internal",
    lifecycle: "production",
    team: "customer-service",
    unitOfWork: { kind: "trace", label: "complaint" },
  },
  runbook: {
    by: "oisin.fallon",
    note: "Switch renamed",
    test: {
      by: "greta.lindqvist",
      result: "failed",
      minutes: 50,
      notes: "The switch is called `routing.mode` by now; it took half an hour to find.",
    },
    markdown: runbook({
      title: "Complaint routing",
      notices: "A desk sends back more complaints than usual, or the desk named other fills up.",
      first: [
        "Count what was sent back today against the same day last week.",
        "Check the release that runs; go back to the one before if it changed this week.",
        "Tell the desks that routing is under review.",
      ],
      off: "Set `routing` to `by hand` in the complaints desk; the front office then chooses the desk, as before.",
      wrong: "Move the complaint, note the desk it should have had, and keep the note for the eval set.",
      decides: "The lead of the complaints desk.",
    }),
  },
  versions: [
    {
      daysAgo: 93.3,
      commit: "9d3e7b0",
      reason: "What ran when the routing was registered",
      model: gpt41nano,
      artifacts: [
        prompt("routing", "3", "Threats of court go to conduct", routing),
        declares(gpt41nano, "Good enough for five desks, at a tenth of the price"),
        declares(haiku, "Fallback of another provider"),
        evalSet("complaints-gold", "5", 450, "Complaints of the spring"),
        code("1.8.2", "Timeout of four seconds"),
      ],
    },
    {
      daysAgo: 15.4,
      commit: "e4470c6",
      reason: "Desks wanted the complaint in three lines beside the routing",
      inputScale: 1.35,
      artifacts: [
        prompt(
          "routing",
          "4",
          "Three lines for the desk",
          `${routing}\nThen sum the complaint up in three lines for the desk.`,
        ),
      ],
    },
    {
      daysAgo: 13.2,
      rollback: "reported",
      commit: "9d3e7b0",
      reason: "Rolled back: threats of court went to premiums twice since Friday",
      artifacts: [],
    },
  ],
  traffic: {
    perDay: 74,
    startLevel: 0.7,
    weekend: 0.1,
    hours: "office",
    zone: "Europe/Dublin",
    root: "route complaint",
    model: gpt41nano,
    fallback: haiku,
    instructions: 240,
    inputScale: 0.45,
    errorShare: 0.013,
    designedFailure: true,
    saysOutcome: true,
    saysAttempt: true,
  },
};

export const serviceFeatures = [policyQuestions, complaintRouting, callSummaries];
