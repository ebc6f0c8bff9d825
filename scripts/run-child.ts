import { spawn } from "node:child_process";
import { once } from "node:events";

export type Finished = { code: number | null; output: string };

/** Runs a program to its end and keeps what it printed. An abort ends it and rejects. */
export async function runChild(
  command: string,
  args: string[],
  options: { cwd: string; env: NodeJS.ProcessEnv; signal?: AbortSignal },
): Promise<Finished> {
  options.signal?.throwIfAborted();
  const child = spawn(command, args, { ...options, signal: undefined, stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (chunk: string) => {
      output += chunk;
    });
  }
  const stop = () => child.kill("SIGTERM");
  options.signal?.addEventListener("abort", stop);
  try {
    const [code] = await once(child, "close");
    options.signal?.throwIfAborted();
    return { code: typeof code === "number" ? code : null, output };
  } finally {
    options.signal?.removeEventListener("abort", stop);
  }
}
