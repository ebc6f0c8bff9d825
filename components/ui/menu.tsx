"use client";
import { cloneElement, lazy, type ReactElement, type ReactNode, Suspense, useState } from "react";

export type MenuEntry =
  | {
      kind?: "item";
      label: string;
      icon?: ReactNode;
      onSelect: () => void;
      danger?: boolean;
      disabled?: boolean;
    }
  | { kind: "link"; label: string; icon?: ReactNode; href: string }
  | { kind: "separator"; key: string }
  | { kind: "label"; label: string };

export type MenuProps = {
  trigger: ReactElement<TriggerProps>;
  items: readonly MenuEntry[];
  align?: "start" | "end";
};

type TriggerProps = {
  onClick?: () => void;
  onPointerEnter?: () => void;
  onFocus?: () => void;
  "aria-haspopup"?: "menu";
  "aria-expanded"?: boolean;
};

const load = () => import("./menu-popup.tsx").then((file) => ({ default: file.MenuPopup }));
const MenuPopup = lazy(load);

/** A menu that is loaded when its trigger is about to be pressed: most pages are read without opening one. */
export function Menu(props: MenuProps) {
  const [asked, setAsked] = useState(false);
  const soon = () => void load();
  const waiting = cloneElement(props.trigger, {
    onClick: () => setAsked(true),
    onPointerEnter: soon,
    onFocus: soon,
    "aria-haspopup": "menu",
    "aria-expanded": false,
  });
  if (!asked) return waiting;
  return (
    <Suspense fallback={waiting}>
      <MenuPopup {...props} />
    </Suspense>
  );
}
