"use client";
import { Pause, Play } from "lucide-react";
import { Button } from "#components/ui/button";
import { formatCount } from "#lib/core/format";
import type { LiveTail } from "./use-live-tail.ts";

type Props = { on: boolean; onChange: (on: boolean) => void; disabled: boolean; tail: LiveTail };

const waiting = {
  hidden: "waits until this tab is seen",
  reading: "waits while you read; scroll up to go on",
};

export function LiveSwitch({ on, onChange, disabled, tail }: Props) {
  const words = tail.failed
    ? "the server did not answer; trying again"
    : tail.waits
      ? waiting[tail.waits]
      : formatCount(tail.arrived, "new call");
  return (
    <>
      <span aria-live="polite" className="text-sm text-text-2 tnum empty:-mr-2">
        {on && words}
      </span>
      <Button
        aria-pressed={on}
        onClick={() => onChange(!on)}
        disabled={disabled}
        title={disabled ? "A period that has ended has no new calls" : undefined}
      >
        {on ? <Pause size={14} aria-hidden="true" /> : <Play size={14} aria-hidden="true" />}
        Live
      </Button>
    </>
  );
}
