"use client";
import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useId, useState } from "react";
import { Button } from "#components/ui/button";
import { Dialog, DialogClose } from "#components/ui/dialog";
import { Field } from "#components/ui/field";
import { Input } from "#components/ui/input";
import { fieldErrors } from "#components/ui/problem";
import { ProblemSummary } from "#components/ui/problem-summary";
import { Textarea } from "#components/ui/textarea";
import { toast } from "#components/ui/toaster";
import { instantOfLocal, localOfInstant } from "#lib/versions/domain";
import { postDeployment } from "#lib/versions/query-options";
import type { DeploymentBody } from "#lib/versions/schema";
import { type ReleaseChoice, type ShareDraft, ShareFields } from "./share-fields.tsx";

export type RecordDeploymentProps = {
  slug: string;
  environment: string;
  zone: string;
  releases: ReleaseChoice[];
  /** What is filled in already, for a finding that says what ran; and the words of its button. */
  preset?: {
    shares: { release: string; weight: number }[];
    effectiveAt: string;
    until: string | null;
    label: string;
  };
};

/** For people without the command line: which release got the traffic, from when, and why. */
export function RecordDeploymentDialog({ preset, ...place }: RecordDeploymentProps) {
  const [open, setOpen] = useState(false);
  return (
    <Dialog
      title="Record deployment"
      description="Say what runs from when on. What was known before stays readable."
      size="lg"
      open={open}
      onOpenChange={setOpen}
      trigger={preset ? <Button>{preset.label}</Button> : <Button variant="solid">Record deployment</Button>}
    >
      <DeploymentForm {...place} preset={preset} onDone={() => setOpen(false)} />
    </Dialog>
  );
}

function bodyOf(form: FormData, shares: ShareDraft[], zone: string): DeploymentBody {
  const text = (name: string) => String(form.get(name) ?? "").trim();
  const until = text("until");
  return {
    environment: text("environment"),
    shares: shares.map(({ release, percent }) => ({
      release,
      weight: Number((Number(percent) / 100).toFixed(8)),
    })),
    // A text that is no time goes to the server as it is, which says so beside the field.
    effectiveAt: instantOfLocal(text("effectiveAt"), zone) ?? text("effectiveAt"),
    ...(until === "" ? {} : { until: instantOfLocal(until, zone) ?? until }),
    reason: text("reason"),
  };
}

/** The newest release with all of the traffic, or what is filled in already. */
function firstShares(
  releases: readonly ReleaseChoice[],
  preset: RecordDeploymentProps["preset"],
): ShareDraft[] {
  const given = preset?.shares ?? [{ release: releases[0]?.digest ?? "", weight: 1 }];
  return given.map(({ release, weight }, key) => ({
    key,
    release,
    percent: String(Math.round(weight * 1e6) / 1e4),
  }));
}

/** An older release than the newest ones stands in the list too where it is filled in. */
function choicesWith(releases: ReleaseChoice[], preset: RecordDeploymentProps["preset"]): ReleaseChoice[] {
  const missing = (preset?.shares ?? []).filter(
    ({ release }) => !releases.some((one) => one.digest === release),
  );
  return [...releases, ...missing.map(({ release }) => ({ digest: release, label: release.slice(0, 12) }))];
}

function DeploymentForm({
  slug,
  environment,
  zone,
  releases,
  preset,
  onDone,
}: RecordDeploymentProps & { onDone: () => void }) {
  const router = useRouter();
  const form = useId();
  const [shares, setShares] = useState<ShareDraft[]>(() => firstShares(releases, preset));
  const [from] = useState(() => localOfInstant(preset ? new Date(preset.effectiveAt) : new Date(), zone));
  const until = preset?.until ? localOfInstant(new Date(preset.until), zone) : undefined;
  const record = useMutation({
    mutationFn: (body: DeploymentBody) => postDeployment(slug, body),
    onSuccess: () => {
      toast.done("Deployment recorded");
      onDone();
      router.refresh();
    },
  });
  const error = (path: string) => fieldErrors(record.error, path);
  return (
    <form
      id={form}
      className="flex flex-col gap-3.5"
      onSubmit={(event) => {
        event.preventDefault();
        record.mutate(bodyOf(new FormData(event.currentTarget), shares, zone));
      }}
    >
      <ProblemSummary error={record.error} />
      <ShareFields
        shares={shares}
        releases={choicesWith(releases, preset)}
        onChange={setShares}
        error={error("shares")}
      />
      <div className="grid gap-3.5 sm:grid-cols-2">
        <Field label="Runs from" hint={`Date and time in ${zone}`} error={error("effectiveAt")}>
          <Input type="datetime-local" name="effectiveAt" defaultValue={from} required />
        </Field>
        <Field label="Until" optional hint="Empty: until the next deployment" error={error("until")}>
          <Input type="datetime-local" name="until" defaultValue={until} />
        </Field>
      </div>
      <Field label="Environment" error={error("environment")}>
        <Input name="environment" defaultValue={environment} required maxLength={64} />
      </Field>
      <Field label="Why" hint="What a person reads who asks in a year" error={error("reason")}>
        <Textarea name="reason" required rows={2} maxLength={2000} />
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
