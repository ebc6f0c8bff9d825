"use client";
import { cloneElement, type ReactElement, type ReactNode, useEffect, useId, useRef, useState } from "react";
import { createPortal } from "react-dom";
import { cx } from "#lib/core/class-names";
import { placeTip } from "./place-tip.ts";

export type TooltipProps = {
  content: ReactNode;
  /** One element that can take focus, or one that needs no keyboard (its name says the same). */
  children: ReactElement<TriggerProps>;
  side?: "top" | "bottom" | "left" | "right";
  className?: string;
};

type TriggerProps = {
  onPointerEnter?: (event: React.PointerEvent<HTMLElement>) => void;
  onPointerLeave?: (event: React.PointerEvent<HTMLElement>) => void;
  onFocus?: (event: React.FocusEvent<HTMLElement>) => void;
  onBlur?: (event: React.FocusEvent<HTMLElement>) => void;
  "aria-describedby"?: string | undefined;
};

const DELAY_MS = 350;

/**
 * Says more about an element on hover and on focus; Escape takes it away, and one may move onto it. Our own and small:
 * every time on a page has one, and what a library needs for it would be a sixth of the page's scripts.
 */
export function Tooltip({ content, children, side = "top", className }: TooltipProps) {
  const id = useId();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const show = (element: HTMLElement, delay: number) => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setAnchor(element), delay);
  };
  const hide = (delay = 0) => {
    clearTimeout(timer.current);
    // A moment, so that the pointer may go over to it.
    timer.current = setTimeout(() => setAnchor(null), delay);
  };
  useEffect(() => () => clearTimeout(timer.current), []);
  const own = children.props;
  const trigger = cloneElement(children, {
    onPointerEnter: (event) => {
      own.onPointerEnter?.(event);
      if (event.pointerType !== "touch") show(event.currentTarget, DELAY_MS);
    },
    onPointerLeave: (event) => {
      own.onPointerLeave?.(event);
      hide(80);
    },
    onFocus: (event) => {
      own.onFocus?.(event);
      if (event.currentTarget.matches(":focus-visible")) show(event.currentTarget, 0);
    },
    onBlur: (event) => {
      own.onBlur?.(event);
      hide();
    },
    "aria-describedby": anchor ? id : own["aria-describedby"],
  });
  return (
    <>
      {trigger}
      {anchor && (
        <Tip
          id={id}
          anchor={anchor}
          side={side}
          className={className}
          onStay={() => clearTimeout(timer.current)}
          onHide={() => hide()}
        >
          {content}
        </Tip>
      )}
    </>
  );
}

type TipProps = {
  id: string;
  anchor: HTMLElement;
  side: NonNullable<TooltipProps["side"]>;
  className: string | undefined;
  onStay: () => void;
  onHide: () => void;
  children: ReactNode;
};

function Tip({ id, anchor, side, className, onStay, onHide, children }: TipProps) {
  const ref = useRef<HTMLDivElement>(null);
  const hide = useRef(onHide);
  useEffect(() => {
    hide.current = onHide;
  });
  useEffect(() => {
    const tip = ref.current;
    if (tip) {
      const window = {
        width: document.documentElement.clientWidth,
        height: document.documentElement.clientHeight,
      };
      const { left, top } = placeTip(
        anchor.getBoundingClientRect(),
        tip.getBoundingClientRect(),
        side,
        window,
      );
      Object.assign(tip.style, { left: `${left}px`, top: `${top}px`, visibility: "visible" });
    }
    const onKey = (event: KeyboardEvent) => {
      if (event.key === "Escape") hide.current();
    };
    const gone = () => hide.current();
    document.addEventListener("keydown", onKey);
    document.addEventListener("scroll", gone, { capture: true, once: true });
    return () => {
      document.removeEventListener("keydown", onKey);
      document.removeEventListener("scroll", gone, { capture: true });
    };
  }, [anchor, side]);
  return createPortal(
    <div
      ref={ref}
      id={id}
      role="tooltip"
      onPointerEnter={onStay}
      onPointerLeave={onHide}
      className={cx(
        "invisible fixed top-0 left-0 z-50 max-w-[280px] rounded-md bg-text px-2 py-1 text-bg text-sm shadow-popup",
        className,
      )}
    >
      {children}
    </div>,
    document.body,
  );
}
