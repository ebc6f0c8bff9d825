"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "#components/ui/button";
import { Dialog, DialogClose } from "#components/ui/dialog";
import { ProblemSummary } from "#components/ui/problem-summary";
import { toast } from "#components/ui/toaster";
import { postRelease } from "#lib/versions/query-options";
import type { ArtifactVersion, ReleaseBody } from "#lib/versions/schema";
import { type ArtifactDraft, ArtifactFields } from "./artifact-fields.tsx";

type Props = { slug: string; newest: ArtifactVersion[]; trigger?: "quiet" | "solid" };

/** For people without the command line: the artifacts of the newest release, to be changed. */
export function DeclareReleaseDialog({ slug, newest, trigger = "quiet" }: Props) {
  const [open, setOpen] = useState(false);
  return (
    <Dialog
      title="Declare release"
      description="A release is a set of artifact versions. The same set is the same release."
      size="lg"
      open={open}
      onOpenChange={setOpen}
      trigger={<Button variant={trigger}>Declare release</Button>}
    >
      <ReleaseForm slug={slug} newest={newest} onDone={() => setOpen(false)} />
    </Dialog>
  );
}

const blank = { kind: "prompt", name: "", version: "", content: "", change: "" } as const;

function draftsOf(newest: ArtifactVersion[]): ArtifactDraft[] {
  const known = newest.map(({ kind, name, version }, key) => ({ ...blank, key, kind, name, version }));
  return known.length > 0 ? known : [{ ...blank, key: 0 }];
}

/** What was left empty is not sent: the server then numbers the version, or takes the one that exists. */
function bodyOf(drafts: ArtifactDraft[]): ReleaseBody {
  const given = (text: string) => (text.trim() === "" ? undefined : text.trim());
  return {
    artifacts: drafts.map(({ kind, name, version, content, change }) => ({
      kind,
      name,
      version: given(version),
      content: content === "" ? undefined : content,
      change: given(change),
    })),
  };
}

function ReleaseForm({
  slug,
  newest,
  onDone,
}: {
  slug: string;
  newest: ArtifactVersion[];
  onDone: () => void;
}) {
  const router = useRouter();
  const client = useQueryClient();
  const [drafts, setDrafts] = useState(() => draftsOf(newest));
  const declare = useMutation({
    mutationFn: () => postRelease(slug, bodyOf(drafts)),
    onSuccess: async ({ release }) => {
      toast.done("Release declared", release.slice(0, 12));
      onDone();
      router.refresh();
      await client.invalidateQueries({ queryKey: ["features", slug, "releases"] });
    },
  });
  const nextKey = Math.max(...drafts.map((one) => one.key), 0) + 1;
  return (
    <form
      className="flex flex-col gap-3.5"
      onSubmit={(event) => {
        event.preventDefault();
        declare.mutate();
      }}
    >
      <ProblemSummary error={declare.error} />
      {drafts.map((draft, index) => (
        <ArtifactFields
          key={draft.key}
          draft={draft}
          path={`artifacts.${index}`}
          error={declare.error}
          onChange={(next) => setDrafts(drafts.map((one) => (one.key === next.key ? next : one)))}
          onRemove={drafts.length > 1 ? () => setDrafts(drafts.filter((one) => one.key !== draft.key)) : null}
        />
      ))}
      <div className="flex justify-between gap-2">
        <Button onClick={() => setDrafts([...drafts, { ...blank, key: nextKey }])}>
          <Plus size={14} aria-hidden="true" /> Add an artifact
        </Button>
        <span className="flex gap-2">
          <DialogClose />
          <Button type="submit" variant="solid" pending={declare.isPending}>
            Declare
          </Button>
        </span>
      </div>
    </form>
  );
}
