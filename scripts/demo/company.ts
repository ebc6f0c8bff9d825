/** Hallmoor Mutual: an insurer for homes, cars and journeys. Invented, like everybody in it. */
export const organisation = { name: "Hallmoor Mutual", zone: "Europe/Dublin" };

export const domain = "hallmoor.example";

export type Person = {
  /** The part of the address before the @. */
  id: string;
  name: string;
  role: "admin" | "editor" | "viewer" | "auditor";
  team?: string;
  zone: string;
};

/** The first is the administrator who is made at the set-up; the others are invited. */
export const administrator = {
  id: "sofia.marchetti",
  name: "Sofia Marchetti",
  zone: "Europe/Dublin",
  team: "ai-platform",
};

export const people: Person[] = [
  { id: "maeve.quinlan", name: "Maeve Quinlan", role: "editor", team: "claims", zone: "Europe/Dublin" },
  { id: "tobias.brandt", name: "Tobias Brandt", role: "viewer", team: "claims", zone: "Europe/Berlin" },
  { id: "ines.carvalho", name: "Inês Carvalho", role: "viewer", team: "claims", zone: "Europe/Lisbon" },
  {
    id: "oisin.fallon",
    name: "Oisín Fallon",
    role: "editor",
    team: "customer-service",
    zone: "Europe/Dublin",
  },
  {
    id: "greta.lindqvist",
    name: "Greta Lindqvist",
    role: "viewer",
    team: "customer-service",
    zone: "Europe/Stockholm",
  },
  { id: "priya.raman", name: "Priya Raman", role: "editor", team: "risk", zone: "Europe/Dublin" },
  { id: "henrik.voss", name: "Henrik Voss", role: "viewer", team: "risk", zone: "Europe/Berlin" },
  { id: "eoin.macmahon", name: "Eoin MacMahon", role: "viewer", team: "risk", zone: "Europe/London" },
  { id: "camille.roy", name: "Camille Roy", role: "editor", team: "brokers", zone: "America/Toronto" },
  { id: "daniel.osei", name: "Daniel Osei", role: "viewer", team: "brokers", zone: "America/Toronto" },
  { id: "yusuf.demir", name: "Yusuf Demir", role: "editor", team: "ai-platform", zone: "Europe/London" },
  { id: "amara.okafor", name: "Amara Okafor", role: "editor", team: "ai-platform", zone: "Europe/London" },
  { id: "zofia.wisniewska", name: "Zofia Wiśniewska", role: "editor", team: "krakow", zone: "Europe/Warsaw" },
  {
    id: "lukasz.przybylski",
    name: "Łukasz Przybylski",
    role: "viewer",
    team: "krakow",
    zone: "Europe/Warsaw",
  },
  { id: "joao.falcao", name: "João Falcão", role: "editor", team: "lisboa", zone: "Europe/Lisbon" },
  { id: "rui.nobrega", name: "Rui Nóbrega", role: "viewer", team: "lisboa", zone: "Europe/Lisbon" },
  {
    id: "beatriz.vasconcelos",
    name: "Beatriz de Albuquerque e Vasconcelos",
    role: "viewer",
    team: "lisboa",
    zone: "Europe/Lisbon",
  },
  { id: "ruth.abelson", name: "Ruth Abelson", role: "auditor", zone: "Europe/Dublin" },
];

/** They leave while the company is loaded: Daniel answers for the brokers' features, Rui alone was on call in Lisbon. */
export const leavers = ["daniel.osei", "rui.nobrega"];

export type TeamPlan = {
  slug: string;
  name: string;
  accountable?: string;
  contacts?: { chat?: string; email?: string; phone?: string; escalation?: string };
};

export const teams: TeamPlan[] = [
  {
    slug: "claims",
    name: "Claims",
    accountable: "maeve.quinlan",
    contacts: {
      chat: "#claims-duty",
      email: "claims-duty@hallmoor.example",
      phone: "+353 1 555 0142",
      escalation: "After 20 minutes without an answer: the head of Claims, by telephone.",
    },
  },
  {
    slug: "customer-service",
    name: "Customer service",
    accountable: "oisin.fallon",
    contacts: { chat: "#service" },
  },
  {
    slug: "risk",
    name: "Risk and fraud",
    accountable: "priya.raman",
    contacts: { chat: "#risk-london", phone: "+44 20 7946 0107" },
  },
  { slug: "brokers", name: "Brokers Canada", accountable: "daniel.osei" },
  {
    slug: "ai-platform",
    name: "AI platform",
    accountable: "yusuf.demir",
    contacts: {
      chat: "#ai-platform",
      email: "ai-platform@hallmoor.example",
      escalation: "Amara Okafor, then the duty lead of Servers and networks.",
    },
  },
  {
    slug: "krakow",
    name: "Obsługa szkód Kraków",
    accountable: "zofia.wisniewska",
    contacts: { chat: "#szkody-krakow", phone: "+48 12 555 01 90" },
  },
  { slug: "lisboa", name: "Sinistros Lisboa", accountable: "joao.falcao" },
];

export const emailOf = (id: string): string => `${id}@${domain}`;
