/** What a page gets of the query in its address; a name that stands there twice has a list. */
export type SearchParams = Promise<Record<string, string | string[] | undefined>>;
