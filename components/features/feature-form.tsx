"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { Button } from "#components/ui/button";
import { LinkButton } from "#components/ui/link-button";
import { PageActions } from "#components/ui/page-actions";
import { fieldErrors } from "#components/ui/problem";
import { ProblemSummary } from "#components/ui/problem-summary";
import { toast } from "#components/ui/toaster";
import { featuresKey, putFeature } from "#lib/features/query-options";
import type { OwnerTeam } from "#lib/features/schema";
import { BadgeFields } from "./badge-fields.tsx";
import { ContentFields } from "./content-fields.tsx";
import { type Draft, type DraftFieldsProps, inputOf } from "./draft.tsx";
import { IdentityFields } from "./identity-fields.tsx";
import { TelemetryFields } from "./telemetry-fields.tsx";

export type FeatureFormProps = {
  initial: Draft;
  /** True for a feature that exists: its slug then stays. */
  existing: boolean;
  teams: readonly OwnerTeam[];
  /** The public address of this installation, for the badge of a feature that exists. */
  baseUrl?: string;
};

/** One form registers and edits; the API judges what is typed, so that a script and a form get the same answers. */
export function FeatureForm({ initial, existing, teams, baseUrl }: FeatureFormProps) {
  const [draft, setDraft] = useState(initial);
  const router = useRouter();
  const client = useQueryClient();
  const save = useMutation({
    mutationFn: () => putFeature(draft.slug.trim() || "-", inputOf(draft), { onlyNew: !existing }),
    onSuccess: async (feature) => {
      await client.invalidateQueries({ queryKey: featuresKey });
      toast.done(existing ? `${feature.name} is saved` : `${feature.name} is registered`);
      router.push(`/features/${feature.slug}`);
      router.refresh();
    },
  });
  const fields: DraftFieldsProps = {
    draft,
    change: (change) => setDraft((before) => ({ ...before, ...change })),
    errors: (path) => fieldErrors(save.error, path),
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  return (
    <form onSubmit={submit} noValidate className="grid max-w-[760px] gap-4">
      <ProblemSummary error={save.error} />
      <IdentityFields {...fields} existing={existing} teams={teams} />
      <TelemetryFields {...fields} />
      <ContentFields {...fields} />
      {baseUrl !== undefined && <BadgeFields {...fields} isPublic={initial.badge} baseUrl={baseUrl} />}
      <PageActions>
        <LinkButton href={existing ? `/features/${initial.slug}` : "/"}>Cancel</LinkButton>
        <Button type="submit" variant="solid" pending={save.isPending || save.isSuccess}>
          {existing ? "Save changes" : "Register feature"}
        </Button>
      </PageActions>
    </form>
  );
}
