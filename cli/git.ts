import { type ChildProcessWithoutNullStreams, execFile, spawn } from "node:child_process";
import { promisify } from "node:util";
import { CliError } from "./problem.ts";

// What the person set up for their own reading (colours, pagers, mail maps of logs) must not change what is read here.
const quiet = ["-c", "core.quotePath=false", "-c", "log.showSignature=false", "-c", "log.follow=false"];

/** The output of one git command. Throws with what git said. */
export async function git(cwd: string, args: string[]): Promise<string> {
  try {
    const { stdout } = await promisify(execFile)("git", [...quiet, ...args], {
      cwd,
      maxBuffer: 512 * 1024 * 1024,
      env: { ...process.env, LC_ALL: "C", GIT_PAGER: "cat" },
    });
    return stdout;
  } catch (error) {
    const said = (error as { stderr?: string }).stderr?.trim();
    throw new CliError(1, `git ${args[0]} failed: ${said || String(error)}`);
  }
}

/** The tokens, ended by NUL, of a git command as they come: histories are larger than one text should be. */
export async function* gitTokens(cwd: string, args: string[]): AsyncGenerator<string> {
  const child = spawn("git", [...quiet, ...args], { cwd, env: { ...process.env, LC_ALL: "C" } });
  let said = "";
  child.stderr.on("data", (data: Buffer) => {
    said += data.toString();
  });
  const ended = new Promise<number | null>((done, failed) => {
    child.on("close", done);
    child.on("error", failed);
  });
  ended.catch(() => undefined);
  // Chunks of a token that has not ended are put together once, when it ends: one message may be as long as many chunks.
  let open: Buffer[] = [];
  for await (const chunk of child.stdout) {
    const data = chunk as Buffer;
    let from = 0;
    for (let end = data.indexOf(0); end !== -1; end = data.indexOf(0, from)) {
      yield Buffer.concat([...open, data.subarray(from, end)]).toString("utf8");
      open = [];
      from = end + 1;
    }
    if (from < data.length) open.push(data.subarray(from));
  }
  if (open.length > 0) yield Buffer.concat(open).toString("utf8");
  const code = await ended;
  if (code !== 0) throw new CliError(1, `git ${args[0]} failed: ${said.trim() || `exit code ${code}`}`);
}

/** Reads blobs one after the other from one git process. */
export class Blobs {
  private readonly child: ChildProcessWithoutNullStreams;
  private readonly chunks: AsyncIterator<Buffer>;
  private rest = Buffer.alloc(0);

  constructor(cwd: string) {
    this.child = spawn("git", ["cat-file", "--batch"], { cwd });
    this.chunks = this.child.stdout[Symbol.asyncIterator]();
  }

  private async more(): Promise<Buffer> {
    const { value, done } = await this.chunks.next();
    if (done) throw new CliError(1, "git cat-file ended before it answered.");
    return value;
  }

  /** Waits until so many bytes are there; chunks are put together once, however many they are. */
  private async atLeast(length: number): Promise<void> {
    const parts: Uint8Array[] = [this.rest];
    for (let have = this.rest.length; have < length; ) {
      const chunk = await this.more();
      parts.push(chunk);
      have += chunk.length;
    }
    if (parts.length > 1) this.rest = Buffer.concat(parts);
  }

  /** The bytes of a blob; null where the repository does not hold it (a partial clone). */
  async read(id: string): Promise<Buffer | null> {
    this.child.stdin.write(`${id}\n`);
    let end = this.rest.indexOf(10);
    while (end === -1) {
      await this.atLeast(this.rest.length + 1);
      end = this.rest.indexOf(10);
    }
    const [, type, size] = this.rest.toString("utf8", 0, end).split(" ");
    this.rest = this.rest.subarray(end + 1);
    if (type === "missing" || size === undefined) return null;
    const length = Number(size);
    await this.atLeast(length + 1);
    const bytes = Buffer.from(this.rest.subarray(0, length));
    this.rest = this.rest.subarray(length + 1);
    return bytes;
  }

  close(): void {
    this.child.stdin.end();
  }
}
