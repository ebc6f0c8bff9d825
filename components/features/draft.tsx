import { suggestSlug } from "#lib/features/domain";
import {
  CONTENT_RETENTION_DAYS,
  type RedactionPattern,
  type RegisteredFeature,
  type RegistrationInput,
} from "#lib/features/schema";

/** A registration while somebody types it: everything is text or a choice. */
export type Draft = {
  slug: string;
  name: string;
  description: string;
  stakes: RegistrationInput["stakes"];
  audience: RegistrationInput["audience"];
  lifecycle: RegistrationInput["lifecycle"];
  /** A team's slug, or empty for nobody. */
  team: string;
  unitKind: "trace" | "conversation" | "attribute";
  unitAttribute: string;
  unitLabel: string;
  /** One service name a line. */
  serviceNames: string;
  usesRetrieval: boolean;
  contentPolicy: "none" | "redacted" | "full";
  contentRetentionDays: string;
  redactionPatterns: RedactionPattern[];
  badge: boolean;
};

export type DraftFieldsProps = {
  draft: Draft;
  change: (change: Partial<Draft>) => void;
  /** What the API said of a field, by its path in the body. */
  errors: (path: string) => string[];
};

/** An empty form; `services` fills in those whose telemetry nobody claims. */
export function newDraft(services: readonly string[] = []): Draft {
  return {
    slug: suggestSlug(services[0] ?? ""),
    name: nameOf(services[0] ?? ""),
    description: "",
    stakes: "standard",
    audience: "customer",
    lifecycle: "production",
    team: "",
    unitKind: "trace",
    unitAttribute: "",
    unitLabel: "",
    serviceNames: services.join("\n"),
    usesRetrieval: false,
    contentPolicy: "none",
    contentRetentionDays: String(CONTENT_RETENTION_DAYS.default),
    redactionPatterns: [],
    badge: false,
  };
}

/** "Underwriting lab" of the service underwriting-lab: somebody who registers it has one thing less to type. */
function nameOf(service: string): string {
  const words = service.replace(/[-_./\s]+/g, " ").trim();
  return words.charAt(0).toUpperCase() + words.slice(1, 120);
}

/** The form of a feature as it is registered. */
export function draftOf(feature: RegisteredFeature): Draft {
  return {
    slug: feature.slug,
    name: feature.name,
    description: feature.description ?? "",
    stakes: feature.stakes,
    audience: feature.audience,
    lifecycle: feature.lifecycle,
    team: feature.owner?.team.slug ?? "",
    unitKind: feature.unitOfWork.kind,
    unitAttribute: feature.unitOfWork.attribute ?? "",
    unitLabel: feature.unitOfWork.label ?? "",
    serviceNames: feature.match.serviceName.join("\n"),
    usesRetrieval: feature.usesRetrieval,
    contentPolicy: feature.contentPolicy,
    contentRetentionDays: String(feature.contentRetentionDays),
    redactionPatterns: feature.redactionPatterns,
    badge: feature.badge,
  };
}

/** What a form sends: everything it shows, so that an emptied field is emptied. */
export function inputOf(draft: Draft): RegistrationInput {
  const label = draft.unitLabel.trim() || null;
  return {
    name: draft.name,
    description: draft.description.trim() || null,
    stakes: draft.stakes,
    audience: draft.audience,
    lifecycle: draft.lifecycle,
    team: draft.team || null,
    unitOfWork:
      draft.unitKind === "attribute"
        ? { kind: "attribute", attribute: draft.unitAttribute, label }
        : { kind: draft.unitKind, label },
    match: { serviceName: linesOf(draft.serviceNames) },
    usesRetrieval: draft.usesRetrieval,
    contentPolicy: draft.contentPolicy,
    contentRetentionDays: Number(draft.contentRetentionDays),
    redactionPatterns: draft.redactionPatterns,
    badge: draft.badge,
  };
}

function linesOf(text: string): string[] {
  return text
    .split("\n")
    .map((line) => line.trim())
    .filter(Boolean);
}
