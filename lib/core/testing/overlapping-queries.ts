import pg from "pg";

/**
 * Runs something and returns the statements that were sent on a connection that was still busy with another: a
 * transaction has one connection, and pg will refuse that from its version 9 on.
 */
export async function overlappingQueries(run: () => Promise<unknown>): Promise<string[]> {
  const original = pg.Client.prototype.query;
  const busy = new Map<pg.Client, number>();
  const found: string[] = [];
  const watched = function (this: pg.Client, ...given: unknown[]): unknown {
    const open = busy.get(this) ?? 0;
    const [first] = given;
    const text = typeof first === "object" && first !== null && "text" in first ? first.text : first;
    if (open > 0) found.push(String(text));
    const answer: unknown = Reflect.apply(original, this, given);
    if (answer instanceof Promise) {
      busy.set(this, open + 1);
      const settle = () => busy.set(this, (busy.get(this) ?? 1) - 1);
      answer.then(settle, settle);
    }
    return answer;
  };
  Object.assign(pg.Client.prototype, { query: watched });
  try {
    await run();
  } finally {
    Object.assign(pg.Client.prototype, { query: original });
  }
  return found;
}
