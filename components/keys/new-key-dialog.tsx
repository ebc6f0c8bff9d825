"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Button } from "#components/ui/button";
import { Dialog, DialogClose } from "#components/ui/dialog";
import type { Scope } from "#lib/auth/domain";
import type { NewKey } from "#lib/auth/schema";
import { api } from "#lib/core/http";
import { DAY_MS } from "#lib/core/time";
import { type KeyDraft, KeyForm } from "./key-form.tsx";
import { NewKeyView } from "./new-key-view.tsx";

type Props = {
  url: string;
  features: { slug: string; name: string }[];
  /** Only admins make keys for every feature. */
  unbound: boolean;
};

function expiryOf(days: string): string | null {
  return days === "never" ? null : new Date(Date.now() + Number(days) * DAY_MS).toISOString();
}

export function NewKeyDialog({ url, features, unbound }: Props) {
  const empty: KeyDraft = {
    name: "",
    scopes: new Set<Scope>(["ingest"]),
    feature: unbound ? null : (features[0]?.slug ?? null),
    days: "365",
  };
  const [open, setOpen] = useState(false);
  const [draft, setDraft] = useState(empty);
  const client = useQueryClient();
  const create = useMutation({
    mutationFn: () =>
      api<NewKey>("POST", "/keys", {
        name: draft.name,
        scopes: [...draft.scopes],
        feature: draft.feature,
        expiresAt: expiryOf(draft.days),
      }),
    onSuccess: () => client.invalidateQueries({ queryKey: ["keys"] }),
  });
  const change = (next: boolean) => {
    setOpen(next);
    if (!next) return;
    create.reset();
    setDraft(empty);
  };
  const made = create.data;
  return (
    <Dialog
      title={made ? `${made.name}: copy the key now` : "New API key"}
      description={made ? "It is shown only now; Threshold keeps a digest of it." : undefined}
      trigger={<Button variant="solid">New key</Button>}
      open={open}
      onOpenChange={change}
      size="lg"
      footer={
        made ? (
          <DialogClose>Done</DialogClose>
        ) : (
          <>
            <DialogClose />
            <Button type="submit" form="new-key" variant="solid" pending={create.isPending}>
              Make key
            </Button>
          </>
        )
      }
    >
      {made ? (
        <NewKeyView made={made} url={url} />
      ) : (
        <KeyForm
          id="new-key"
          draft={draft}
          onDraft={setDraft}
          onSubmit={() => create.mutate()}
          error={create.error}
          features={features}
          unbound={unbound}
        />
      )}
    </Dialog>
  );
}
