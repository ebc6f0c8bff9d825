"use client";
import { Ellipsis } from "lucide-react";
import { usePathname, useRouter, useSearchParams } from "next/navigation";
import { useRef } from "react";
import { useShortcuts } from "#components/shell/use-shortcuts";
import { buttonStyle } from "#components/ui/button-style";
import { CopyButton } from "#components/ui/copy-button";
import { LinkButton } from "#components/ui/link-button";
import { Menu, type MenuEntry } from "#components/ui/menu";
import { toast } from "#components/ui/toaster";

export type FeatureActionsProps = {
  slug: string;
  canWrite: boolean;
  baseUrl: string;
  /** Addresses of the tabs in their order: each has the key of its number. */
  tabs: readonly string[];
};

/** What can be done with a feature from each of its tabs, by mouse and by key. */
export function FeatureActions({ slug, canWrite, baseUrl, tabs }: FeatureActionsProps) {
  const router = useRouter();
  const pathname = usePathname();
  const search = useSearchParams().toString();
  const trigger = useRef<HTMLButtonElement>(null);
  // The view as it is now, filters and all, under the public address.
  const link = `${baseUrl}${pathname}${search && `?${search}`}`;
  const edit = canWrite ? () => router.push(`/features/${slug}/edit`) : undefined;
  const copy = () =>
    Promise.resolve(navigator.clipboard?.writeText(link) ?? Promise.reject(new Error("no clipboard"))).then(
      () => toast.done("Link copied"),
      () => toast.failed("The link was not copied", "This address has no access to the clipboard."),
    );
  useShortcuts("feature", {
    tab: (key) => {
      const href = tabs[Number(key) - 1];
      if (href === undefined) return false;
      router.push(href);
    },
    actions: () => {
      if (!trigger.current) return false;
      trigger.current.focus();
      trigger.current.click();
    },
    edit,
    copyLink: copy,
  });
  const items: MenuEntry[] = [
    { label: "Copy link", onSelect: () => void copy() },
    ...(edit ? [{ label: "Edit feature", onSelect: edit }] : []),
    { kind: "link", label: "What ran on a day", href: `/features/${slug}/versions` },
    { kind: "link", label: "Compare with another feature", href: `/compare?a=${slug}` },
    { kind: "separator", key: "page" },
    // Once the menu has closed: an open one would be printed.
    { label: "Print this page", onSelect: () => setTimeout(() => window.print(), 200) },
  ];
  return (
    <>
      <CopyButton text={link} label="Copy link" withLabel iconOnPhone variant="quiet" size="md" />
      {canWrite && <LinkButton href={`/features/${slug}/edit`}>Edit feature</LinkButton>}
      <Menu
        trigger={
          <button
            ref={trigger}
            type="button"
            aria-label="Actions"
            className={buttonStyle("quiet", "md", true)}
          >
            <Ellipsis size={15} aria-hidden="true" />
          </button>
        }
        items={items}
      />
    </>
  );
}
