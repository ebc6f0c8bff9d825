"use client";
import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Button } from "#components/ui/button";
import { Dialog, DialogClose } from "#components/ui/dialog";
import { Field } from "#components/ui/field";
import { ProblemSummary } from "#components/ui/problem-summary";
import { Select } from "#components/ui/select";
import { toast } from "#components/ui/toaster";
import { formatCount } from "#lib/core/format";
import { featuresKey, postAssignment } from "#lib/features/query-options";
import { onCallKey, rotationsOptions } from "#lib/ownership/on-call/on-call-query-options";
import { AssignPreview } from "./assign-preview.tsx";
import type { Named, Selected } from "./assign-selected.ts";

/** What no slug is. */
const KEEP = "";
const NOBODY = "-";

export type AssignDialogProps = {
  selected: Selected;
  teams: readonly Named[];
  open: boolean;
  onOpenChange: (open: boolean) => void;
  onDone: () => void;
};

const wanted = (choice: string) => (choice === KEEP ? undefined : choice === NOBODY ? null : choice);

/** Gives what is selected to a team, a rotation or both, and shows what that changes before it does. */
export function AssignDialog({ selected, teams, open, onOpenChange, onDone }: AssignDialogProps) {
  return (
    <Dialog
      title={`Assign ${formatCount(selected.size, "feature")}`}
      description="All of them change together, or none does."
      size="lg"
      open={open}
      onOpenChange={onOpenChange}
    >
      {open && (
        <AssignForm
          slugs={[...selected.keys()]}
          teams={teams}
          onDone={() => {
            onOpenChange(false);
            onDone();
          }}
        />
      )}
    </Dialog>
  );
}

function AssignForm({
  slugs,
  teams,
  onDone,
}: {
  slugs: string[];
  teams: readonly Named[];
  onDone: () => void;
}) {
  const [team, setTeam] = useState(KEEP);
  const [rotation, setRotation] = useState(KEEP);
  const client = useQueryClient();
  const rotations = useQuery(rotationsOptions());
  const chosen = { team: wanted(team), rotation: wanted(rotation) };
  const nothing = chosen.team === undefined && chosen.rotation === undefined;
  const preview = useQuery({
    queryKey: ["assignment", slugs, chosen],
    queryFn: ({ signal }) => postAssignment({ features: slugs, ...chosen, preview: true }, signal),
    enabled: !nothing,
    placeholderData: keepPreviousData,
    staleTime: 0,
    gcTime: 0,
  });
  const changing = nothing ? undefined : preview.data;
  const save = useMutation({
    mutationFn: (features: string[]) => postAssignment({ features, ...chosen }),
    onSuccess: async ({ changed }) => {
      await Promise.all([featuresKey, onCallKey].map((queryKey) => client.invalidateQueries({ queryKey })));
      toast.done(`${formatCount(changed, "feature")} changed`);
      onDone();
    },
  });
  const assign = () =>
    save.mutate(changing?.features.filter((one) => one.mayChange).map((one) => one.slug) ?? []);
  return (
    <div className="grid gap-4">
      <ProblemSummary error={save.error ?? preview.error} />
      <div className="grid gap-3.5 sm:grid-cols-2">
        <Field label="Team" hint="Its members may then change them.">
          <Select
            options={optionsOf("Leave the team as it is", "Nobody", teams)}
            value={team}
            onChange={setTeam}
          />
        </Field>
        <Field
          label="Rotation"
          hint={rotations.data?.items.length === 0 ? "There is no rotation yet." : "It answers for them."}
        >
          <Select
            options={optionsOf("Leave the rotation as it is", "No rotation", rotations.data?.items ?? [])}
            value={rotation}
            onChange={setRotation}
          />
        </Field>
      </div>
      <AssignPreview answer={changing} pending={!nothing && preview.isPending} />
      <div className="flex justify-end gap-2">
        <DialogClose />
        <Button
          variant="solid"
          onClick={assign}
          pending={save.isPending}
          disabled={!changing || changing.changed === 0 || preview.isPlaceholderData}
        >
          {changing && changing.changed > 0 ? `Change ${formatCount(changing.changed, "feature")}` : "Change"}
        </Button>
      </div>
    </div>
  );
}

function optionsOf(keep: string, nobody: string, owners: readonly Named[]) {
  return [
    { value: KEEP, label: keep },
    ...owners.map(({ slug, name }) => ({ value: slug, label: name })),
    { value: NOBODY, label: nobody },
  ];
}
