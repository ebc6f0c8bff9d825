/** One piece of a message. Files and images are named, never loaded. */
export type Part =
  | { kind: "text"; text: string }
  | { kind: "reasoning"; text: string }
  | { kind: "call"; name: string; id: string | null; json: string }
  | { kind: "result"; name: string | null; id: string | null; json: string }
  | { kind: "file"; what: string; where: string | null }
  | { kind: "json"; label: string | null; json: string };

export type Message = { role: string; name: string | null; finish: string | null; parts: Part[] };

export type Json = { [key: string]: unknown };

export const isMap = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The value that a text of JSON stands for, else the text itself. Only objects and lists: "12" stays a text. */
export function opened(value: unknown): unknown {
  if (typeof value !== "string" || !/^\s*[[{]/.test(value)) return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}

/** Formatted JSON of a value; a text that is JSON is formatted too, and any other text stands as it is. */
export function formatted(value: unknown): string {
  const open = opened(value);
  return typeof open === "string" ? open : (JSON.stringify(open, null, 2) ?? String(open));
}

export const text = (value: unknown): string | null =>
  typeof value === "string" && value !== "" ? value : null;

/** Takes fields out of an object and knows which are left. */
export class Fields {
  private readonly left: Map<string, unknown>;
  constructor(value: Json) {
    this.left = new Map(Object.entries(value));
  }
  /** The first of the names that holds a text. */
  text(...names: string[]): string | null {
    for (const name of names) {
      const found = text(this.left.get(name));
      if (found === null) continue;
      this.left.delete(name);
      return found;
    }
    return null;
  }
  /** The first of the names that holds anything. */
  any(...names: string[]): unknown {
    for (const name of names) {
      const found = this.left.get(name);
      if (found === undefined || found === null) continue;
      this.left.delete(name);
      return found;
    }
    return undefined;
  }
  /** The object under a name. */
  map(name: string): Json | null {
    const found = this.left.get(name);
    if (!isMap(found)) return null;
    this.left.delete(name);
    return found;
  }
  drop(name: string, value: unknown): void {
    if (this.left.get(name) === value) this.left.delete(name);
  }
  /** What nobody took: shown as it is, so that nothing is lost. */
  rest(label: string | null): Part[] {
    const entries = [...this.left].filter(([, value]) => value !== null && value !== "" && !isEmpty(value));
    return entries.length === 0
      ? []
      : [{ kind: "json", label, json: formatted(Object.fromEntries(entries)) }];
  }
}

const isEmpty = (value: unknown) => Array.isArray(value) && value.length === 0;
