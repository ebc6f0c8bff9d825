"use client";
import { useState } from "react";
import { Disclosure } from "#components/ui/disclosure";
import { Panel } from "#components/ui/panel";
import { Row, Table, TableBody, TableHead } from "#components/ui/table";
import { Cell, HeadCell } from "#components/ui/table-cell";
import { Time } from "#components/ui/time";
import { formatCount } from "#lib/core/format";
import { versionSpec } from "#lib/versions/compare/diff-href";
import { kindNames } from "#lib/versions/domain";
import type { ArtifactsAnswer } from "#lib/versions/schema";
import { CompareBox, CompareLink, chosenWith } from "./compare-choice.tsx";

type Artifact = ArtifactsAnswer["items"][number];

/** Every artifact with its versions, of which any two can be compared. */
export function ArtifactList({
  slug,
  artifacts,
  zone,
}: {
  slug: string;
  artifacts: Artifact[];
  zone: string;
}) {
  const [chosen, setChosen] = useState<string[]>([]);
  const all = artifacts.flatMap(({ kind, name, versions }) =>
    versions.map(({ version }) => versionSpec({ kind, name, version })),
  );
  // Within an artifact the newest stands first, and a difference is read from the older to the newer.
  const sides = all.filter((one) => chosen.includes(one)).reverse();
  return (
    <Panel
      title="Artifacts"
      aside={all.length > 1 && <CompareLink slug={slug} sides={sides} of="versions" />}
      flush
    >
      {artifacts.map((artifact) => (
        <div
          key={`${artifact.kind} ${artifact.name}`}
          className="border-line border-b px-3.5 last:border-b-0"
        >
          <Disclosure summary={<Summary artifact={artifact} />}>
            <VersionTable
              artifact={artifact}
              zone={zone}
              chosen={chosen}
              onChoose={(spec) => setChosen(chosenWith(chosen, spec))}
            />
          </Disclosure>
        </div>
      ))}
    </Panel>
  );
}

function Summary({ artifact: { kind, name, versions } }: { artifact: Artifact }) {
  return (
    <span className="flex flex-wrap justify-between gap-x-3">
      <span>
        <span className="text-text-2">{kindNames[kind]}</span> <span className="font-semibold">{name}</span>
      </span>
      <span className="text-sm text-text-2 tnum">
        {versions.length === 50 ? "the newest 50 versions" : formatCount(versions.length, "version")}, newest{" "}
        {versions[0]?.version}
      </span>
    </span>
  );
}

type TableProps = { artifact: Artifact; zone: string; chosen: string[]; onChoose: (spec: string) => void };

function VersionTable({ artifact: { kind, name, versions }, zone, chosen, onChoose }: TableProps) {
  return (
    <Table caption={`Versions of ${kindNames[kind]} ${name}, newest first`} stacked>
      <TableHead>
        <HeadCell>
          <span className="sr-only">Compare</span>
        </HeadCell>
        <HeadCell>Version</HeadCell>
        <HeadCell>Why</HeadCell>
        <HeadCell>Declared</HeadCell>
      </TableHead>
      <TableBody>
        {versions.map(({ version, change, createdBy, createdAt }) => {
          const spec = versionSpec({ kind, name, version });
          return (
            <Row key={version} quiet>
              <Cell at="title" className="w-7 pr-0 max-sm:flex-none">
                <CompareBox
                  name={`${name} ${version}`}
                  chosen={chosen.includes(spec)}
                  onChoose={() => onChoose(spec)}
                />
              </Cell>
              <Cell at="title" className="whitespace-nowrap font-semibold tnum">
                {version}
              </Cell>
              <Cell className="break-words">{change}</Cell>
              <Cell at="end" muted>
                <Time at={createdAt} zone={zone} /> <span className="max-sm:hidden">{createdBy}</span>
              </Cell>
            </Row>
          );
        })}
      </TableBody>
    </Table>
  );
}
