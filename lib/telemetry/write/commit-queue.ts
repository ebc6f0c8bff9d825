/** More waits than the queue takes: nothing of the item was stored, and it may come again. */
export class QueueFull extends Error {}

type Waiting<T, R> = {
  item: T;
  size: number;
  resolve: (result: R) => void;
  reject: (error: unknown) => void;
};

type Options<T, R> = {
  /** Stores all items in one transaction and answers for each in their order; rejects when none was stored. */
  write: (items: T[]) => Promise<R[]>;
  sizeOf: (item: T) => number;
  /** The most that is written together, by size; a larger item is written alone. */
  groupSize: number;
  /** How many groups may be written at once. */
  writers: number;
  /** The most that may wait or be written, by size. An empty queue takes any item. */
  capacity: number;
  /** Whether an error may be the fault of one item, so that the others deserve to be tried without it. */
  mayBeOneItem: (error: unknown) => boolean;
};

/**
 * Group commit: what arrives while the writers are busy is written together by the next that is free. There is no
 * waiting for company, so a lone item is written at once. An item's promise settles after its transaction has.
 */
export class CommitQueue<T, R> {
  private readonly options: Options<T, R>;
  private readonly waiting: Waiting<T, R>[] = [];
  private readonly running = new Set<Promise<void>>();
  private held = 0;

  constructor(options: Options<T, R>) {
    this.options = options;
  }

  /** By size, what waits and what is being written. */
  get load(): number {
    return this.held;
  }

  /** Resolves once the item is stored. Throws QueueFull, or what kept it from being stored. */
  submit(item: T): Promise<R> {
    const size = this.options.sizeOf(item);
    if (this.held > 0 && this.held + size > this.options.capacity) return Promise.reject(new QueueFull());
    this.held += size;
    const stored = new Promise<R>((resolve, reject) => {
      this.waiting.push({ item, size, resolve, reject });
    });
    this.next();
    return stored;
  }

  /** Resolves when nothing waits or is being written any more. */
  async idle(): Promise<void> {
    while (this.running.size > 0) await Promise.all(this.running);
  }

  private next(): void {
    if (this.running.size >= this.options.writers || this.waiting.length === 0) return;
    const done: Promise<void> = this.run(this.take()).finally(() => {
      this.running.delete(done);
      this.next();
    });
    this.running.add(done);
  }

  private take(): Waiting<T, R>[] {
    let size = 0;
    let count = 0;
    for (const { size: next } of this.waiting) {
      if (count > 0 && size + next > this.options.groupSize) break;
      size += next;
      count += 1;
    }
    return this.waiting.splice(0, count);
  }

  private async run(group: Waiting<T, R>[]): Promise<void> {
    try {
      const results = await this.options.write(group.map(({ item }) => item));
      group.forEach((waiting, at) => {
        this.settle(waiting, () => waiting.resolve(results[at] as R));
      });
    } catch (error) {
      if (group.length > 1 && this.options.mayBeOneItem(error)) {
        for (const one of group) await this.run([one]);
        return;
      }
      for (const waiting of group) this.settle(waiting, () => waiting.reject(error));
    }
  }

  private settle(waiting: Waiting<T, R>, answer: () => void): void {
    this.held -= waiting.size;
    answer();
  }
}
