import Link from "next/link";
import { DocHeading } from "#components/docs/doc-heading";
import { DocsFrame } from "#components/docs/docs-frame";

export default function DocNotFound() {
  return (
    <DocsFrame here="" headings={[]} apiGroups={[]} around={{ previous: null, next: null }}>
      <DocHeading level={1} id="not-found">
        There is no such page in the docs
      </DocHeading>
      <p>
        It may have been renamed, or the link has a typing error. Search with <kbd>/</kbd>, or begin at{" "}
        <Link href="/docs">the first page</Link>.
      </p>
    </DocsFrame>
  );
}
