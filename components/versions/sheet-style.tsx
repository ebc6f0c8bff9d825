/** What stands at the foot of each page. Only digits, letters and hyphens reach the style. */
export function pageStyle(slug: string, day: string): string {
  const foot = "font: 8pt sans-serif; color: #444;";
  return `@page { size: A4; margin: 14mm 14mm 16mm;
    @bottom-left { content: "What ran · ${slug} · ${day}"; ${foot} }
    @bottom-right { content: "Page " counter(page) " of " counter(pages); ${foot} } }`;
}
