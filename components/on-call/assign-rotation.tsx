"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "#components/ui/button";
import { Dialog, DialogClose } from "#components/ui/dialog";
import { Field } from "#components/ui/field";
import { fieldErrors } from "#components/ui/problem";
import { ProblemSummary } from "#components/ui/problem-summary";
import { Select } from "#components/ui/select";
import { TextLink } from "#components/ui/text-link";
import { toast } from "#components/ui/toaster";
import { api } from "#lib/core/http";
import { featuresKey } from "#lib/features/query-options";
import { onCallKey, rotationsOptions } from "#lib/ownership/on-call/on-call-query-options";
import type { FeatureOnCall, RotationSummary } from "#lib/ownership/on-call/on-call-schema";

export type AssignRotationProps = {
  feature: { slug: string; name: string };
  /** The slug of the rotation that answers now. */
  current: string | null;
  /** The owning team's slug: its rotations come first. */
  team: string | null;
};

function optionsOf(rotations: readonly RotationSummary[], team: string | null, current: string | null) {
  const own = (one: RotationSummary) => (one.team?.slug === team ? 0 : 1);
  const sorted = [...rotations].sort((a, b) => own(a) - own(b));
  const options = sorted.map(({ slug, name, team: owner, now, coversAiIncidents }) => ({
    value: slug,
    label: name,
    hint: [
      owner?.name ?? "no team",
      now.person ? `${now.person.name} now` : "nobody now",
      ...(coversAiIncidents ? [] : ["AI incidents not covered"]),
    ].join(" · "),
  }));
  return current === null ? options : [{ value: "", label: "No rotation" }, ...options];
}

/** Says which rotation answers for a feature. */
export function AssignRotation({ feature, current, team }: AssignRotationProps) {
  const [open, setOpen] = useState(false);
  const [chosen, setChosen] = useState<string | null>(current);
  const router = useRouter();
  const client = useQueryClient();
  const { data } = useQuery({ ...rotationsOptions(), enabled: open });
  const save = useMutation({
    mutationFn: () =>
      api<FeatureOnCall>("PUT", `/features/${encodeURIComponent(feature.slug)}/on-call`, {
        rotation: chosen || null,
      }),
    onSuccess: async ({ onCall }) => {
      await Promise.all([
        client.invalidateQueries({ queryKey: onCallKey }),
        client.invalidateQueries({ queryKey: featuresKey }),
      ]);
      toast.done(
        onCall ? `${onCall.rotation.name} answers for ${feature.name}` : `${feature.name} has no rotation`,
      );
      setOpen(false);
      router.refresh();
    },
  });
  const change = (next: boolean) => {
    setOpen(next);
    setChosen(current);
    save.reset();
  };
  const none = data?.items.length === 0;
  return (
    <Dialog
      title={`Who is on call for ${feature.name}?`}
      description="Whoever has the turn in the rotation answers for the feature."
      open={open}
      onOpenChange={change}
      trigger={
        <Button size="sm" aria-label={`${current ? "Change" : "Assign"} rotation of ${feature.name}`}>
          {current ? "Change rotation" : "Assign rotation"}
        </Button>
      }
      footer={
        <>
          <DialogClose />
          <Button
            variant="solid"
            onClick={() => save.mutate()}
            pending={save.isPending}
            disabled={chosen === null || chosen === (current ?? "")}
          >
            {chosen === "" ? "Take its rotation away" : "Assign rotation"}
          </Button>
        </>
      }
    >
      <div className="grid gap-4">
        <ProblemSummary error={save.error} />
        {none ? (
          <p>
            There is no rotation yet. <TextLink href="/on-call?new=1">Make the first one</TextLink>
          </p>
        ) : (
          <Field label="Rotation" error={fieldErrors(save.error, "rotation")}>
            <Select
              options={optionsOf(data?.items ?? [], team, current)}
              value={chosen}
              onChange={setChosen}
              placeholder={data ? "Choose" : "Loading"}
            />
          </Field>
        )}
      </div>
    </Dialog>
  );
}
