import { CodeBlock } from "#components/ui/code-block";
import { LinkButton } from "#components/ui/link-button";
import { Panel } from "#components/ui/panel";
import { TextLink } from "#components/ui/text-link";

/** The command that registers a feature as the form would. */
export function registerCommand(baseUrl: string): string {
  const body = {
    name: "Support replies",
    stakes: "high",
    audience: "customer",
    lifecycle: "production",
    unitOfWork: { kind: "trace", label: "reply" },
  };
  return [
    `curl -X PUT ${baseUrl}/api/v1/features/support-replies \\`,
    `  -H "Authorization: Bearer $THRESHOLD_API_KEY" \\`,
    `  -H "Content-Type: application/json" \\`,
    `  -d '${JSON.stringify(body)}'`,
  ].join("\n");
}

/** The empty portfolio teaches its first step, by form or by script. */
export function FirstFeature({ baseUrl, canRegister }: { baseUrl: string; canRegister: boolean }) {
  return (
    <div className="mt-4 grid max-w-[960px] gap-4 md:grid-cols-2">
      <Panel title="By form">
        <p className="text-text-2">
          A feature is one thing that AI does for your customers or colleagues: replies to support mail,
          triage of claims. Say what it is, who owns it and what one unit of its work is. Its scorecard begins
          with what is missing.
        </p>
        <div className="mt-3">
          {canRegister ? (
            <LinkButton href="/features/new" variant="solid">
              Register feature
            </LinkButton>
          ) : (
            <p>Admins and editors register features. Ask one of them, or have your role changed.</p>
          )}
        </div>
      </Panel>
      <Panel title="By script">
        <p className="mb-3 text-text-2">
          The same from a pipeline, as often as you like: what is the same changes nothing. The key needs the
          scope “write”. <TextLink href="/docs/getting-started">Getting started</TextLink>
        </p>
        <CodeBlock code={registerCommand(baseUrl)} title="Shell" />
      </Panel>
    </div>
  );
}
