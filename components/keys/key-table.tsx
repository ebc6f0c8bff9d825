"use client";
import { useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query";
import { Badge, type BadgeTone } from "#components/ui/badge";
import { Button } from "#components/ui/button";
import { ConfirmDialog } from "#components/ui/confirm-dialog";
import { EmptyState } from "#components/ui/empty-state";
import { LoadMore } from "#components/ui/load-more";
import { Row, Table, TableBody, TableHead } from "#components/ui/table";
import { ActionsHeadCell, Cell, HeadCell, TwoLines } from "#components/ui/table-cell";
import { TextLink } from "#components/ui/text-link";
import { Time } from "#components/ui/time";
import { toast } from "#components/ui/toaster";
import { keysPages } from "#lib/auth/query-options";
import type { KeyAnswer } from "#lib/auth/schema";
import { api } from "#lib/core/http";

type KeysPage = { items: KeyAnswer[]; next: string | null };

export function KeyTable({ initial, feature }: { initial: KeysPage; feature?: string }) {
  const query = useInfiniteQuery({
    ...keysPages(feature),
    initialData: { pages: [initial], pageParams: [null] },
  });
  const keys = query.data.pages.flatMap((page) => page.items);
  if (keys.length === 0) {
    return (
      <EmptyState title="No key yet">
        An exporter needs a key with the scope ingest to send telemetry; a script needs read or write.
      </EmptyState>
    );
  }
  return (
    <>
      <Table caption="API keys" stacked>
        <TableHead>
          <HeadCell>Key</HeadCell>
          <HeadCell>Scopes</HeadCell>
          <HeadCell>Feature</HeadCell>
          <HeadCell>Last used</HeadCell>
          <HeadCell>Ends</HeadCell>
          <ActionsHeadCell />
        </TableHead>
        <TableBody>
          {keys.map((key) => (
            <KeyRow key={key.id} item={key} />
          ))}
        </TableBody>
      </Table>
      <LoadMore
        shown={`${keys.length} ${keys.length === 1 ? "key" : "keys"}`}
        hasMore={query.hasNextPage}
        pending={query.isFetchingNextPage}
        onMore={() => void query.fetchNextPage()}
      />
    </>
  );
}

const tones: Record<KeyAnswer["state"], BadgeTone> = { active: "met", expired: "stale", revoked: "unmet" };

function KeyRow({ item }: { item: KeyAnswer }) {
  const by = item.createdBy ? ` · by ${item.createdBy}` : "";
  return (
    <Row>
      <Cell at="title">
        <TwoLines
          first={
            <span className="inline-flex items-center gap-1.5">
              {item.name}
              {item.state !== "active" && <Badge tone={tones[item.state]}>{item.state}</Badge>}
            </span>
          }
          second={
            <>
              <span className="font-mono">{item.prefix}…</span>
              {by}
            </>
          }
        />
      </Cell>
      <Cell>{item.scopes.join(", ")}</Cell>
      <Cell muted>
        {item.feature ? (
          <TextLink href={`/features/${item.feature.slug}`}>{item.feature.name}</TextLink>
        ) : (
          "every feature"
        )}
      </Cell>
      <Cell muted at="line2-end">
        {item.lastUsedAt ? <Time at={item.lastUsedAt} /> : "never used"}
      </Cell>
      <Cell muted at="hide">
        {item.expiresAt ? <Time at={item.expiresAt} precision="day" /> : "never"}
      </Cell>
      <Cell at="end" className="text-right">
        {item.state === "active" && <Revoke item={item} />}
      </Cell>
    </Row>
  );
}

function Revoke({ item }: { item: KeyAnswer }) {
  const client = useQueryClient();
  const revoke = useMutation({
    mutationFn: () => api("DELETE", `/keys/${item.id}`),
    onSuccess: () => toast.done(`${item.name} was revoked`),
    onError: toast.unchanged,
    onSettled: () => client.invalidateQueries({ queryKey: ["keys"] }),
  });
  return (
    <ConfirmDialog
      title={`Revoke ${item.name}?`}
      action="Revoke key"
      pending={revoke.isPending}
      onConfirm={() => revoke.mutate()}
      trigger={
        <Button size="sm" aria-label={`Revoke the key ${item.name}`}>
          Revoke
        </Button>
      }
    >
      Whatever uses it is refused from the next request on. This cannot be undone.
    </ConfirmDialog>
  );
}
