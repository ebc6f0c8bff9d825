"use client";
import { Menu as BaseMenu } from "@base-ui/react/menu";
import Link from "next/link";
import type { ReactElement, ReactNode } from "react";
import { cx } from "#lib/core/class-names";
import { optionStyle, popupStyle } from "./control-style.ts";

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

export type MenuProps = { trigger: ReactElement; items: readonly MenuEntry[]; align?: "start" | "end" };

export function Menu({ trigger, items, align = "end" }: MenuProps) {
  return (
    <BaseMenu.Root modal={false}>
      <BaseMenu.Trigger render={trigger} />
      <BaseMenu.Portal>
        <BaseMenu.Positioner sideOffset={4} align={align} className="z-50 outline-none">
          <BaseMenu.Popup className={cx(popupStyle, "min-w-44 p-1")}>
            {items.map((item) => (
              <Entry key={keyOf(item)} item={item} />
            ))}
          </BaseMenu.Popup>
        </BaseMenu.Positioner>
      </BaseMenu.Portal>
    </BaseMenu.Root>
  );
}

function keyOf(item: MenuEntry): string {
  return item.kind === "separator" ? `separator ${item.key}` : `${item.kind ?? "item"} ${item.label}`;
}

function Entry({ item }: { item: MenuEntry }) {
  if (item.kind === "separator") return <BaseMenu.Separator className="my-1 h-px bg-line" />;
  if (item.kind === "label") return <p className="px-2 py-1 text-sm text-text-3">{item.label}</p>;
  if (item.kind === "link") {
    return (
      <BaseMenu.LinkItem className={optionStyle} closeOnClick render={<Link href={item.href} />}>
        {item.icon}
        {item.label}
      </BaseMenu.LinkItem>
    );
  }
  return (
    <BaseMenu.Item
      className={cx(optionStyle, item.danger && "text-unmet")}
      onClick={item.onSelect}
      disabled={item.disabled}
    >
      {item.icon}
      {item.label}
    </BaseMenu.Item>
  );
}
