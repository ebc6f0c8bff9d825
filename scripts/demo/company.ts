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
  { id: "camille.roy", name: "Camille Roy", role: "editor", team: "brokers", zone: "America/Toronto" },
  { id: "daniel.osei", name: "Daniel Osei", role: "viewer", team: "brokers", zone: "America/Toronto" },
  { id: "yusuf.demir", name: "Yusuf Demir", role: "editor", team: "ai-platform", zone: "Europe/Berlin" },
  { id: "ruth.abelson", name: "Ruth Abelson", role: "auditor", zone: "Europe/Dublin" },
];

/** The brokers' team has not said who answers for it. */
export const teams: { slug: string; name: string; accountable?: string }[] = [
  { slug: "claims", name: "Claims", accountable: "maeve.quinlan" },
  { slug: "customer-service", name: "Customer service", accountable: "oisin.fallon" },
  { slug: "risk", name: "Risk and fraud", accountable: "priya.raman" },
  { slug: "brokers", name: "Brokers" },
  { slug: "ai-platform", name: "AI platform", accountable: "yusuf.demir" },
];

export const emailOf = (id: string): string => `${id}@${domain}`;
