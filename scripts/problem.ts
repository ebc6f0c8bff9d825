/** Something that the person at the terminal can put right. Printed as one line, without a stack. */
export class Problem extends Error {
  override name = "Problem";
}

/** The first line of what went wrong, for use inside a Problem. */
export function firstLine(error: unknown): string {
  const text = error instanceof Error ? error.message || error.name : String(error);
  return (
    text
      .split("\n")
      .find((line) => line.trim() !== "")
      ?.trim() ?? "unknown error"
  );
}
