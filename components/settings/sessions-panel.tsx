"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Badge } from "#components/ui/badge";
import { Button } from "#components/ui/button";
import { Panel } from "#components/ui/panel";
import { Time } from "#components/ui/time";
import { toast } from "#components/ui/toaster";
import { sessionsQuery } from "#lib/auth/query-options";
import type { SessionAnswer } from "#lib/auth/schema";
import { api } from "#lib/core/http";
import { deviceInWords } from "./device-words.ts";

export function SessionsPanel({ initial }: { initial: { items: SessionAnswer[] } }) {
  const { data } = useQuery({ ...sessionsQuery(), initialData: initial });
  const client = useQueryClient();
  const end = useMutation({
    mutationFn: (id: string | null) => api("DELETE", id ? `/sessions/${id}` : "/sessions"),
    onSuccess: () => toast.done("Signed out there"),
    onError: toast.unchanged,
    onSettled: () => client.invalidateQueries({ queryKey: ["sessions"] }),
  });
  const others = data.items.filter((session) => !session.current);
  const aside = others.length > 0 && (
    <Button size="sm" pending={end.isPending} onClick={() => end.mutate(null)}>
      End all others
    </Button>
  );
  return (
    <Panel title="Sessions" id="sessions" aside={aside || undefined}>
      <ul aria-label="Your sessions" className="flex flex-col divide-y divide-line">
        {data.items.map((session) => (
          <SessionLine
            key={session.id}
            session={session}
            pending={end.isPending}
            onEnd={() => end.mutate(session.id)}
          />
        ))}
      </ul>
    </Panel>
  );
}

function SessionLine({
  session,
  pending,
  onEnd,
}: {
  session: SessionAnswer;
  pending: boolean;
  onEnd: () => void;
}) {
  const device = deviceInWords(session.userAgent);
  return (
    <li className="flex flex-wrap items-center justify-between gap-2 py-2">
      <div className="min-w-0">
        <p className="flex items-center gap-2 font-medium">
          {device}
          {session.current && <Badge tone="accent">this one</Badge>}
        </p>
        <p className="text-sm text-text-2">
          last seen <Time at={session.lastSeenAt} />
          {session.address && ` from ${session.address}`}
        </p>
      </div>
      {!session.current && (
        <Button size="sm" disabled={pending} onClick={onEnd} aria-label={`End the session of ${device}`}>
          End
        </Button>
      )}
    </li>
  );
}
