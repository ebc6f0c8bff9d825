"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import type { ReactNode } from "react";
import { Button } from "#components/ui/button";
import { DialogClose } from "#components/ui/dialog";
import { ErrorState } from "#components/ui/error-state";
import { Field } from "#components/ui/field";
import { fieldErrors } from "#components/ui/problem";
import { ProblemSummary } from "#components/ui/problem-summary";
import { Skeleton } from "#components/ui/skeleton";
import { Textarea } from "#components/ui/textarea";
import { toast } from "#components/ui/toaster";
import { postRollback, rollbackPlanOptions } from "#lib/versions/query-options";
import type { RollbackPlan } from "#lib/versions/schema";
import { RollbackChanges } from "./rollback-changes.tsx";

type PanelProps = { slug: string; environment: string; onDone: () => void };

/** Inside the dialog: what runs, where it would lead, what that changes back, and why. */
export function RollbackPanel({ slug, environment, onDone }: PanelProps) {
  const { data, error, refetch, isFetching } = useQuery(rollbackPlanOptions(slug, environment));
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} pending={isFetching} />;
  if (!data) return <Skeleton className="h-44" />;
  if (data.current.length === 0)
    return (
      <Impossible>
        Nothing is declared to run in {environment}, so there is nothing to go back from.
      </Impossible>
    );
  if (!data.target)
    return (
      <Impossible>
        No earlier release is known to have had all the traffic of {environment}. Record a deployment to say
        what runs.
      </Impossible>
    );
  return <RollbackForm slug={slug} plan={data} target={data.target.release} onDone={onDone} />;
}

function Impossible({ children }: { children: ReactNode }) {
  return (
    <>
      <p className="text-text-2">{children}</p>
      <div className="mt-4 flex justify-end">
        <DialogClose>Close</DialogClose>
      </div>
    </>
  );
}

type FormProps = { slug: string; plan: RollbackPlan; target: string; onDone: () => void };

function RollbackForm({ slug, plan, target, onDone }: FormProps) {
  const router = useRouter();
  const client = useQueryClient();
  const expected = plan.current.map((share) => share.release);
  const record = useMutation({
    mutationFn: (reason: string) =>
      postRollback(slug, { environment: plan.environment, reason, to: target, expected }),
    onSuccess: async () => {
      toast.done("Rollback recorded", `Deploy ${target.slice(0, 12)} now: Threshold switches no traffic.`);
      onDone();
      await client.invalidateQueries({ queryKey: ["features", slug] });
      router.refresh();
    },
  });
  return (
    <form
      className="flex flex-col gap-3.5"
      onSubmit={(event) => {
        event.preventDefault();
        record.mutate(String(new FormData(event.currentTarget).get("reason") ?? "").trim());
      }}
    >
      <ProblemSummary error={record.error} />
      <RollbackChanges slug={slug} plan={plan} target={target} />
      <Field
        label="Why"
        hint="What a person reads who asks in a year"
        error={fieldErrors(record.error, "reason")}
      >
        <Textarea name="reason" required rows={2} maxLength={1900} />
      </Field>
      <p className="text-sm text-text-2">
        This is a record and switches no traffic: deploy{" "}
        <code className="font-mono">{target.slice(0, 12)}</code> as you always do. Telemetry then shows
        whether it runs.
      </p>
      <div className="flex justify-end gap-2">
        <DialogClose />
        <Button type="submit" variant="solid" pending={record.isPending}>
          Record rollback
        </Button>
      </div>
    </form>
  );
}
