/**
 * Makes a load that many ask for at once cheap without answering anybody from before the question: who asks while one
 * is under way shares the next, which begins when it ends.
 */
export function sharedLoad<T>(load: () => Promise<T>): () => Promise<T> {
  let running: Promise<unknown> | undefined;
  let next: Promise<T> | undefined;
  const begin = (): Promise<T> => {
    const loading = load();
    const ended = loading.then(
      () => undefined,
      () => undefined,
    );
    running = ended.then(() => {
      if (next === undefined) running = undefined;
    });
    return loading;
  };
  return () => {
    if (running === undefined) return begin();
    next ??= running.then(() => {
      next = undefined;
      return begin();
    });
    return next;
  };
}
