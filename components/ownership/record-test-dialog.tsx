"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useId, useState } from "react";
import { Button } from "#components/ui/button";
import { Dialog, DialogClose } from "#components/ui/dialog";
import { Field } from "#components/ui/field";
import { Input } from "#components/ui/input";
import { fieldErrors } from "#components/ui/problem";
import { ProblemSummary } from "#components/ui/problem-summary";
import { Select } from "#components/ui/select";
import { Textarea } from "#components/ui/textarea";
import { useViewerZone } from "#components/ui/time";
import { toast } from "#components/ui/toaster";
import { featuresKey } from "#lib/features/query-options";
import { postRunbookTest, runbookKey } from "#lib/ownership/query-options";
import type { RunbookTestDraft } from "#lib/ownership/runbook/runbook-test-schema";
import { instantOfLocal, localOfInstant } from "#lib/versions/domain";

export type RecordTestDialogProps = { slug: string; revision: number };

/** For whoever has just followed the runbook. Anybody may write down what they found; whose pass counts is said after. */
export function RecordTestDialog({ slug, revision }: RecordTestDialogProps) {
  const [open, setOpen] = useState(false);
  return (
    <Dialog
      title={`Record a test of revision ${revision}`}
      description="You followed it as you would at night, on production or somewhere like it, and say what came of it."
      open={open}
      onOpenChange={setOpen}
      trigger={<Button size="sm">Record a test</Button>}
    >
      <TestForm slug={slug} revision={revision} onDone={() => setOpen(false)} />
    </Dialog>
  );
}

function TestForm({ slug, revision, onDone }: RecordTestDialogProps & { onDone: () => void }) {
  const zone = useViewerZone();
  const form = useId();
  const client = useQueryClient();
  const [result, setResult] = useState<"passed" | "failed">("passed");
  const [now] = useState(() => localOfInstant(new Date(), zone));
  const record = useMutation({
    mutationFn: (draft: RunbookTestDraft) => postRunbookTest(slug, draft),
    onSuccess: async (test) => {
      await Promise.all(
        [runbookKey(slug), featuresKey].map((queryKey) => client.invalidateQueries({ queryKey })),
      );
      onDone();
      if (test.result === "failed") toast.done("The failed test is recorded");
      else if (test.counts) toast.done(`Revision ${revision} is tested`);
      else
        toast.done(
          "The test is recorded, and does not make it tested",
          test.onRotation
            ? "You wrote part of this text; somebody else on the rotation has to follow it."
            : "You were not on the feature’s rotation when it ran.",
        );
    },
  });
  const error = (path: string) => fieldErrors(record.error, path);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    const text = (name: string) => String(data.get(name) ?? "").trim();
    const when = text("ranAt");
    record.mutate({
      revision,
      result,
      // Left as it was, it is this moment: a minute cut short might lie before the text was saved.
      ranAt: when === now ? new Date().toISOString() : (instantOfLocal(when, zone) ?? when),
      minutes: text("minutes") === "" ? null : Number(text("minutes")),
      notes: text("notes"),
      ...(text("environment") === "" ? {} : { environment: text("environment") }),
    });
  };
  return (
    <form id={form} className="flex flex-col gap-3.5" onSubmit={submit} noValidate>
      <ProblemSummary error={record.error} />
      <Field label="What came of it" error={error("result")}>
        <Select
          options={[
            { value: "passed", label: "Passed", hint: "Each step could be followed and did what it says" },
            { value: "failed", label: "Failed", hint: "A step was missing, wrong, or did not work" },
          ]}
          value={result}
          onChange={(value) => setResult(value === "failed" ? "failed" : "passed")}
        />
      </Field>
      <div className="grid gap-3.5 sm:grid-cols-2">
        <Field label="When it ended" hint={`Date and time in ${zone}`} error={error("ranAt")}>
          <Input type="datetime-local" name="ranAt" defaultValue={now} required />
        </Field>
        <Field label="Minutes it took" name="minutes" optional error={error("minutes")}>
          <Input type="number" name="minutes" min={1} max={10080} inputMode="numeric" />
        </Field>
      </div>
      <Field
        label="Where"
        name="environment"
        optional
        hint="An environment, such as staging"
        error={error("environment")}
      >
        <Input name="environment" maxLength={64} />
      </Field>
      <Field label="What you followed and what you found" error={error("notes")}>
        <Textarea name="notes" rows={4} maxLength={4000} required />
      </Field>
      <div className="flex justify-end gap-2">
        <DialogClose />
        <Button type="submit" variant="solid" pending={record.isPending}>
          Record
        </Button>
      </div>
    </form>
  );
}
