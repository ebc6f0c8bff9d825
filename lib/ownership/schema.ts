import { z } from "zod";
import { notStorable, page, pageQuery, slug } from "#lib/core/schema";
import { isStorable } from "#lib/core/storable";
import type { TeamContacts } from "#lib/teams/schema";
import { MAX_RUNBOOK_BYTES } from "./domain.ts";

const revisionNumber = z.coerce.number().int().min(1).max(2_147_483_647);

export const revisionParams = z.object({ slug, n: revisionNumber });

export const revisionsQuery = z.object(pageQuery);

export const runbookInput = z.strictObject({
  markdown: z
    .string()
    .refine((text) => text.trim() !== "", "a runbook says what to do; this one is empty")
    .refine(isStorable, notStorable)
    .meta({ description: `GitHub-flavoured Markdown, at most ${MAX_RUNBOOK_BYTES / 1024} KiB in UTF-8` }),
  note: z
    .string()
    .trim()
    .max(500)
    .refine(isStorable, notStorable)
    .nullish()
    .meta({ description: "What was changed and why" }),
  basedOn: z
    .int()
    .min(0)
    .max(2_147_483_647)
    .optional()
    .meta({ description: "The newest revision the author saw, 0 for none; a newer one is then a conflict" }),
});

export type RunbookInput = z.output<typeof runbookInput>;

export const revisionHead = z.object({
  number: z.number().int(),
  digest: z.string(),
  note: z.string().nullable(),
  author: z.string(),
  createdAt: z.iso.datetime(),
});

export const revision = revisionHead.extend({ markdown: z.string() });

export const revisionPage = page(revisionHead);

export type RevisionHead = z.infer<typeof revisionHead>;
export type Revision = z.infer<typeof revision>;
export type RevisionPage = z.infer<typeof revisionPage>;

export const runbookLinks = z.object({
  revision: z.int(),
  links: z.array(
    z.object({
      url: z.string(),
      status: z
        .enum(["works", "broken", "unchecked", "waiting"])
        .meta({ description: "unchecked: nobody could tell from here; waiting: it was not tried yet" }),
      detail: z.string().nullable(),
      checkedAt: z.iso.datetime().nullable(),
      workedAt: z.iso.datetime().nullable(),
      asked: z.boolean().meta({ description: "Another try was asked for and is not made yet" }),
    }),
  ),
});
export type RunbookLinks = z.infer<typeof runbookLinks>;

/** The owning team of a feature with its people, for the ownership tab. */
export type OwningTeam = {
  slug: string;
  name: string;
  accountable: { id: string; name: string } | null;
  members: { id: string; name: string }[];
  contacts: TeamContacts;
};
