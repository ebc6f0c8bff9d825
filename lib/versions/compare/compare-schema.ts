import { z } from "zod";
import { slug } from "#lib/core/schema";
import { artifactKinds } from "#lib/versions/domain";

const side = z
  .string()
  .trim()
  .min(1, "which release or version?")
  .max(500)
  .meta({ description: "A release's digest (12 digits or more), or kind/name@version" });

export const compareQuery = z.object({ from: side, to: side });

export const versionParams = z.object({
  slug,
  kind: z.enum(artifactKinds),
  name: z.string().min(1).max(200),
  version: z.string().min(1).max(200),
});

export const keptVersion = z.object({
  kind: z.enum(artifactKinds),
  name: z.string(),
  version: z.string(),
  digest: z.string(),
  change: z.string(),
  commit: z.string().nullable(),
  createdBy: z.string(),
  createdAt: z.string(),
  content: z.string().nullable().meta({ description: "Null where only the digest or the name was kept" }),
});
export type KeptVersion = z.infer<typeof keptVersion>;

const ref = z.object({ version: z.string(), digest: z.string(), kept: z.boolean() });

const committedAt = z
  .string()
  .nullable()
  .meta({ description: "Where it was imported from git: when git says that it was committed" });

const reason = z.object({
  version: z.string(),
  change: z.string(),
  commit: z.string().nullable(),
  createdBy: z.string(),
  createdAt: z.string(),
  committedAt,
});

const lines = z.object({
  blocks: z.array(
    z.object({
      far: z.boolean().meta({ description: "Away from any change" }),
      lines: z.array(
        z.object({
          kind: z.enum(["same", "added", "removed"]),
          before: z.number().nullable(),
          after: z.number().nullable(),
          parts: z.array(z.object({ text: z.string(), changed: z.boolean() })),
        }),
      ),
    }),
  ),
  added: z.number(),
  removed: z.number(),
  onlyLineEnds: z.boolean(),
});

const byPath = z.object({
  format: z.enum(["json", "yaml"]),
  changes: z.array(
    z.object({
      path: z.string(),
      change: z.enum(["added", "removed", "changed"]),
      before: z.string().nullable(),
      after: z.string().nullable(),
    }),
  ),
  more: z.number().meta({ description: "Changes beyond those that are listed" }),
});

export const artifactDifference = z.object({
  kind: z.enum(artifactKinds),
  name: z.string(),
  change: z.enum(["added", "removed", "changed", "same"]),
  from: ref.nullable(),
  to: ref.nullable(),
  undone: z.boolean().meta({ description: "The reasons are of versions that this takes back" }),
  reasons: z.array(reason),
  moreReasons: z.number(),
  text: lines
    .nullable()
    .meta({ description: "Null where a content was not kept, or there is too much to compare" }),
  structured: byPath.nullable().meta({ description: "For JSON and YAML: what differs by path" }),
  tooLarge: z.boolean(),
});
export type ArtifactDifference = z.infer<typeof artifactDifference>;

const comparedSide = z.object({
  spec: z.string().meta({ description: "The side as it can be asked for again" }),
  release: z
    .object({
      digest: z.string(),
      commit: z.string().nullable(),
      createdBy: z.string(),
      createdAt: z.string(),
      committedAt,
    })
    .nullable(),
});

export const comparison = z.object({
  of: z.enum(["releases", "versions"]),
  from: comparedSide,
  to: comparedSide,
  artifacts: z.array(artifactDifference).meta({ description: "What is the same in both comes last" }),
});
export type Comparison = z.infer<typeof comparison>;
