"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button } from "#components/ui/button";
import { ConfirmDialog } from "#components/ui/confirm-dialog";
import { toast } from "#components/ui/toaster";
import { api } from "#lib/core/http";
import { formatUsd, nanoOfUsd } from "#lib/core/money";
import type { RunAnswer } from "#lib/telemetry/repricing-schema";
import { changeInWords } from "./price-words.ts";

/** Apply and cancel, as far as the run is. */
export function RunActions({ run }: { run: RunAnswer }) {
  const client = useQueryClient();
  const act = useMutation({
    mutationFn: (verb: "apply" | "cancel") => api<RunAnswer>("POST", `/prices/repricing/${run.id}/${verb}`),
    onSuccess: (answer) => client.setQueryData(["repricing", run.id], answer),
    onError: toast.unchanged,
    onSettled: () => client.invalidateQueries({ queryKey: ["repricing"] }),
  });
  const ended = run.status === "done" || run.status === "cancelled" || run.status === "failed";
  if (ended) return null;
  const usd = (text: string) => formatUsd(nanoOfUsd(text));
  return (
    <>
      <ConfirmDialog
        title={run.status === "running" ? "Stop this run?" : "Discard this preview?"}
        action={run.status === "running" ? "Stop run" : "Discard preview"}
        pending={act.isPending}
        onConfirm={() => act.mutate("cancel")}
        trigger={<Button>{run.status === "running" ? "Stop" : "Discard"}</Button>}
      >
        {run.status === "running"
          ? "What was priced anew until now stays. A new preview shows what is left."
          : "Nothing was changed. The run stays in the history."}
      </ConfirmDialog>
      {run.status === "previewed" && run.preview.changedCalls > 0 && (
        <ConfirmDialog
          title="Apply these prices?"
          action="Apply"
          danger={false}
          pending={act.isPending}
          onConfirm={() => act.mutate("apply")}
          trigger={<Button variant="solid">Apply</Button>}
        >
          {changeInWords(run.preview, false)} Together they cost {usd(run.preview.beforeUsd)} before and{" "}
          {usd(run.preview.afterUsd)} after. Every figure and check that rests on them follows. The change is
          recorded; to go back, end or add prices and price the period anew.
        </ConfirmDialog>
      )}
    </>
  );
}
