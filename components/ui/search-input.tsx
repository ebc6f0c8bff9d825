"use client";
import { type ComponentPropsWithoutRef, useEffect, useRef } from "react";
import { cx } from "#lib/core/class-names";
import { controlStyle } from "./control-style.ts";
import { Kbd } from "./kbd.tsx";

export type SearchInputProps = Omit<ComponentPropsWithoutRef<"input">, "onChange" | "type"> & {
  /** "Filter features": the accessible name and the placeholder. */
  label: string;
  value: string;
  onChange: (value: string) => void;
};

/** The filter above a table; the key / brings the keyboard to it. */
export function SearchInput({ label, value, onChange, className, ...rest }: SearchInputProps) {
  const ref = useRef<HTMLInputElement>(null);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const target = event.target;
      const typing =
        target instanceof HTMLElement &&
        (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
      if (event.key !== "/" || typing || event.metaKey || event.ctrlKey || event.altKey) return;
      event.preventDefault();
      ref.current?.focus();
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, []);
  return (
    <div className={cx("relative w-60 max-sm:w-full", className)}>
      <input
        {...rest}
        ref={ref}
        type="search"
        aria-label={label}
        placeholder={label}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        className={cx(controlStyle, "peer h-[30px] pr-8 max-sm:h-10")}
      />
      <span
        aria-hidden="true"
        className="pointer-events-none absolute inset-y-0 right-2 hidden items-center peer-placeholder-shown:flex peer-focus:hidden max-sm:hidden!"
      >
        <Kbd>/</Kbd>
      </span>
    </div>
  );
}
