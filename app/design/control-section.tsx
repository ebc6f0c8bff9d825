"use client";
import { Pencil, Trash2 } from "lucide-react";
import { useState } from "react";
import { Avatar } from "#components/ui/avatar";
import { Button } from "#components/ui/button";
import { ConfirmDialog } from "#components/ui/confirm-dialog";
import { CopyButton } from "#components/ui/copy-button";
import { Dialog, DialogClose } from "#components/ui/dialog";
import { IconButton } from "#components/ui/icon-button";
import { Kbd } from "#components/ui/kbd";
import { Menu } from "#components/ui/menu";
import { SectionHeading } from "#components/ui/panel";
import { Popover } from "#components/ui/popover";
import { toast } from "#components/ui/toaster";
import { Tooltip } from "#components/ui/tooltip";

const sizes = ["sm", "md", "lg"] as const;

export function ControlSection() {
  const [confirm, setConfirm] = useState(false);
  return (
    <section className="flex flex-col gap-3">
      <SectionHeading title="Actions and what opens over the page" />
      <div className="flex flex-wrap items-center gap-2">
        {sizes.map((size) => (
          <Button key={size} size={size}>
            Size {size}
          </Button>
        ))}
        <IconButton label="Edit" icon={<Pencil size={14} aria-hidden="true" />} />
        <IconButton label="Delete" variant="quiet" icon={<Trash2 size={14} aria-hidden="true" />} />
        <CopyButton text="npx threshold release" label="Copy command" withLabel variant="quiet" size="md" />
        <Kbd>⌘K</Kbd>
        <Avatar name="Mika Oja" size={28} />
        <Avatar name={null} withName />
      </div>
      <div className="flex flex-wrap items-center gap-2">
        <Dialog
          title="Record a deployment"
          description="Says which releases got which share of traffic, and from when."
          trigger={<Button>Open a dialog</Button>}
          footer={
            <>
              <DialogClose />
              <Button variant="solid">Record</Button>
            </>
          }
        >
          The shares sum to 1.
        </Dialog>
        <ConfirmDialog
          title="Revoke this key?"
          action="Revoke key"
          open={confirm}
          onOpenChange={setConfirm}
          onConfirm={() => {
            setConfirm(false);
            toast.done("Key revoked", "Exporters that use it get 401 from now on.");
          }}
          trigger={<Button variant="danger">Ask first</Button>}
        >
          Exporters that use it get 401 from now on. This cannot be undone.
        </ConfirmDialog>
        <Menu
          align="start"
          trigger={<Button>Open a menu</Button>}
          items={[
            { kind: "label", label: "claims-triage" },
            {
              label: "Edit",
              icon: <Pencil size={14} aria-hidden="true" />,
              onSelect: () => toast.done("Edit"),
            },
            { kind: "link", label: "Open the portfolio", href: "/" },
            { kind: "separator", key: "danger" },
            {
              label: "Retire",
              danger: true,
              onSelect: () => toast.failed("Not retired", "It still has traffic."),
            },
          ]}
        />
        <Popover trigger={<Button>Open a popover</Button>} title="As known on that day">
          The canary was reported nine hours late.
        </Popover>
        <Tooltip content="Sums of the calls of the last 24 h">
          <Button variant="ghost">Hover or focus</Button>
        </Tooltip>
        <Button onClick={() => toast.done("Saved")}>Toast</Button>
      </div>
    </section>
  );
}
