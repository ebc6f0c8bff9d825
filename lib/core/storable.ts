/** Postgres stores no NUL, and half a surrogate pair would come back as another character. */
export function isStorable(text: string): boolean {
  return !text.includes("\0") && text.isWellFormed();
}

type Place = { path: string; value: unknown };

/**
 * Where a value first holds a text or a name that cannot be stored, as a path with dots, or null. Walks without
 * recursion: JSON may be nested deeper than the stack.
 */
export function unstorablePath(value: unknown): string | null {
  const open: Place[] = [{ path: "", value }];
  for (let place = open.pop(); place; place = open.pop()) {
    const { path, value: found } = place;
    if (typeof found === "string" && !isStorable(found)) return path;
    if (typeof found !== "object" || found === null) continue;
    for (const [name, part] of Object.entries(found)) {
      if (!isStorable(name)) return path;
      // A name of its own for each depth would make deep JSON quadratic; no field of ours lies deeper.
      open.push({ path: path.length > 200 ? path : path === "" ? name : `${path}.${name}`, value: part });
    }
  }
  return null;
}
