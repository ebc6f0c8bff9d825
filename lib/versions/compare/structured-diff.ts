import { parse as parseYaml } from "yaml";

/** A value at a path that differs; `before` is absent where it was added, `after` where it was removed. JSON text. */
export type PathChange = {
  path: string;
  change: "added" | "removed" | "changed";
  before: string | null;
  after: string | null;
};
export type StructuredDiff = { format: "json" | "yaml"; changes: PathChange[]; more: number };

/** Longest list that is given; what is beyond it is counted. */
const MOST = 500;
/** Nodes within nodes. What is deeper is written by nobody, and is compared as text. */
const DEEPEST = 64;

type Node = Record<string, unknown> | unknown[];
const isNode = (value: unknown): value is Node => typeof value === "object" && value !== null;
const isMap = (value: unknown): value is Record<string, unknown> => isNode(value) && !Array.isArray(value);

/** Numbers that a double cannot tell apart must not look equal: such a text is compared as text. */
const hasLongNumber = (text: string) => /\d{16,}/.test(text);

function readJson(text: string): Node | null {
  try {
    const value: unknown = JSON.parse(text);
    return isNode(value) ? value : null;
  } catch {
    return null;
  }
}

/** A YAML text that is a map or a list. Prose is one scalar to YAML, and several documents are no single value. */
function readYaml(text: string): Node | null {
  try {
    const value: unknown = parseYaml(text, { logLevel: "silent", maxAliasCount: 100, strict: true });
    // A line "Answer: kindly" above others makes prose a map by accident: structure goes deeper, or has several keys.
    if (isMap(value) && Object.keys(value).length < 2 && !Object.values(value).some(isNode)) return null;
    return isNode(value) ? value : null;
  } catch {
    return null;
  }
}

/** What changed by path between two JSON or YAML texts. Null where one of them is neither or nests too deep: then they are compared as text. */
export function structuredDiff(before: string, after: string): StructuredDiff | null {
  if (hasLongNumber(before) || hasLongNumber(after)) return null;
  for (const [format, read] of [
    ["json", readJson],
    ["yaml", readYaml],
  ] as const) {
    const [old, now] = [read(before), read(after)];
    if (!old || !now) continue;
    if (isTooDeep(old) || isTooDeep(now)) return null;
    const changes: PathChange[] = [];
    compare({ changes, nameOf: naming() }, "", old, now);
    return { format, changes: changes.slice(0, MOST), more: Math.max(0, changes.length - MOST) };
  }
  return null;
}

const textOf = (value: unknown) => JSON.stringify(value, null, isNode(value) ? 2 : undefined) ?? "null";

/** Whether nodes stand in nodes further than what is compared; a YAML value that holds itself has no end. */
function isTooDeep(root: Node): boolean {
  let level = new Set<Node>([root]);
  for (let depth = 0; level.size > 0; depth++) {
    if (depth >= DEEPEST) return true;
    level = new Set([...level].flatMap((node): unknown[] => Object.values(node)).filter(isNode));
  }
  return false;
}

/**
 * A name for each value, equal exactly where the values are; the order of keys is no difference. Each node is read once
 * and named from the names of its parts: texts of whole parts at each level would cost the depth times the size.
 */
function naming(): (value: unknown) => string {
  const numbers = new Map<string, number>();
  const known = new WeakMap<Node, string>();
  const nameOf = (value: unknown): string => {
    if (typeof value === "number") return String(value);
    if (!isNode(value)) return String(JSON.stringify(value) ?? value);
    const before = known.get(value);
    if (before !== undefined) return before;
    const text = Array.isArray(value)
      ? `[${value.map(nameOf).join(",")}]`
      : `{${Object.keys(value)
          .sort()
          .map((key) => `${JSON.stringify(key)}:${nameOf(value[key])}`)
          .join(",")}}`;
    const number = numbers.get(text) ?? numbers.size;
    numbers.set(text, number);
    const name = `#${number}`;
    known.set(value, name);
    return name;
  };
  return nameOf;
}

