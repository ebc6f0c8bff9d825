"use client";
import { Menu as BaseMenu } from "@base-ui/react/menu";
import Link from "next/link";
import { cx } from "#lib/core/class-names";
import { optionStyle, popupStyle } from "./control-style.ts";
import type { MenuEntry, MenuProps } from "./menu.tsx";

/** The menu itself, open from the start: it is loaded when its trigger was pressed for the first time. */
export function MenuPopup({ trigger, items, align = "end" }: MenuProps) {
  return (
    <BaseMenu.Root modal={false} defaultOpen>
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
