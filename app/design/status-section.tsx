import { Badge } from "#components/ui/badge";
import { Button } from "#components/ui/button";
import { SectionHeading } from "#components/ui/panel";
import { SixCellStrip } from "#components/ui/six-cell-strip";
import { StatusMark } from "#components/ui/status-mark";
import { TextLink } from "#components/ui/text-link";
import { Verdict } from "#components/ui/verdict";
import { cells } from "./samples.ts";

const tones = ["plain", "outline", "accent", "met", "stale", "unmet", "unknown", "waived"] as const;
const statuses = ["met", "unmet", "stale", "unknown", "waived"] as const;
const verdicts = ["production_grade", "approaching", "by_accident", "not_in_production"] as const;

export function StatusSection({ theme }: { theme: string }) {
  return (
    <section className="flex flex-col gap-4">
      <SectionHeading
        title={`Status, ${theme}`}
        sentence="Told apart by shape and word, also in greyscale."
      />
      <div className="flex flex-wrap items-center gap-6">
        <SixCellStrip cells={cells("mmmmmm")} />
        <SixCellStrip cells={cells("smum?m")} />
        <SixCellStrip cells={cells("??????")} />
        <SixCellStrip cells={cells("su?mmu")} size={22} />
      </div>
      <div className="flex flex-wrap items-center gap-5">
        {statuses.map((status) => (
          <StatusMark key={status} status={status} />
        ))}
      </div>
      <div className="flex flex-wrap gap-5">
        {verdicts.map((verdict) => (
          <Verdict key={verdict} verdict={verdict} />
        ))}
      </div>
      <div className="flex flex-wrap gap-2">
        {tones.map((tone) => (
          <Badge key={tone} tone={tone}>
            {tone}
          </Badge>
        ))}
      </div>
      <div className="flex flex-wrap items-center gap-2">
        <Button variant="solid">Record deployment</Button>
        <Button>Quiet</Button>
        <Button variant="danger">Revoke key</Button>
        <Button variant="ghost">Ghost</Button>
        <Button disabled>Disabled</Button>
        <Button variant="solid" pending>
          Pending
        </Button>
        <TextLink href="#fix" arrow>
          See the schedule
        </TextLink>
      </div>
      <p>
        Text, <span className="text-text-2">secondary text</span>,{" "}
        <span className="text-text-3">third text</span>,{" "}
        <code className="font-mono text-sm">3fa9c1d20b7e</code>
      </p>
    </section>
  );
}
