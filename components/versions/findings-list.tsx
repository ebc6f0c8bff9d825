import { Info, TriangleAlert } from "lucide-react";
import { CodeBlock } from "#components/ui/code-block";
import { Disclosure } from "#components/ui/disclosure";
import { StatusMark } from "#components/ui/status-mark";
import { TextLink } from "#components/ui/text-link";
import type { Finding, FindingsAnswer } from "#lib/versions/findings/findings-schema";
import { agreementSentence, isAgreed } from "./agreement-words.ts";
import { RecordDeploymentDialog, type RecordDeploymentProps } from "./record-deployment-dialog.tsx";

/** Where telemetry and what was declared differ, each in a sentence with its evidence and what would put it right. */
export function FindingsList({ answer, record }: { answer: FindingsAnswer; record?: RecordDeploymentProps }) {
  const { findings, silence } = answer;
  if (findings.length === 0)
    return (
      <p className="flex items-center gap-2 px-3.5 py-3">
        {isAgreed(answer) && <StatusMark status="met" iconOnly />}
        {silence ?? agreementSentence(answer)}
      </p>
    );
  return (
    <ul aria-label="Findings">
      {findings.map((finding) => (
        <FindingItem key={`${finding.kind} ${finding.sentence}`} finding={finding} record={record} />
      ))}
    </ul>
  );
}

function FindingItem({ finding, record }: { finding: Finding; record?: RecordDeploymentProps }) {
  const { level, sentence, detail, evidence, fix } = finding;
  const attention = level === "attention";
  const Mark = attention ? TriangleAlert : Info;
  return (
    <li className="flex gap-2.5 border-line border-b px-3.5 py-2.5 last:border-b-0">
      <Mark
        size={16}
        aria-label={attention ? "Needs attention" : "Note"}
        className={`mt-0.5 shrink-0 ${attention ? "text-stale" : "text-text-3"}`}
      />
      <div className="min-w-0 flex-1">
        <p className={attention ? "font-semibold" : undefined}>{sentence}</p>
        {detail && <p className="text-text-2">{detail}</p>}
        <div className="mt-0.5 flex flex-wrap items-center gap-x-4 gap-y-1">
          {evidence.map((one) => (
            <TextLink key={one.href} href={one.href}>
              {one.label}
            </TextLink>
          ))}
          {fix && !fix.command && (
            <TextLink href={fix.href} arrow>
              {fix.label}
            </TextLink>
          )}
          {fix?.deployment && record && (
            <RecordDeploymentDialog {...record} preset={{ ...fix.deployment, label: fix.label }} />
          )}
        </div>
        {fix?.command && (
          <Disclosure
            summary={
              <span className={fix.deployment && record ? "text-text-2" : "font-semibold text-accent"}>
                {fix.deployment && record ? "By the command" : fix.label}
              </span>
            }
          >
            <CodeBlock code={fix.command} wrap />
          </Disclosure>
        )}
      </div>
    </li>
  );
}
