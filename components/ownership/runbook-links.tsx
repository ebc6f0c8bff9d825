"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button } from "#components/ui/button";
import { Panel } from "#components/ui/panel";
import { Spinner } from "#components/ui/spinner";
import type { Status } from "#components/ui/status";
import { StatusMark } from "#components/ui/status-mark";
import { Time } from "#components/ui/time";
import { toast } from "#components/ui/toaster";
import { formatCount } from "#lib/core/format";
import { postLinkCheck, runbookLinksOptions } from "#lib/ownership/query-options";
import type { RunbookLinks as Links } from "#lib/ownership/schema";

type Link = Links["links"][number];

const marks: Record<Link["status"], { status: Status; word: string }> = {
  works: { status: "met", word: "works" },
  broken: { status: "unmet", word: "broken" },
  unchecked: { status: "unknown", word: "could not be checked" },
  waiting: { status: "unknown", word: "not followed yet" },
};

const worstFirst: readonly Link["status"][] = ["broken", "unchecked", "waiting", "works"];

/** Where the newest runbook leads, and what following each link came to. */
export function RunbookLinks({ slug, canWrite }: { slug: string; canWrite: boolean }) {
  const client = useQueryClient();
  const { data, error } = useQuery(runbookLinksOptions(slug));
  const check = useMutation({
    mutationFn: () => postLinkCheck(slug),
    onSuccess: (links) => client.setQueryData(runbookLinksOptions(slug).queryKey, links),
    onError: toast.unchanged,
  });
  if (error && !data) return null;
  if (!data) return <Panel title="Links">Reading the links…</Panel>;
  const { links } = data;
  const busy = links.some((link) => link.asked || link.status === "waiting");
  const followed = links.some((link) => link.checkedAt !== null || link.status === "waiting");
  const sorted = links.toSorted((a, b) => worstFirst.indexOf(a.status) - worstFirst.indexOf(b.status));
  return (
    <Panel
      title="Links"
      id="runbook-links"
      flush
      aside={
        canWrite &&
        followed && (
          <Button size="sm" onClick={() => check.mutate()} pending={check.isPending} disabled={busy}>
            Check now
          </Button>
        )
      }
    >
      <p className="px-3.5 py-2 text-sm text-text-2" role="status">
        {busy ? (
          <span className="inline-flex items-center gap-1.5">
            <Spinner /> Following {formatCount(links.length, "link")}
          </span>
        ) : (
          sentence(links)
        )}
      </p>
      <ul className="divide-y divide-line border-line border-t empty:hidden">
        {sorted.map((link) => (
          <LinkRow key={link.url} link={link} />
        ))}
      </ul>
    </Panel>
  );
}

function sentence(links: readonly Link[]): string {
  if (links.length === 0) return "It has no link that could break.";
  const count = (status: Link["status"]) => links.filter((link) => link.status === status).length;
  const parts = [
    [count("broken"), "broken"],
    [count("unchecked"), "could not be checked"],
    [count("works"), count("works") === 1 ? "works" : "work"],
  ] as const;
  return `${parts
    .filter(([n]) => n > 0)
    .map(([n, words]) => `${n} ${words}`)
    .join(", ")}. Followed once a day.`;
}

function LinkRow({ link }: { link: Link }) {
  const mark = marks[link.status];
  return (
    <li className="px-3.5 py-2">
      <div className="flex items-baseline gap-2">
        <span className="shrink-0 self-center">
          <StatusMark status={mark.status} word={mark.word} iconOnly />
        </span>
        <span className="min-w-0 flex-1 truncate font-mono text-sm" title={link.url}>
          {link.url.replace(/^https?:\/\//, "")}
        </span>
      </div>
      {link.status !== "works" && link.detail && (
        <p className="break-words pl-6 text-sm text-text-2">It {link.detail}.</p>
      )}
      {link.checkedAt && (
        <p className="pl-6 text-sm text-text-3">
          {link.status === "works" ? "worked" : "tried"} <Time at={link.checkedAt} />
          {link.status !== "works" && link.workedAt && (
            <>
              , last worked <Time at={link.workedAt} precision="day" />
            </>
          )}
        </p>
      )}
    </li>
  );
}
