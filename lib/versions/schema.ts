import { z } from "zod";
import { day, environment, instantText, page, pageQuery, slug, zone } from "#lib/core/schema";
import { isStorable } from "#lib/core/storable";
import { artifactKinds, isReason, REASON_LETTERS } from "./domain.ts";
import { microsOf } from "./instant.ts";

const MEBIBYTE = 1024 * 1024;
const utf8Bytes = (text: string) => new TextEncoder().encode(text).byteLength;

const line = (max: number) =>
  z.string().trim().min(1).max(max).refine(isStorable, "has characters that are no text");

const precise = instantText.transform(microsOf);
const sha = z
  .string()
  .regex(/^[0-9a-fA-F]{64}$/, "64 hexadecimal digits")
  .toLowerCase();

/** A release by its digest, or by the beginning of it. */
export const releasePrefix = z
  .string()
  .regex(/^[0-9a-fA-F]{12,64}$/, "a release digest: 12 to 64 hexadecimal digits")
  .toLowerCase();

export const releaseParams = z.object({ slug, digest: releasePrefix });

export const artifactInput = z.strictObject({
  kind: z.enum(artifactKinds),
  name: line(200),
  version: line(200).optional(),
  content: z
    .string()
    .refine(isStorable, "has characters that are no text")
    .refine((text) => utf8Bytes(text) <= MEBIBYTE, "is larger than 1 MiB")
    .optional(),
  digest: sha.optional(),
  commit: line(200).optional().meta({ description: "The commit that brought it; the release's when absent" }),
  change: line(2000)
    .refine((text) => isReason(text), `says too little: a reason has at least ${REASON_LETTERS} letters`)
    .optional()
    .meta({
      description: `Why this version exists, in at least ${REASON_LETTERS} letters; required for a new version`,
    }),
});

export const releaseInput = z.strictObject({
  artifacts: z.array(artifactInput).min(1, "a release has at least one artifact").max(100),
  commit: line(200).optional(),
  imported: z
    .strictObject({ committedAt: precise, author: line(200) })
    .optional()
    .meta({
      description: "The release is imported from git's history: when git says it was committed, by whom",
    }),
});
export type ReleaseInput = z.output<typeof releaseInput>;
export type ReleaseBody = z.input<typeof releaseInput>;

export const deploymentInput = z.strictObject({
  environment,
  shares: z
    .array(z.strictObject({ release: releasePrefix, weight: z.number().positive().max(1) }))
    .min(1, "a deployment has at least one release")
    .max(20),
  effectiveAt: precise,
  until: precise.nullish(),
  reason: line(2000),
  reportedBy: line(200).optional(),
  imported: z
    .strictObject({ commit: line(200) })
    .optional()
    .meta({
      description: "The deployment is concluded from git's history: it fills only what nobody has reported",
    }),
});
export type DeploymentInput = z.output<typeof deploymentInput>;
export type DeploymentBody = z.input<typeof deploymentInput>;

export const artifactVersion = z.object({
  kind: z.enum(artifactKinds),
  name: z.string(),
  version: z.string(),
  digest: z.string(),
  change: z.string(),
});
export type ArtifactVersion = z.infer<typeof artifactVersion>;

export const releaseAnswer = z.object({
  release: z.string().meta({ description: "SHA-256 over the artifact versions" }),
  commit: z.string().nullable(),
  createdBy: z.string(),
  createdAt: z.string(),
  imported: z
    .object({ at: z.string(), committedAt: z.string(), author: z.string() })
    .nullable()
    .meta({ description: "Imported from git: recorded when it was imported, not when it was committed" }),
  artifacts: z.array(
    artifactVersion.extend({ isNew: z.boolean().meta({ description: "First seen in this release" }) }),
  ),
});
export type ReleaseAnswer = z.infer<typeof releaseAnswer>;
export const releasePage = page(releaseAnswer);
export type ReleasePage = z.infer<typeof releasePage>;
export const releasesQuery = z.object(pageQuery);

export const share = z.object({ release: z.string(), weight: z.number() });

