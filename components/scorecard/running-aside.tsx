import { Digest } from "#components/ui/code-block";
import { DataList } from "#components/ui/data-list";
import { Panel } from "#components/ui/panel";
import { TextLink } from "#components/ui/text-link";
import { Time } from "#components/ui/time";
import { RollbackAction } from "#components/versions/rollback-dialog";
import { formatPercent } from "#lib/core/format";
import { kindNames } from "#lib/versions/domain";
import type { Segment } from "#lib/versions/schema";

type Props = { slug: string; segment: Segment | null; mayRollBack: boolean };

/** What is declared to run in production at this moment; a canary beside the rest. */
export function RunningAside({ slug, segment, mayRollBack }: Props) {
  const [first] = segment?.shares ?? [];
  return (
    <Panel title="Running now" aside={first && <Digest value={first.release} />}>
      {segment && first ? (
        <div className="flex flex-col gap-3">
          {segment.shares.map((share) => (
            <DataList
              key={share.release}
              items={[
                ...share.artifacts.map((one) => ({
                  term: kindNames[one.kind],
                  description: `${one.name} ${one.version}`,
                })),
                {
                  term: "Share",
                  description: (
                    <>
                      {formatPercent(share.weight)}
                      {segment.effectiveAt && (
                        <>
                          , since <Time at={segment.effectiveAt} />
                        </>
                      )}
                    </>
                  ),
                },
              ]}
            />
          ))}
          {mayRollBack && (
            <div data-no-print="">
              <RollbackAction slug={slug} environment="production" size="sm" />
            </div>
          )}
        </div>
      ) : (
        <p className="text-text-2">
          Nobody has declared what runs in production.{" "}
          <TextLink href={`/features/${slug}/versions`} arrow>
            Declare it
          </TextLink>
        </p>
      )}
    </Panel>
  );
}
