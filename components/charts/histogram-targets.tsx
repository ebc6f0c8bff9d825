"use client";
import { type KeyboardEvent, type PointerEvent, useRef, useState } from "react";
import { cx } from "#lib/core/class-names";
import type { HistogramBar } from "./histogram.tsx";

type Props = {
  bars: readonly HistogramBar[];
  say: (bar: HistogramBar) => string;
  onPoint: (bar: HistogramBar | null) => void;
  onRange?: (from: number, to: number) => void;
};

/** What is pressed or drawn over: one button to a bar, of which one takes the keyboard; arrows go on, Enter chooses. */
export function HistogramTargets({ bars, say, onPoint, onRange }: Props) {
  const frame = useRef<HTMLDivElement>(null);
  const [held, setHeld] = useState<number | null>(null);
  const [at, setAt] = useState(0);
  const here = Math.min(at, bars.length - 1);
  const indexOf = (event: PointerEvent) => {
    const box = frame.current?.getBoundingClientRect();
    if (!box || box.width === 0) return 0;
    return Math.min(
      bars.length - 1,
      Math.max(0, Math.floor(((event.clientX - box.left) / box.width) * bars.length)),
    );
  };
  const choose = (one: number, other: number) => {
    const first = bars[Math.min(one, other)];
    const last = bars[Math.max(one, other)];
    if (first && last) onRange?.(first.from, last.to);
  };
  const move = (event: PointerEvent) => {
    setAt(indexOf(event));
    onPoint(bars[indexOf(event)] ?? null);
  };
  const key = (event: KeyboardEvent) => {
    const step = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
    if (step === 0) return;
    event.preventDefault();
    event.stopPropagation();
    const next = Math.min(bars.length - 1, Math.max(0, here + step));
    setAt(next);
    onPoint(bars[next] ?? null);
    frame.current?.querySelectorAll("button")[next]?.focus();
  };
  if (!onRange) return null;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the buttons inside are what is pressed; this only sees drags.
    <div
      ref={frame}
      className="absolute inset-0 flex touch-pan-y"
      onPointerDown={(event) => {
        setHeld(indexOf(event));
        event.currentTarget.setPointerCapture(event.pointerId);
      }}
      onPointerMove={move}
      onPointerLeave={() => onPoint(null)}
      onPointerCancel={() => setHeld(null)}
      onPointerUp={(event) => {
        if (held !== null) choose(held, indexOf(event));
        setHeld(null);
      }}
      onKeyDown={key}
    >
      {bars.map((bar, index) => (
        <button
          key={bar.from}
          type="button"
          tabIndex={index === here ? 0 : -1}
          aria-label={`${say(bar)}. Show only this.`}
          // A press with the pointer is a drag of one bar; only the keyboard clicks without one.
          onClick={(event) => event.detail === 0 && choose(index, index)}
          onFocus={() => setAt(index)}
          className={cx(
            "h-full min-w-0 flex-1 hover:bg-text/8",
            held !== null && index >= Math.min(held, here) && index <= Math.max(held, here) && "bg-text/12",
          )}
        />
      ))}
    </div>
  );
}
