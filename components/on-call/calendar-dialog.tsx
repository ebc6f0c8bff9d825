"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Button } from "#components/ui/button";
import { CodeBlock } from "#components/ui/code-block";
import { Dialog, DialogClose } from "#components/ui/dialog";
import { ProblemSummary } from "#components/ui/problem-summary";
import { Time } from "#components/ui/time";
import { toast } from "#components/ui/toaster";
import { api } from "#lib/core/http";
import {
  calendarLinksOptions,
  onCallKey,
  postCalendarLink,
} from "#lib/ownership/on-call/on-call-query-options";
import type { CalendarLinkAnswer } from "#lib/ownership/on-call/on-call-schema";

/** The rotation whose shifts the address shows; null for the viewer's own in every rotation. */
type Props = { rotation: { slug: string; name: string } | null };

/** Makes an address that a calendar subscribes to. It is shown once; the list shows which are in use and revokes them. */
export function CalendarDialog({ rotation }: Props) {
  const [open, setOpen] = useState(false);
  const client = useQueryClient();
  const { data } = useQuery({ ...calendarLinksOptions(), enabled: open });
  const create = useMutation({
    mutationFn: () => postCalendarLink(rotation?.slug ?? null),
    onSuccess: () => client.invalidateQueries({ queryKey: onCallKey }),
  });
  const change = (next: boolean) => {
    setOpen(next);
    if (next) create.reset();
  };
  const made = create.data;
  const links = (data?.items ?? []).filter((link) => link.rotation?.slug === rotation?.slug);
  const what = rotation ? `the shifts of ${rotation.name}` : "your own shifts in every rotation";
  return (
    <Dialog
      title={made ? "Copy the address now" : "Subscribe in a calendar"}
      description={
        made
          ? "It is shown only now; Threshold keeps a digest of it. Whoever has it can read the shifts."
          : `An address of ${what}: the past year and the next 90 days, kept up to date.`
      }
      trigger={<Button>Calendar</Button>}
      open={open}
      onOpenChange={change}
      footer={
        <>
          <DialogClose>{made ? "Done" : "Close"}</DialogClose>
          {!made && (
            <Button variant="solid" onClick={() => create.mutate()} pending={create.isPending}>
              Make an address
            </Button>
          )}
        </>
      }
    >
      <div className="grid gap-4">
        <ProblemSummary error={create.error} />
        {made ? (
          <>
            <CodeBlock code={made.url} title="Calendar address" wrap />
            <p className="text-text-2">
              In Google Calendar choose “From URL”, in Outlook “Subscribe from web”, in Apple Calendar “New
              calendar subscription”.
            </p>
          </>
        ) : (
          <Links links={links} />
        )}
      </div>
    </Dialog>
  );
}

function Links({ links }: { links: readonly CalendarLinkAnswer[] }) {
  const client = useQueryClient();
  const revoke = useMutation({
    mutationFn: (id: string) => api<undefined>("DELETE", `/calendar-links/${id}`),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: onCallKey });
      toast.done("The address was revoked");
    },
    onError: toast.unchanged,
  });
  if (links.length === 0) return <p className="text-text-2">You have no such address yet.</p>;
  return (
    <ul aria-label="Your addresses" className="divide-y divide-line">
      {links.map((link) => (
        <li key={link.id} className="flex flex-wrap items-center justify-between gap-2 py-1.5">
          <span className="text-text-2">
            Made <Time at={link.createdAt} precision="day" />,{" "}
            {link.lastReadAt ? (
              <>
                last read <Time at={link.lastReadAt} />
              </>
            ) : (
              "never read"
            )}
          </span>
          <Button size="sm" pending={revoke.isPending} onClick={() => revoke.mutate(link.id)}>
            Revoke
          </Button>
        </li>
      ))}
    </ul>
  );
}
