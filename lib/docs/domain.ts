/** Where a page of the documentation lies: its address below /docs and its Markdown file below the root of the repository. */
export type DocPage = { slug: string; title: string; file: string };
/** A page that is drawn from the code itself and has no file. */
export type DrawnPage = { slug: string; title: string; file: null };
export type DocGroup = { title: string; pages: readonly (DocPage | DrawnPage)[] };

const page = (slug: string, title: string, file = `docs/${slug}.md`): DocPage => ({ slug, title, file });

/** The site in the order of its left column, which is also the order of "next" and "previous". */
export const docGroups: readonly DocGroup[] = [
  {
    title: "Start",
    pages: [
      page("", "Threshold", "docs/index.md"),
      page("getting-started", "Getting started"),
      page("concepts", "Concepts"),
    ],
  },
  {
    title: "Send telemetry",
    pages: [
      page("instrument/node", "Node"),
      page("instrument/python", "Python"),
      page("instrument/collector", "OpenTelemetry collector"),
      page("telemetry", "What is read from where"),
    ],
  },
  {
    title: "Use",
    pages: [page("releases", "Releases and deployments"), page("exploring", "Calls and interactions")],
  },
  {
    title: "The six characteristics",
    pages: [
      page("criteria-2026.1", "Criteria 2026.1"),
      page("checks/quality", "Measurable quality bar"),
      page("checks/failures", "Bounded failure modes"),
      page("checks/cost", "Cost per unit of work"),
      page("checks/versions", "Versioned artifacts"),
      page("checks/audit", "Audit trail"),
      page("checks/ownership", "Operational ownership"),
    ],
  },
  {
    title: "Reference",
    pages: [
      { slug: "api", title: "HTTP API", file: null },
      page("cli", "Command line"),
      page("configuration", "Configuration"),
    ],
  },
  {
    title: "Operate",
    pages: [
      page("operations/install", "Installation"),
      page("operations/backup", "Backup and restore"),
      page("operations/upgrade", "Upgrade and rollback"),
      page("operations/scaling", "Scaling"),
      page("operations/monitoring", "Monitoring"),
      page("operations/security", "Security and retention"),
      page("sign-in", "Sign-in, people and keys"),
    ],
  },
  {
    title: "Design",
    pages: [
      page("architecture", "Architecture"),
      page("decisions/telemetry-writing", "Writing telemetry"),
      page("decisions/content", "What people and models wrote"),
      page("decisions/prices", "What a call costs"),
      page("decisions/point-in-time", "What ran, as known when"),
    ],
  },
  {
    title: "Project",
    pages: [
      page("changelog", "Changelog", "CHANGELOG.md"),
      page("contributing", "Contributing", "CONTRIBUTING.md"),
      page("security-policy", "Security policy", "SECURITY.md"),
    ],
  },
];

export const docPages: readonly (DocPage | DrawnPage)[] = docGroups.flatMap(({ pages }) => pages);

export const docHref = (slug: string): string => (slug === "" ? "/docs" : `/docs/${slug}`);

/** The page before and the page after one, in the order of the left column. */
export function neighboursOf(slug: string): { previous: NavLink | null; next: NavLink | null } {
  const at = docPages.findIndex((candidate) => candidate.slug === slug);
  const link = (index: number): NavLink | null => {
    const found = at < 0 ? undefined : docPages[index];
    return found ? { title: found.title, href: docHref(found.slug) } : null;
  };
  return { previous: link(at - 1), next: link(at + 1) };
}
export type NavLink = { title: string; href: string };

/** "docs/decisions/prices.md" and "../telemetry.md#names" to "docs/telemetry.md" and "#names". */
export function resolveLink(fromFile: string, href: string): { file: string; hash: string } {
  const [path = "", hash] = href.split("#", 2);
  const parts = path === "" ? fromFile.split("/") : [...fromFile.split("/").slice(0, -1), ...path.split("/")];
  const kept: string[] = [];
  for (const part of parts) {
    if (part === "..") kept.pop();
    else if (part !== "." && part !== "") kept.push(part);
  }
  return { file: kept.join("/"), hash: hash === undefined ? "" : `#${hash}` };
}

const elsewhere = /^([a-z][a-z0-9+.-]*:|\/)/i;

/**
 * Where a link of a Markdown file leads on the site. Files link to files, so that they can be read on a code host too;
 * a file that is no page of the site has no address here, and its link becomes plain text (null).
 */
export function siteHref(fromFile: string, href: string): string | null {
  if (elsewhere.test(href)) return href;
  const { file, hash } = resolveLink(fromFile, href);
  if (file === fromFile && hash !== "") return hash;
  const found = docPages.find((candidate) => candidate.file === file);
  if (found) return `${docHref(found.slug)}${hash}`;
  return /^docs\/.*\.(svg|png)$/.test(file) ? `/docs/files/${file.slice("docs/".length)}` : null;
}
