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

/** What changed by path between two JSON or YAML texts. Null where one of them is neither: then they are compared as text. */
export function structuredDiff(before: string, after: string): StructuredDiff | null {
  if (hasLongNumber(before) || hasLongNumber(after)) return null;
  for (const [format, read] of [
    ["json", readJson],
    ["yaml", readYaml],
  ] as const) {
    const [old, now] = [read(before), read(after)];
    if (!old || !now) continue;
    const changes: PathChange[] = [];
    compare("", old, now, changes);
    return { format, changes: changes.slice(0, MOST), more: Math.max(0, changes.length - MOST) };
  }
  return null;
}

const textOf = (value: unknown) => JSON.stringify(value, null, isNode(value) ? 2 : undefined) ?? "null";

/** JSON with sorted keys: equal exactly where the values are. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (!isMap(value)) return Number.isNaN(value) ? "NaN" : String(JSON.stringify(value) ?? value);
  const keys = Object.keys(value).sort();
  return `{${keys.map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`).join(",")}}`;
}

const keyPath = (path: string, key: string) =>
  /^[A-Za-z_][\w-]*$/.test(key) ? (path === "" ? key : `${path}.${key}`) : `${path}[${JSON.stringify(key)}]`;

function compare(path: string, old: unknown, now: unknown, changes: PathChange[]): void {
  if (canonical(old) === canonical(now)) return;
  if (isMap(old) && isMap(now)) compareMaps(path, old, now, changes);
  else if (Array.isArray(old) && Array.isArray(now)) compareLists(path, old, now, changes);
  else changes.push({ path: path || "(all)", change: "changed", before: textOf(old), after: textOf(now) });
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
  path: string,
  old: Record<string, unknown>,
  now: Record<string, unknown>,
  changes: PathChange[],
) {
  for (const key of new Set([...Object.keys(old), ...Object.keys(now)])) {
    const at = keyPath(path, key);
    if (!Object.hasOwn(now, key)) changes.push(removed(at, old[key]));
    else if (!Object.hasOwn(old, key)) changes.push(added(at, now[key]));
    else compare(at, old[key], now[key], changes);
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

function compareLists(path: string, old: unknown[], now: unknown[], changes: PathChange[]): void {
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
      else compare(at(name), before.get(name), after.get(name), changes);
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
  const equal = (a: unknown, b: unknown) => canonical(a) === canonical(b);
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
    else compare(at, before[index], after[index], changes);
  }
}