const keyPath = (path: string, key: string) =>
  /^[A-Za-z_][\w-]*$/.test(key) ? (path === "" ? key : `${path}.${key}`) : `${path}[${JSON.stringify(key)}]`;

/** What was found so far, and the names by which values are told apart. */
type Search = { changes: PathChange[]; nameOf: (value: unknown) => string };

function compare(search: Search, path: string, old: unknown, now: unknown): void {
  if (search.nameOf(old) === search.nameOf(now)) return;
  if (isMap(old) && isMap(now)) compareMaps(search, path, old, now);
  else if (Array.isArray(old) && Array.isArray(now)) compareLists(search, path, old, now);
  else
    search.changes.push({
      path: path || "(all)",
      change: "changed",
      before: textOf(old),
      after: textOf(now),
    });
}

const added = (path: string, value: unknown): PathChange => ({
  path,
  change: "added",
  before: null,
  after: textOf(value),
});
const removed = (path: string, value: unknown): PathChange => ({
  path,
  change: "removed",
  before: textOf(value),
  after: null,
});

function compareMaps(
  search: Search,
  path: string,
  old: Record<string, unknown>,
  now: Record<string, unknown>,
) {
  for (const key of new Set([...Object.keys(old), ...Object.keys(now)])) {
    const at = keyPath(path, key);
    if (!Object.hasOwn(now, key)) search.changes.push(removed(at, old[key]));
    else if (!Object.hasOwn(old, key)) search.changes.push(added(at, now[key]));
    else compare(search, at, old[key], now[key]);
  }
}

/** The key by which the items of both lists are told apart: each has it, as a text that no other of its list has. */
function namingKey(old: unknown[], now: unknown[]): string | null {
  const names = (list: unknown[], key: string) => list.map((item) => (isMap(item) ? item[key] : undefined));
  const tells = (list: unknown[], key: string) => {
    const found = names(list, key);
    return found.every((name) => typeof name === "string") && new Set(found).size === list.length;
  };
  return ["id", "name", "key"].find((key) => tells(old, key) && tells(now, key)) ?? null;
}

function compareLists(search: Search, path: string, old: unknown[], now: unknown[]): void {
  const { changes, nameOf } = search;
  const key = namingKey(old, now);
  if (key !== null) {
    const byName = (list: unknown[]) =>
      new Map(list.map((item) => [String((item as Record<string, unknown>)[key]), item]));
    const [before, after] = [byName(old), byName(now)];
    const at = (name: string) => `${path}[${key}=${JSON.stringify(name)}]`;
    const count = changes.length;
    for (const name of new Set([...before.keys(), ...after.keys()])) {
      if (!after.has(name)) changes.push(removed(at(name), before.get(name)));
      else if (!before.has(name)) changes.push(added(at(name), after.get(name)));
      else compare(search, at(name), before.get(name), after.get(name));
    }
    // The order of a list can matter: tools are tried and messages are read in it.
    if (changes.length === count)
      changes.push({
        path: `${path} (order)`,
        change: "changed",
        before: textOf([...before.keys()]),
        after: textOf([...after.keys()]),
      });
    return;
  }
  const equal = (a: unknown, b: unknown) => nameOf(a) === nameOf(b);
  let head = 0;
  while (head < old.length && head < now.length && equal(old[head], now[head])) head++;
  let tail = 0;
  while (
    tail < old.length - head &&
    tail < now.length - head &&
    equal(old[old.length - 1 - tail], now[now.length - 1 - tail])
  )
    tail++;
  const [before, after] = [old.slice(head, old.length - tail), now.slice(head, now.length - tail)];
  for (let index = 0; index < Math.max(before.length, after.length); index++) {
    const at = `${path}[${head + index}]`;
    if (index >= after.length) changes.push(removed(at, before[index]));
    else if (index >= before.length) changes.push(added(at, after[index]));
    else compare(search, at, before[index], after[index]);
  }
}
