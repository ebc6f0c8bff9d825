"use client";
import { Check, Copy } from "lucide-react";
import { useEffect, useState } from "react";
import { type ButtonSize, type ButtonVariant, buttonStyle } from "./button-style.tsx";

export type CopyButtonProps = {
  text: string;
  /** What is copied: "Copy command". Shown only when `withLabel`. */
  label?: string;
  withLabel?: boolean;
  /** At 390 px only the icon is shown; the label is still said. */
  iconOnPhone?: boolean;
  variant?: ButtonVariant;
  size?: ButtonSize;
};

export function CopyButton({
  text,
  label = "Copy",
  withLabel = false,
  iconOnPhone = false,
  variant = "ghost",
  size = "sm",
}: CopyButtonProps) {
  const [said, setSaid] = useState<"" | "Copied" | "Not copied: select the text by hand">("");
  useEffect(() => {
    if (!said) return;
    const timer = setTimeout(() => setSaid(""), 1800);
    return () => clearTimeout(timer);
  }, [said]);
  const copy = () =>
    // An origin without https has no clipboard; the screen says so instead of failing silently.
    Promise.resolve(navigator.clipboard?.writeText(text) ?? Promise.reject(new Error("no clipboard"))).then(
      () => setSaid("Copied"),
      () => setSaid("Not copied: select the text by hand"),
    );
  return (
    <span className="inline-flex items-center gap-1">
      <button
        type="button"
        onClick={copy}
        aria-label={withLabel ? undefined : label}
        title={withLabel ? undefined : label}
        className={buttonStyle(variant, size, !withLabel)}
      >
        {said === "Copied" ? <Check size={14} aria-hidden="true" /> : <Copy size={14} aria-hidden="true" />}
        {withLabel && <span className={iconOnPhone ? "max-sm:sr-only" : undefined}>{label}</span>}
      </button>
      <span role="status" className={said.startsWith("Not") ? "text-sm text-unmet" : "sr-only"}>
        {said}
      </span>
    </span>
  );
}
