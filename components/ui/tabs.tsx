"use client";
import { Tabs as BaseTabs } from "@base-ui/react/tabs";
import type { ReactNode } from "react";

export type TabsProps = {
  tabs: readonly { value: string; label: string; content: ReactNode }[];
  defaultValue?: string;
  label: string;
};

/** Tabs inside of a panel that change only what is under them: Node | Python, chart | table. */
export function Tabs({ tabs, defaultValue, label }: TabsProps) {
  return (
    <BaseTabs.Root defaultValue={defaultValue ?? tabs[0]?.value}>
      <BaseTabs.List aria-label={label} className="mb-2 inline-flex gap-0.5 rounded-md bg-sunken p-0.5">
        {tabs.map((tab) => (
          <BaseTabs.Tab
            key={tab.value}
            value={tab.value}
            className="h-[26px] rounded-sm border border-transparent px-2.5 text-sm text-text-2 hover:text-text data-active:border-line data-active:bg-surface data-active:font-semibold data-active:text-text max-sm:h-9"
          >
            {tab.label}
          </BaseTabs.Tab>
        ))}
      </BaseTabs.List>
      {tabs.map((tab) => (
        <BaseTabs.Panel key={tab.value} value={tab.value} className="outline-offset-4">
          {tab.content}
        </BaseTabs.Panel>
      ))}
    </BaseTabs.Root>
  );
}
