import type { RotationInput } from "#lib/ownership/on-call/on-call-schema";

type Schedule = RotationInput["schedule"];

export type RotationPlan = {
  slug: string;
  name: string;
  team: string;
  coversAiIncidents: boolean;
  /** Who makes it; a member of the team who may change things. */
  by: string;
  schedule: Pick<Schedule, "zone" | "handOver" | "period" | "weekday"> & { every?: number };
  /** E-mail names in the order of their turns. */
  members: string[];
  /** Somebody takes over of somebody's next turn that is still to come: from so many hours of it on, for so many. */
  override?: { by: string; of: string; afterHours: number; hours: number; reason: string };
  features: string[];
};

/** Each team's own zone and rhythm. Two of them lose somebody while the company is loaded, one of these its only member. */
export const rotations: RotationPlan[] = [
  {
    slug: "claims",
    name: "Claims on call",
    team: "claims",
    coversAiIncidents: true,
    by: "maeve.quinlan",
    schedule: { zone: "Europe/Dublin", handOver: "09:00", period: "weekly", weekday: 1 },
    members: ["maeve.quinlan", "tobias.brandt", "ines.carvalho"],
    override: {
      ...{ by: "ines.carvalho", of: "tobias.brandt", afterHours: 24, hours: 48 },
      reason: "Tobias is at the fair in Cologne",
    },
    features: ["claims-triage", "claim-letters", "damage-photos"],
  },
  {
    slug: "service-desk",
    name: "Service desk",
    team: "customer-service",
    coversAiIncidents: true,
    by: "oisin.fallon",
    schedule: { zone: "Europe/Dublin", handOver: "12:00", period: "weekly", weekday: 5 },
    members: ["oisin.fallon", "greta.lindqvist"],
    features: ["policy-questions", "complaint-routing", "call-summaries"],
  },
  {
    slug: "risk-london",
    name: "Risk, London hours",
    team: "risk",
    coversAiIncidents: true,
    by: "priya.raman",
    schedule: { zone: "Europe/London", handOver: "08:30", period: "daily", every: 3 },
    members: ["eoin.macmahon", "priya.raman", "henrik.voss"],
    features: ["fraud-signals", "underwriting-copilot"],
  },
  {
    slug: "platform",
    name: "AI platform",
    team: "ai-platform",
    coversAiIncidents: true,
    by: "yusuf.demir",
    schedule: { zone: "Europe/London", handOver: "10:00", period: "weekly", weekday: 2 },
    members: ["yusuf.demir", "amara.okafor", "sofia.marchetti"],
    features: ["inbox-sorting", "roadside-updates"],
  },
  {
    slug: "servers",
    name: "Servers and networks",
    team: "ai-platform",
    coversAiIncidents: false,
    by: "yusuf.demir",
    schedule: { zone: "Europe/London", handOver: "10:00", period: "weekly", weekday: 2, every: 2 },
    members: ["amara.okafor", "yusuf.demir"],
    features: ["document-search"],
  },
  {
    slug: "brokers-toronto",
    name: "Brokers, Toronto",
    team: "brokers",
    coversAiIncidents: true,
    by: "camille.roy",
    schedule: { zone: "America/Toronto", handOver: "08:00", period: "weekly", weekday: 1 },
    members: ["camille.roy", "daniel.osei"],
    features: ["broker-assistant", "renewal-notices"],
  },
  {
    slug: "krakow",
    name: "Dyżur Kraków",
    team: "krakow",
    coversAiIncidents: true,
    by: "zofia.wisniewska",
    schedule: { zone: "Europe/Warsaw", handOver: "07:00", period: "daily" },
    members: ["zofia.wisniewska", "lukasz.przybylski"],
    features: ["tlumaczenie-zgloszen"],
  },
  {
    slug: "peritagem",
    name: "Peritagem de prevenção",
    team: "lisboa",
    coversAiIncidents: true,
    by: "joao.falcao",
    schedule: { zone: "Europe/Lisbon", handOver: "08:00", period: "weekly", weekday: 1 },
    members: ["rui.nobrega"],
    features: ["peritagem-lisboa"],
  },
];
