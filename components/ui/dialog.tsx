"use client";
import { Dialog as BaseDialog } from "@base-ui/react/dialog";
import { X } from "lucide-react";
import { type ReactElement, type ReactNode, useRef } from "react";
import { cx } from "#lib/core/class-names";
import { buttonStyle } from "./button-style.tsx";

export type DialogProps = {
  title: string;
  description?: ReactNode;
  children: ReactNode;
  /** Buttons, the solid one last. */
  footer?: ReactNode;
  trigger?: ReactElement;
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  size?: "md" | "lg";
  /** For what is only read: without a control inside, the keyboard scrolls the text itself. */
  readOnly?: boolean;
};

export const backdropStyle = "fade fixed inset-0 z-40 bg-[rgb(13_13_12_/_0.42)]";
export const dialogStyle =
  "fade fixed z-50 flex flex-col rounded-lg border border-line bg-surface shadow-popup outline-none " +
  "max-sm:inset-x-0 max-sm:bottom-0 max-sm:max-h-[92dvh] max-sm:rounded-b-none " +
  "sm:top-[12dvh] sm:left-1/2 sm:max-h-[76dvh] sm:-translate-x-1/2";

// Fields that a library keeps hidden beside its own control are none that a person can type in.
const field = ["input:not([type=hidden])", "textarea", "select", "[role=combobox]"]
  .map((control) => `${control}:not([aria-hidden=true], [tabindex="-1"], :disabled)`)
  .join(", ");

export function Dialog({
  title,
  description,
  children,
  footer,
  trigger,
  open,
  onOpenChange,
  size = "md",
  readOnly = false,
}: DialogProps) {
  const body = useRef<HTMLDivElement>(null);
  return (
    <BaseDialog.Root open={open} onOpenChange={(next) => onOpenChange?.(next)}>
      {trigger && <BaseDialog.Trigger render={trigger} />}
      <BaseDialog.Portal>
        <BaseDialog.Backdrop className={backdropStyle} />
        <BaseDialog.Popup
          // By touch the first field would open the keyboard over the text that explains it.
          initialFocus={(by) => (by !== "touch" && body.current?.querySelector<HTMLElement>(field)) || true}
          className={cx(dialogStyle, size === "lg" ? "sm:w-[720px]" : "sm:w-[480px]", "sm:max-w-[92vw]")}
        >
          <header className="flex items-start justify-between gap-3 border-b px-4 py-3">
            <div>
              <BaseDialog.Title className="font-semibold text-lg">{title}</BaseDialog.Title>
              {description && (
                <BaseDialog.Description className="text-text-2">{description}</BaseDialog.Description>
              )}
            </div>
            <BaseDialog.Close aria-label="Close" className={buttonStyle("ghost", "sm", true)}>
              <X size={16} aria-hidden="true" />
            </BaseDialog.Close>
          </header>
          <div
            ref={body}
            className="min-h-0 flex-1 overflow-y-auto px-4 py-4 focus-visible:-outline-offset-2"
            {...(readOnly && { role: "region", "aria-label": title, tabIndex: 0 })}
          >
            {children}
          </div>
          {footer && <footer className="flex justify-end gap-2 border-t px-4 py-3">{footer}</footer>}
        </BaseDialog.Popup>
      </BaseDialog.Portal>
    </BaseDialog.Root>
  );
}

/** A button inside a dialog's footer that only closes it. */
export function DialogClose({ children = "Cancel" }: { children?: ReactNode }) {
  return <BaseDialog.Close className={buttonStyle("quiet")}>{children}</BaseDialog.Close>;
}
