/** A user's thumbs down as one request, to be copied. */
export function feedbackSnippet({ slug, baseUrl }: { slug: string; baseUrl: string }): string {
  return `curl ${baseUrl}/api/v1/features/${slug}/feedback \\
  -H "Authorization: Bearer $THRESHOLD_API_KEY" -H "Content-Type: application/json" \\
  -d '{"traceId": "4bf92f3577b34da6a3ce929d0e0e4736", "rating": {"kind": "thumbs", "value": "down"}, "label": "wrong amount"}'
`;
}
