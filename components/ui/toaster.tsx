"use client";
import { lazy, Suspense, useSyncExternalStore } from "react";
import { problemOf } from "./problem.tsx";

export type ToastMessage = {
  title: string;
  description: string | undefined;
  type: "done" | "failed";
  priority?: "high";
  timeout?: number;
};

// What waits until the region that shows it is loaded, which happens with the first message.
let waiting: ToastMessage[] = [];
let show: ((message: ToastMessage) => void) | null = null;
let asked = false;
const watchers = new Set<() => void>();

function add(message: ToastMessage): void {
  if (show) {
    show(message);
    return;
  }
  waiting.push(message);
  asked = true;
  for (const changed of watchers) changed();
}

function take(by: (message: ToastMessage) => void): void {
  show = by;
  for (const message of waiting) by(message);
  waiting = [];
}

function watch(changed: () => void): () => void {
  watchers.add(changed);
  return () => watchers.delete(changed);
}

function failed(title: string, description?: string): void {
  add({ title, description, type: "failed", priority: "high", timeout: 9000 });
}

/** Says that something happened; what must be acted on stays on the screen instead. */
export const toast = {
  done: (title: string, description?: string): void => add({ title, description, type: "done" }),
  failed,
  /** What the API refused, with its reason; an `onError` of a mutation. */
  unchanged: (error: unknown): void => failed("Nothing was changed", problemOf(error)?.detail),
};

const ToastRegion = lazy(() => import("./toast-list.tsx").then((file) => ({ default: file.ToastRegion })));

export function Toaster() {
  const wanted = useSyncExternalStore(
    watch,
    () => asked,
    () => false,
  );
  if (!wanted) return null;
  return (
    <Suspense>
      <ToastRegion take={take} />
    </Suspense>
  );
}
