// The little of the tar format (POSIX ustar) that a backup needs: whole files, in order, of known size. So a backup can be
// opened with any tar when there is no Threshold at hand.

const block = 512;

/** The bytes of one file with its header and padding. Names of up to 100 ASCII characters. */
export function tarEntry(name: string, content: Buffer, modified: Date): Buffer {
  if (!/^[\x21-\x7e]{1,100}$/.test(name)) throw new Error(`${name} is no name for a file of a backup.`);
  const header = Buffer.alloc(block);
  const octal = (value: number, at: number, length: number) =>
    header.write(`${value.toString(8).padStart(length - 1, "0")}\0`, at, "latin1");
  header.write(name, 0, "latin1");
  octal(0o600, 100, 8);
  octal(0, 108, 8);
  octal(0, 116, 8);
  octal(content.length, 124, 12);
  octal(Math.floor(modified.getTime() / 1000), 136, 12);
  header.write("        0", 148, "latin1");
  header.write("ustar\x0000", 257, "latin1");
  header.write(`${checksumOf(header).toString(8).padStart(6, "0")}\0 `, 148, "latin1");
  return Buffer.concat([header, content, Buffer.alloc((block - (content.length % block)) % block)]);
}

/** Two empty blocks: nothing follows. */
export const tarEnd = Buffer.alloc(2 * block);

/** Of the header with its own field taken for spaces. */
function checksumOf(header: Buffer): number {
  let sum = 0;
  for (let at = 0; at < block; at += 1) sum += at >= 148 && at < 156 ? 32 : (header[at] ?? 0);
  return sum;
}

export type TarFile = { name: string; content: Buffer };

/** The files of an archive, one after another. Throws for what is no archive; one that was cut off just ends. */
export async function* readTar(source: AsyncIterable<Buffer>): AsyncGenerator<TarFile> {
  let buffered: Buffer[] = [];
  let length = 0;
  const chunks = source[Symbol.asyncIterator]();
  const take = async (wanted: number): Promise<Buffer | undefined> => {
    while (length < wanted) {
      const next = await chunks.next();
      if (next.done) return undefined;
      buffered.push(next.value);
      length += next.value.length;
    }
    const all = buffered.length === 1 && buffered[0] ? buffered[0] : Buffer.concat(buffered);
    buffered = [all.subarray(wanted)];
    length = all.length - wanted;
    return all.subarray(0, wanted);
  };
  for (;;) {
    const header = await take(block);
    if (!header || header.every((byte) => byte === 0)) return;
    const text = (from: number, to: number) => header.toString("latin1", from, to).replace(/[\0 ].*$/s, "");
    const size = Number.parseInt(text(124, 136), 8);
    if (Number.parseInt(text(148, 156), 8) !== checksumOf(header) || !Number.isSafeInteger(size))
      throw new Error("it is no tar archive, or it is damaged");
    const content = await take(size + ((block - (size % block)) % block));
    if (!content) return;
    yield { name: text(0, 100), content: content.subarray(0, size) };
  }
}
