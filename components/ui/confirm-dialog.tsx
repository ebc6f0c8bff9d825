"use client";
import { AlertDialog } from "@base-ui/react/alert-dialog";
import type { ReactElement, ReactNode } from "react";
import { cx } from "#lib/core/class-names";
import { Button } from "./button.tsx";
import { buttonStyle } from "./button-style.tsx";
import { backdropStyle, dialogStyle } from "./dialog.tsx";

export type ConfirmDialogProps = {
  title: string;
  /** What will be so afterwards, and whether it can be undone. */
  children: ReactNode;
  /** The verb of the action: "Revoke key", never "OK". */
  action: string;
  onConfirm: () => void;
  trigger?: ReactElement;
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  pending?: boolean;
  danger?: boolean;
};

export function ConfirmDialog({
  title,
  children,
  action,
  onConfirm,
  trigger,
  open,
  onOpenChange,
  pending = false,
  danger = true,
}: ConfirmDialogProps) {
  return (
    <AlertDialog.Root open={open} onOpenChange={(next) => onOpenChange?.(next)}>
      {trigger && <AlertDialog.Trigger render={trigger} />}
      <AlertDialog.Portal>
        <AlertDialog.Backdrop className={backdropStyle} />
        <AlertDialog.Popup className={cx(dialogStyle, "p-4 sm:w-[420px] sm:max-w-[92vw]")}>
          <AlertDialog.Title className="font-semibold text-lg">{title}</AlertDialog.Title>
          <AlertDialog.Description render={<div />} className="mt-1 text-text-2">
            {children}
          </AlertDialog.Description>
          <div className="mt-4 flex justify-end gap-2">
            <AlertDialog.Close className={buttonStyle("quiet")} disabled={pending}>
              Cancel
            </AlertDialog.Close>
            <Button variant={danger ? "danger" : "solid"} pending={pending} onClick={onConfirm}>
              {action}
            </Button>
          </div>
        </AlertDialog.Popup>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}
