/** Several values as one word of an address: commas between them, a backslash before a comma or backslash in a value. */
export function joinValues(values: readonly string[]): string {
  return values.map((value) => value.replaceAll(/[\\,]/g, "\\$&")).join(",");
}

/** The values of such a word, each once, in their order; what is empty is none. */
export function splitValues(word: string): string[] {
  const values = [...word.matchAll(/(?:[^\\,]|\\.?)+/gsu)].map(([part]) => part.replaceAll(/\\(.)/gsu, "$1"));
  return [...new Set(values)];
}
