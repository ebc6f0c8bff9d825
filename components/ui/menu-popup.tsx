"use client";
import { Menu as BaseMenu } from "@base-ui/react/menu";
import Link from "next/link";
import { useRef } from "react";
import { cx } from "#lib/core/class-names";
import { optionStyle, popupStyle } from "./control-style.ts";
import type { MenuEntry, MenuProps } from "./menu.tsx";

/** The menu itself, open from the start: it is loaded when its trigger was pressed for the first time. */
export function MenuPopup({ trigger, items, align = "end" }: MenuProps) {
  // What was chosen begins once the menu is closed and has given the focus back: a dialog would lose it again.
  const chosen = useRef<(() => void) | null>(null);
  const begin = () => {
    chosen.current?.();
    chosen.current = null;
  };
  return (
    <BaseMenu.Root modal={false} defaultOpen onOpenChangeComplete={(open) => !open && begin()}>
      <BaseMenu.Trigger render={trigger} />
      <BaseMenu.Portal>
        <BaseMenu.Positioner sideOffset={4} align={align} className="z-50 outline-none">
          <BaseMenu.Popup className={cx(popupStyle, "min-w-44 p-1")}>
            {items.map((item) => (
              <Entry
                key={keyOf(item)}
                item={item}
                onChoose={(act) => {
                  chosen.current = act;
                }}
              />
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

function Entry({ item, onChoose }: { item: MenuEntry; onChoose: (act: () => void) => void }) {
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
      onClick={() => onChoose(item.onSelect)}
      disabled={item.disabled}
    >
      {item.icon}
      {item.label}
    </BaseMenu.Item>
  );
}
