export type PageHeading = { level: number; title: string; id: string };

/** The headings of a page, where the screen has room for them. */
export function OnThisPage({ headings }: { headings: readonly PageHeading[] }) {
  const shown = headings.filter(({ level }) => level === 2 || level === 3);
  if (shown.length < 2) return null;
  return (
    <nav
      aria-label="On this page"
      data-no-print=""
      className="sticky top-12 max-h-[calc(100dvh-48px)] overflow-y-auto py-7 pr-4 text-sm max-xl:hidden"
    >
      <h2 className="mb-1.5 font-semibold text-text-3 text-xs">On this page</h2>
      <ul>
        {shown.map(({ level, title, id }) => (
          <li key={id}>
            <a
              href={`#${id}`}
              className={`block rounded-sm py-0.5 text-text-2 hover:text-text ${level === 3 ? "pl-3" : ""}`}
            >
              {title}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
