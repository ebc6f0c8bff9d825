import { evalSet, prompt, runbook } from "./artifacts.ts";
import type { FeaturePlan } from "./feature-plan.ts";
import { declares, flash, gpt41mini, haiku, leasedVision } from "./models.ts";

const translate = `Translate the report of a claim between Polish, Ukrainian and English.
Keep names, amounts and dates as they are. Mark what you are not sure of with [?].`;

/** Launched yesterday in Kraków and reported in time, so that its whole history is known; today a text goes back. */
const claimTranslation: FeaturePlan = {
  slug: "tlumaczenie-zgloszen",
  serviceName: "tlumacz",
  author: "zofia.wisniewska",
  registration: {
    name: "Tłumaczenie zgłoszeń szkód (PL ⇄ UK ⇄ EN)",
    description:
      "Translates reports of claims for the desk in Kraków and for Ukrainian customers in Ireland.",
    stakes: "standard",
    audience: "internal",
    lifecycle: "production",
    team: "krakow",
    unitOfWork: { kind: "trace", label: "translation" },
  },
  runbook: {
    by: "lukasz.przybylski",
    note: "Napisane na start",
    test: {
      by: "zofia.wisniewska",
      result: "passed",
      minutes: 18,
      notes: "Wyłączone i włączone na środowisku testowym; zgłoszenia przychodziły w oryginale.",
    },
    markdown: runbook({
      title: "Tłumaczenie zgłoszeń szkód",
      notices: "The desk in Kraków sees [?] in every second report, or amounts differ from the original.",
      first: [
        "Open three reports of today beside their originals and compare the amounts.",
        "Look at the error share; above five in a hundred the fallback should have answered.",
        "Tell the desk to read originals until this is over.",
      ],
      off: "Set `translation.enabled` to `false`. Reports then arrive in their own language, as until yesterday.",
      wrong:
        "Mark the report, add the sentence to the eval set, and go back to the text before if it happens twice.",
      decides: "Zofia Wiśniewska, or the shift lead in Kraków after six in the evening.",
    }),
  },
  versions: [
    {
      daysAgo: 0.92,
      commit: "e90b1c4",
      reason: "Launch for the desk in Kraków",
      model: gpt41mini,
      artifacts: [
        prompt("translate", "1", "Text of the launch", translate),
        declares(gpt41mini, "Best Polish of three at this price"),
        declares(haiku, "Fallback of another provider"),
        evalSet("reports-pl-uk", "1", 340, "Reports that two translators agreed on"),
      ],
    },
    {
      daysAgo: 0.5,
      commit: "5d2e777",
      reason: "The desk asked for a summary above each translation",
      inputScale: 1.3,
      artifacts: [
        prompt("translate", "2", "A summary above the translation", `${translate}\nBegin with a summary.`),
      ],
    },
    {
      daysAgo: 0,
      rollback: "now",
      reportedLast: true,
      commit: "e90b1c4",
      reason: "Summaries named amounts that were in no report",
      artifacts: [],
    },
  ],
  traffic: {
    perDay: 260,
    startLevel: 1,
    startDaysAgo: 0.86,
    weekend: 0.9,
    hours: "always",
    zone: "Europe/Warsaw",
    root: "POST /translate",
    model: gpt41mini,
    fallback: haiku,
    instructions: 160,
    inputScale: 0.5,
    errorShare: 0.009,
    designedFailure: true,
    saysOutcome: true,
    saysAttempt: true,
  },
};

/** Everything was in order, until the price of its machines ran out two days ago and nobody stated the next one. */
const damageSurvey: FeaturePlan = {
  slug: "peritagem-lisboa",
  serviceName: "peritagem",
  author: "joao.falcao",
  registration: {
    name: "Assistente de peritagem para danos de água, tempestade e inundação em habitações",
    description:
      "Prepares the survey of water damage in Portugal: which rooms, what to measure, which photos are missing.",
    stakes: "standard",
    audience: "internal",
    lifecycle: "production",
    team: "lisboa",
    unitOfWork: { kind: "trace", label: "survey" },
  },
  runbook: {
    by: "beatriz.vasconcelos",
    note: "Primeira versão",
    test: {
      by: "rui.nobrega",
      result: "passed",
      minutes: 30,
      notes: "Mudei para a lista durante uma manhã; dois peritos não deram por nada.",
    },
    markdown: runbook({
      title: "Assistente de peritagem",
      notices:
        "Surveyors telephone because a survey has no rooms, or because it arrives after they have left.",
      first: [
        "Look whether the leased machines answer; their page says how many requests wait.",
        "When more than forty wait, switch to the list of the year before.",
        "Write to the surveyors of the day which surveys they should do without the assistant.",
      ],
      off: "Set `peritagem.source` to `lista`. Surveyors then get the printed list of rooms and measures.",
      wrong: "The surveyor's own eyes count. Note the room that was missing and send it to João.",
      decides: "João Falcão, or Beatriz when he is on the road.",
    }),
  },
  versions: [
    {
      daysAgo: 64.4,
      commit: "70aa1f3",
      reason: "Start with the surveyors of Lisbon and Setúbal",
      model: leasedVision,
      artifacts: [
        prompt(
          "survey",
          "1",
          "First text, in Portuguese",
          "Faz a lista das divisões, das medidas e das fotografias que faltam. Não escrevas preços.",
        ),
        declares(leasedVision, "Reads photos on machines in Lisbon"),
        declares(flash, "When the leased machines are full"),
        evalSet("peritagens", "1", 210, "Surveys of the floods of January"),
      ],
    },
  ],
  traffic: {
    perDay: 38,
    startLevel: 0.4,
    startDaysAgo: 62.7,
    weekend: 0.25,
    hours: "service",
    zone: "Europe/Lisbon",
    root: "prepare survey",
    model: leasedVision,
    fallback: flash,
    instructions: 240,
    inputScale: 1.7,
    errorShare: 0.018,
    designedFailure: true,
    saysOutcome: true,
    saysAttempt: true,
  },
};

export const abroadFeatures = [claimTranslation, damageSurvey];
