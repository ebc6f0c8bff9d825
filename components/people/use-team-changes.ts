"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { toast } from "#components/ui/toaster";
import { api } from "#lib/core/http";
import type { TeamAnswer, TeamChange } from "#lib/teams/schema";

type Change =
  | { kind: "change"; body: TeamChange }
  | { kind: "add"; userId: string }
  | { kind: "remove"; userId: string };

/** What can be done to one team. */
export function useTeamChanges(team: TeamAnswer, onDeleted: () => void) {
  const client = useQueryClient();
  const path = `/teams/${team.slug}`;
  const refresh = () =>
    Promise.all([
      client.invalidateQueries({ queryKey: ["teams"] }),
      client.invalidateQueries({ queryKey: ["users"] }),
    ]);
  const run = useMutation({
    mutationFn: (change: Change) => {
      if (change.kind === "change") return api<TeamAnswer>("PATCH", path, change.body);
      return api<TeamAnswer>(change.kind === "add" ? "PUT" : "DELETE", `${path}/members/${change.userId}`);
    },
    onSuccess: refresh,
  });
  const remove = useMutation({
    mutationFn: () => api("DELETE", path),
    onSuccess: async () => {
      onDeleted();
      await refresh();
      toast.done(`${team.name} was deleted`);
    },
  });
  return { run, remove };
}
