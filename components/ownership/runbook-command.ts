/** Saves a file as the runbook, from a pipeline or a shell with jq. */
export function runbookCommand(baseUrl: string, slug: string): string {
  return [
    "jq -Rs '{markdown: .}' RUNBOOK.md |",
    `  curl -X PUT ${baseUrl}/api/v1/features/${slug}/runbook \\`,
    `    -H "Authorization: Bearer $THRESHOLD_API_KEY" \\`,
    `    -H "Content-Type: application/json" -d @-`,
  ].join("\n");
}