export const deploymentAnswer = z.object({
  id: z.string(),
  environment: z.string(),
  shares: z.array(share),
  effectiveAt: z.string(),
  until: z.string().nullable(),
  reason: z.string(),
  reportedBy: z.string(),
  reportedAt: z.string(),
  rollbackFrom: z.string().nullable().meta({ description: "The release that a rollback went back from" }),
});
export type DeploymentAnswer = z.infer<typeof deploymentAnswer>;

export const rollbackInput = z.strictObject({
  environment,
  reason: line(1900),
  to: releasePrefix.optional().meta({
    description: "A release that ran there before; the one before what runs now when absent",
  }),
  expected: z.array(releasePrefix).min(1).max(20).optional().meta({
    description: "The releases that were seen to run; 409 when others run by now",
  }),
});
export type RollbackInput = z.output<typeof rollbackInput>;
export type RollbackBody = z.input<typeof rollbackInput>;
export const rollbackQuery = z.object({ environment });

export const rollbackPlan = z.object({
  environment: z.string(),
  current: z.array(share).meta({ description: "What is declared to run; empty when nothing is" }),
  since: z.string().nullable(),
  target: z
    .object({ release: z.string(), createdAt: z.string(), artifacts: z.array(artifactVersion) })
    .nullable()
    .meta({ description: "The release that a rollback leads to; null when none is known" }),
});
export type RollbackPlan = z.infer<typeof rollbackPlan>;

/** An empty parameter is an absent one: `knownAt=` asks for what is known now. */
const given = <T extends z.ZodType>(schema: T) =>
  z.preprocess((value) => (value === "" ? undefined : value), schema);
/** A plus that nobody encoded arrives as a blank. */
const plus = (value: unknown) => (typeof value === "string" ? value.replace(/ (\d\d:?\d\d)$/, "+$1") : value);
const when = z.union([day, instantText], {
  error: "a day such as 2026-03-14, or an instant with its offset such as 2026-03-14T09:20:00+01:00",
});

export const runningQuery = z.object({
  at: given(z.preprocess(plus, when.optional())).meta({
    description: "A day in tz, or an instant; now when absent",
  }),
  tz: given(zone.default("UTC")),
  environment: given(environment),
  knownAt: given(z.preprocess(plus, precise.optional())).meta({
    description: "As known then; now when absent",
  }),
  format: z.enum(["json", "csv"]).default("json"),
});

export const certainties = ["declared", "observed", "none"] as const;

export const segment = z.object({
  from: z.string(),
  to: z.string(),
  certainty: z.enum(certainties),
  shares: z.array(share.extend({ artifacts: z.array(artifactVersion) })),
  reason: z.string().nullable(),
  reportedAt: z.string().nullable(),
  reportedBy: z.string().nullable(),
  effectiveAt: z.string().nullable(),
  deployment: z.string().nullable().meta({ description: "Id of the report" }),
  calls: z.number().nullable().meta({ description: "Observed only: calls that carried a release" }),
  callsWithoutRelease: z.number().nullable().meta({ description: "Observed only: calls that carried none" }),
});
export type Segment = z.infer<typeof segment>;

export const runningAnswer = z.object({
  interval: z.object({ from: z.string(), to: z.string() }),
  environment: z.string(),
  knownAt: z.string(),
  segments: z.array(segment),
});
export type Running = z.infer<typeof runningAnswer>;

export const artifactsAnswer = z.object({
  items: z.array(
    z.object({
      kind: z.enum(artifactKinds),
      name: z.string(),
      versions: z.array(
        z.object({
          version: z.string(),
          digest: z.string(),
          change: z.string(),
          createdBy: z.string(),
          createdAt: z.string(),
          committedAt: z.string().nullable().meta({
            description: "Where it was imported from git: when git says that it was committed",
          }),
        }),
      ),
    }),
  ),
});
export type ArtifactsAnswer = z.infer<typeof artifactsAnswer>;

/** The search parameters of the screen. What is no day or zone falls back instead of failing: people edit addresses. */
export const versionsView = z.object({
  at: day.optional().catch(undefined),
  /** Null: the viewer's own, else the organisation's. */
  tz: zone.nullable().default(null).catch(null),
  environment: environment.catch("production"),
  /** As known now, or as known at the end of the day that is shown. */
  known: z.enum(["now", "then"]).catch("now"),
});
