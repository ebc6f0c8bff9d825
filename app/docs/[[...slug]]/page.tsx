import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { apiReference } from "#app/docs/api-reference";
import { DocsFrame } from "#components/docs/docs-frame";
import { renderDoc } from "#components/docs/render-doc";
import { docHref, docPages } from "#lib/docs/domain";
import { readDoc } from "#lib/docs/queries";
import { sectionsOf } from "#lib/docs/text-domain";
import { ApiGroupPage, ApiIndexPage } from "./api-pages.tsx";
import { requirementBelow } from "./requirement.tsx";

type Props = { params: Promise<{ slug?: string[] }> };

async function slugOf({ params }: Props): Promise<string> {
  return ((await params).slug ?? []).map(decodeURIComponent).join("/");
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  const slug = await slugOf(props);
  const group = apiReference().find((candidate) => `api/${candidate.slug}` === slug);
  const title = group ? `${group.title} API` : docPages.find((page) => page.slug === slug)?.title;
  return { title: title ?? "Not found", alternates: { canonical: docHref(slug) } };
}

export default async function DocsPage(props: Props) {
  const slug = await slugOf(props);
  const apiGroups = apiReference();
  if (slug === "api") return <ApiIndexPage groups={apiGroups} />;
  const group = apiGroups.find((candidate) => `api/${candidate.slug}` === slug);
  if (group) return <ApiGroupPage group={group} groups={apiGroups} />;
  const page = docPages.find((candidate) => candidate.slug === slug);
  if (!page?.file) notFound();
  const source = await readDoc(page);
  return (
    <DocsFrame here={slug} headings={sectionsOf(source)} apiGroups={apiGroups}>
      {renderDoc(source, { file: page.file, below: requirementBelow(slug) })}
    </DocsFrame>
  );
}
