"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { toast } from "#components/ui/toaster";
import { api } from "#lib/core/http";
import { featuresKey } from "#lib/features/query-options";
import { onCallKey } from "#lib/ownership/on-call/on-call-query-options";

type Change = { method: "POST" | "PATCH" | "DELETE"; path: string; body?: unknown };

/** Writes a change of a rotation, then reads again everything that names who is on call. */
export function useRotationChange(slug: string, said: string, onDone: () => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ method, path, body }: Change) =>
      api<unknown>(method, `/rotations/${encodeURIComponent(slug)}${path}`, body),
    onSuccess: async () => {
      await Promise.all([
        client.invalidateQueries({ queryKey: onCallKey }),
        client.invalidateQueries({ queryKey: featuresKey }),
      ]);
      toast.done(said);
      onDone();
    },
  });
}
