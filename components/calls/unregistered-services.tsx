"use client";
import { useState } from "react";
import { Sparkline } from "#components/charts/sparkline";
import { Badge } from "#components/ui/badge";
import { Button } from "#components/ui/button";
import { Panel } from "#components/ui/panel";
import { Row, Table, TableBody, TableHead } from "#components/ui/table";
import { ActionsHeadCell, Cell, HeadCell, TwoLines } from "#components/ui/table-cell";
import { TextLink } from "#components/ui/text-link";
import { Time } from "#components/ui/time";
import { formatCount, formatNumber, formatPercent } from "#lib/core/format";
import { formatUsd, nanoOfUsd } from "#lib/core/money";
import type { UnregisteredServices } from "#lib/telemetry/schema";

export type UnregisteredListProps = { services: UnregisteredServices["items"]; mayRegister: boolean };
type Service = UnregisteredServices["items"][number];

/** So many are in sight before somebody asks for all. */
const FEW = 3;

/** Services, and agents in them, whose telemetry names no registered feature, each with the way to register it. */
export function UnregisteredList({ services, mayRegister }: UnregisteredListProps) {
  const [all, setAll] = useState(false);
  return (
    <Panel title="Unregistered telemetry" aside={formatCount(services.length, "sender")} className="mb-4">
      <p className="mb-2 text-text-2">
        These services send calls that name no registered feature. Register a feature for one: it gets what
        the service has sent before, and what it sends from then on.
      </p>
      <Table caption="Services whose telemetry names no registered feature" stacked>
        <TableHead>
          <HeadCell>Service and agent</HeadCell>
          <HeadCell>Last 30 days</HeadCell>
          <HeadCell numeric>Calls</HeadCell>
          <HeadCell numeric>Tokens in / out</HeadCell>
          <HeadCell numeric>Cost</HeadCell>
          <HeadCell>First and newest hour</HeadCell>
          <HeadCell>Environments</HeadCell>
          {mayRegister && <ActionsHeadCell />}
        </TableHead>
        <TableBody>
          {services.slice(0, all ? undefined : FEW).map((service) => (
            <ServiceRow
              key={`${service.serviceName} ${service.agent}`}
              service={service}
              mayRegister={mayRegister}
            />
          ))}
        </TableBody>
      </Table>
      {services.length > FEW && (
        <Button variant="ghost" size="sm" className="mt-1" onClick={() => setAll(!all)}>
          {all ? "Show fewer" : `Show all ${formatNumber(services.length)}`}
        </Button>
      )}
    </Panel>
  );
}

function ServiceRow({ service, mayRegister }: { service: Service; mayRegister: boolean }) {
  const { serviceName, agent, calls, daily, firstHour, lastHour } = service;
  const name = serviceName ?? "No service named";
  return (
    <Row quiet>
      <Cell at="title">
        <TwoLines first={name} second={agent === null ? undefined : `agent ${agent}`} />
      </Cell>
      <Cell at="hide">
        <Sparkline
          values={daily}
          label={`Calls of ${name} on each of the last 30 days: ${formatNumber(daily.reduce((a, b) => a + b, 0))} together, most ${formatNumber(Math.max(0, ...daily))}`}
          tone="c1"
        />
      </Cell>
      <Cell numeric at="end">
        {formatNumber(calls)}
        <span className="sm:hidden"> calls</span>
      </Cell>
      <Cell numeric muted at="hide">
        {formatNumber(service.inputTokens)} / {formatNumber(service.outputTokens)}
      </Cell>
      <Cell numeric at="line2">
        <ServiceCost service={service} />
      </Cell>
      <Cell muted at="hide">
        <Time at={firstHour} /> to <Time at={lastHour} />
      </Cell>
      <Cell muted at="hide">
        {service.environments.join(", ")}
      </Cell>
      {mayRegister && (
        <Cell at="line2-end" className="text-right">
          {serviceName !== null && (
            <TextLink href={`/features/new?service=${encodeURIComponent(serviceName)}`} arrow>
              Register a feature for it
            </TextLink>
          )}
        </Cell>
      )}
    </Row>
  );
}

function ServiceCost({ service: { usd, billableCalls, unpricedCalls } }: { service: Service }) {
  const share = billableCalls === 0 ? 0 : unpricedCalls / billableCalls;
  return (
    <span className="inline-flex flex-wrap items-center justify-end gap-1.5">
      {share > 0 && <Badge tone="stale">{formatPercent(share)} unpriced</Badge>}
      {billableCalls === 0 ? "—" : share < 1 && formatUsd(nanoOfUsd(usd))}
    </span>
  );
}
