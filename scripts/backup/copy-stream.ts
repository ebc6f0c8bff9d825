import type pg from "pg";

/** What the driver's connection does beyond its types. */
type CopyConnection = pg.Connection & {
  sendCopyFromChunk(chunk: Buffer): void;
  endCopyFrom(): void;
  sendCopyFail(message: string): void;
};

const rowsOf = (tag: string): number => Number(/^COPY (\d+)$/.exec(tag)?.[1] ?? 0);
const enough = 1 << 20;

/** Runs `COPY … TO STDOUT` and hands its bytes on as they come, no more of them at once than are taken. */
export class CopyOut implements pg.Submittable {
  readonly #sql: string;
  readonly #waiting: Buffer[] = [];
  #bytes = 0;
  #connection: CopyConnection | undefined;
  #wake: (() => void) | undefined;
  #over = false;
  #abandoned = false;
  #error: Error | undefined;
  /** Known once everything was taken. */
  rows = 0;

  constructor(sql: string) {
    this.#sql = sql;
  }
  submit = (connection: pg.Connection): void => {
    this.#connection = connection as CopyConnection;
    connection.query(this.#sql);
  };
  handleCopyData({ chunk }: { chunk: Buffer }): void {
    if (this.#abandoned) return;
    // A copy: the driver reads the next messages into the same memory.
    this.#waiting.push(Buffer.from(chunk));
    this.#bytes += chunk.length;
    if (this.#bytes > enough) this.#connection?.stream.pause();
    this.#wake?.();
  }
  handleCommandComplete({ text }: { text: string }): void {
    this.rows = rowsOf(text);
  }
  handleError(error: Error): void {
    this.#error = error;
    this.#end();
  }
  handleReadyForQuery(): void {
    this.#end();
  }
  #end(): void {
    this.#over = true;
    this.#wake?.();
  }
  async *[Symbol.asyncIterator](): AsyncGenerator<Buffer> {
    try {
      for (;;) {
        if (this.#waiting.length > 0) {
          const taken = Buffer.concat(this.#waiting.splice(0));
          this.#bytes = 0;
          this.#connection?.stream.resume();
          yield taken;
          continue;
        }
        if (this.#error) throw this.#error;
        if (this.#over) return;
        await new Promise<void>((resolve) => {
          this.#wake = resolve;
        });
      }
    } finally {
      // Whoever stopped taking still wants to close the connection, which a paused one never does.
      this.#abandoned = true;
      this.#connection?.stream.resume();
    }
  }
}

/** Runs `COPY … FROM STDIN` with the bytes of a source. Throws what the database or the source says; nothing is then stored. */
export class CopyIn implements pg.Submittable {
  readonly #sql: string;
  readonly #source: AsyncIterable<Buffer>;
  readonly #settled = Promise.withResolvers<number>();
  #rows = 0;
  #error: Error | undefined;

  constructor(sql: string, source: AsyncIterable<Buffer>) {
    this.#sql = sql;
    this.#source = source;
  }
  /** The number of rows that were stored. */
  get rows(): Promise<number> {
    return this.#settled.promise;
  }
  submit = (connection: pg.Connection): void => {
    connection.query(this.#sql);
  };
  handleCopyInResponse(connection: CopyConnection): void {
    this.#send(connection).catch((error: Error) => {
      this.#error = error;
      connection.sendCopyFail("the backup could not be read");
    });
  }
  async #send(connection: CopyConnection): Promise<void> {
    for await (const chunk of this.#source) {
      if (this.#error) return;
      connection.sendCopyFromChunk(chunk);
      if (connection.stream.writableNeedDrain)
        await new Promise<void>((resolve) => connection.stream.once("drain", resolve));
    }
    connection.endCopyFrom();
  }
  handleCommandComplete({ text }: { text: string }): void {
    this.#rows = rowsOf(text);
  }
  handleError(error: Error): void {
    this.#error ??= error;
    this.#settled.reject(this.#error);
  }
  handleReadyForQuery(): void {
    if (this.#error) this.#settled.reject(this.#error);
    else this.#settled.resolve(this.#rows);
  }
}
