import { CodeBlock } from "#components/ui/code-block";
import { EmptyState } from "#components/ui/empty-state";
import { TextLink } from "#components/ui/text-link";
import { DeclareReleaseDialog } from "./declare-release-dialog.tsx";

type Props = { slug: string; baseUrl: string; mayWrite: boolean };

/** Before the first release: how a build declares what the feature is made of. */
export function NoReleases({ slug, baseUrl, mayWrite }: Props) {
  const manifest = `feature: ${slug}
artifacts:
  - kind: prompt
    name: reply
    file: prompts/reply.md
    change: First version
  - kind: model
    name: chat
    version: gpt-4o-2024-08-06
    change: First version`;
  const commands = `export THRESHOLD_URL=${baseUrl}
export THRESHOLD_API_KEY=…   # a key with the scopes read and write
npm install --global <folder of Threshold>   # once; gives the command threshold
release=$(threshold release)
threshold deploy --release $release --reason "First release"`;
  return (
    <EmptyState
      title="Nobody has said yet what runs"
      actions={mayWrite && <DeclareReleaseDialog slug={slug} newest={[]} trigger="solid" />}
    >
      <p>
        Declare the artifacts of this feature: prompt, model, eval set, and retrieval configuration where it
        has one. From then on this screen answers what ran on any day, and why it changed. A build does it
        with a manifest and two commands: <TextLink href="/docs/releases">Releases and deployments</TextLink>.
      </p>
      <div className="mt-3 flex flex-col gap-3 text-text">
        <CodeBlock title="threshold.yaml" code={manifest} />
        <CodeBlock title="In the build" code={commands} />
      </div>
    </EmptyState>
  );
}
