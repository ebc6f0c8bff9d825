"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { draftOf, inputOf } from "#components/features/draft";
import { TeamSelect } from "#components/features/team-select";
import { Button } from "#components/ui/button";
import { Dialog, DialogClose } from "#components/ui/dialog";
import { fieldErrors } from "#components/ui/problem";
import { ProblemSummary } from "#components/ui/problem-summary";
import { toast } from "#components/ui/toaster";
import { featuresKey, putFeature } from "#lib/features/query-options";
import type { OwnerTeam, RegisteredFeature } from "#lib/features/schema";

export type AssignTeamProps = { feature: RegisteredFeature; teams: readonly OwnerTeam[] };

/** Gives the feature to a team. Whoever hands it on may lose the right to change it. */
export function AssignTeam({ feature, teams }: AssignTeamProps) {
  const current = feature.owner?.team.slug ?? "";
  const [open, setOpen] = useState(false);
  const [team, setTeam] = useState(current);
  const router = useRouter();
  const client = useQueryClient();
  const save = useMutation({
    mutationFn: () => putFeature(feature.slug, inputOf({ ...draftOf(feature), team })),
    onSuccess: async (saved) => {
      await client.invalidateQueries({ queryKey: featuresKey });
      toast.done(saved.owner ? `${saved.owner.team.name} owns ${saved.name}` : `Nobody owns ${saved.name}`);
      setOpen(false);
      router.refresh();
    },
  });
  const change = (next: boolean) => {
    setOpen(next);
    setTeam(current);
    save.reset();
  };
  return (
    <Dialog
      title={`Who owns ${feature.name}?`}
      description="The team’s members may change the feature; its accountable person answers for it."
      open={open}
      onOpenChange={change}
      trigger={<Button size="sm">{feature.owner ? "Change team" : "Assign team"}</Button>}
      footer={
        <>
          <DialogClose />
          <Button
            variant="solid"
            onClick={() => save.mutate()}
            pending={save.isPending}
            disabled={team === current}
          >
            {team === "" ? "Take its owner away" : "Assign team"}
          </Button>
        </>
      }
    >
      <div className="grid gap-4">
        <ProblemSummary error={save.error} />
        <TeamSelect teams={teams} value={team} onChange={setTeam} error={fieldErrors(save.error, "team")} />
      </div>
    </Dialog>
  );
}
