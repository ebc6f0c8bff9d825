"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "#components/ui/button";
import { Checkbox } from "#components/ui/checkbox";
import { Dialog, DialogClose } from "#components/ui/dialog";
import { Field } from "#components/ui/field";
import { Input } from "#components/ui/input";
import { fieldErrors } from "#components/ui/problem";
import { ProblemSummary } from "#components/ui/problem-summary";
import { Select } from "#components/ui/select";
import { toast } from "#components/ui/toaster";
import { api } from "#lib/core/http";
import { suggestSlug } from "#lib/features/domain";
import { onCallKey } from "#lib/ownership/on-call/on-call-query-options";
import type { RotationDetail } from "#lib/ownership/on-call/on-call-schema";
import { teamsQuery } from "#lib/teams/query-options";
import { emptyDraft, planWith, readDraft } from "./schedule-draft.ts";
import { ScheduleFields } from "./schedule-fields.tsx";
import { SchedulePreview } from "./schedule-preview.tsx";

export type NewRotationDialogProps = {
  /** Slugs of the teams that the viewer may make a rotation for. */
  teams: readonly { slug: string; name: string }[];
  /** Where the hand-over time is meant unless one chooses another. */
  zone: string;
  /** Opened by the address. */
  initiallyOpen: boolean;
};

/** Makes a rotation with its first schedule, with the next hand-overs beside the fields. */
export function NewRotationDialog({ teams, zone, initiallyOpen }: NewRotationDialogProps) {
  const [open, setOpen] = useState(initiallyOpen);
  return (
    <>
      <Button variant="solid" onClick={() => setOpen(true)}>
        New rotation
      </Button>
      {open && <Editor teams={teams} zone={zone} onClose={() => setOpen(false)} />}
    </>
  );
}

type EditorProps = Omit<NewRotationDialogProps, "initiallyOpen"> & { onClose: () => void };

function Editor({ teams, zone, onClose }: EditorProps) {
  const [now] = useState(() => Date.now());
  const [name, setName] = useState("");
  const [slug, setSlug] = useState<string | null>(null);
  const [team, setTeam] = useState<string | null>(teams.length === 1 ? (teams[0]?.slug ?? null) : null);
  const [covers, setCovers] = useState(true);
  const [form, setForm] = useState(() => emptyDraft(zone));
  const { data } = useQuery(teamsQuery());
  const client = useQueryClient();
  const router = useRouter();
  const people = (data?.items.find((one) => one.slug === team)?.members ?? []).filter((one) => !one.disabled);
  const read = readDraft(form, null, now);
  const create = useMutation({
    mutationFn: () =>
      api<RotationDetail>("POST", "/rotations", {
        slug: slug ?? suggestSlug(name),
        name,
        team,
        coversAiIncidents: covers,
        schedule: {
          ...read?.draft,
          effectiveFrom: form.start === "" || !read ? undefined : new Date(read.from).toISOString(),
        },
      }),
    onSuccess: async (made) => {
      await client.invalidateQueries({ queryKey: onCallKey });
      toast.done(`${made.name} was made`, "Now assign it to the features that it answers for.");
      router.push(`/on-call/${made.slug}`);
    },
  });
  const errors = (path: string) => fieldErrors(create.error, path);
  return (
    <Dialog
      title="New rotation"
      description="Members of a team take turns; whoever has the turn is on call for the features it answers for."
      open
      onOpenChange={(next) => !next && onClose()}
      size="lg"
      footer={
        <>
          <DialogClose />
          <Button
            type="submit"
            form="new-rotation"
            variant="solid"
            pending={create.isPending}
            disabled={read === null || team === null || form.members.length === 0}
          >
            Make rotation
          </Button>
        </>
      }
    >
      <form
        id="new-rotation"
        aria-label="New rotation"
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          create.mutate();
        }}
      >
        <ProblemSummary error={create.error} />
        <div className="grid gap-3.5 sm:grid-cols-2">
          <Field label="Name" error={errors("name")}>
            <Input value={name} onChange={(event) => setName(event.target.value)} required maxLength={100} />
          </Field>
          <Field label="Name in addresses" error={errors("slug")}>
            <Input
              mono
              value={slug ?? suggestSlug(name)}
              onChange={(event) => setSlug(event.target.value)}
              required
              maxLength={64}
            />
          </Field>
          <Field label="Team" error={errors("team")}>
            <Select
              options={teams.map((one) => ({ value: one.slug, label: one.name }))}
              value={team}
              onChange={(next) => {
                setTeam(next);
                setForm({ ...form, members: [] });
              }}
            />
          </Field>
          <Checkbox
            label="Covers AI incidents"
            hint="Whoever is on call is told of wrong answers, cost and drift, not only of outages."
            checked={covers}
            onChange={setCovers}
          />
        </div>
        <div className="grid gap-4 border-line border-t pt-4 sm:grid-cols-[minmax(0,1fr)_320px]">
          <ScheduleFields
            form={form}
            onForm={setForm}
            people={people}
            error={create.error}
            path="schedule."
          />
          <SchedulePreview
            plan={read && planWith({ schedules: [], overrides: [], absent: [] }, read, 1)}
            zone={form.zone ?? "UTC"}
            people={people}
            now={now}
          />
        </div>
      </form>
    </Dialog>
  );
}
