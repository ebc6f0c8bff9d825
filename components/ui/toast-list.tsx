"use client";
import { Toast } from "@base-ui/react/toast";
import { CheckCircle2, X, XCircle } from "lucide-react";
import { useEffect } from "react";
import { buttonStyle } from "./button-style.tsx";
import type { ToastMessage } from "./toaster.tsx";

const manager = Toast.createToastManager();

/** Shows what `take` hands over, and whatever comes after it. */
export function ToastRegion({ take }: { take: (show: (message: ToastMessage) => void) => void }) {
  useEffect(() => take((message) => void manager.add(message)), [take]);
  return (
    <Toast.Provider toastManager={manager} timeout={5000}>
      <Toast.Portal>
        <Toast.Viewport className="fixed right-4 bottom-4 z-60 flex w-[min(360px,calc(100vw-2rem))] flex-col gap-2 max-sm:bottom-18">
          <ToastList />
        </Toast.Viewport>
      </Toast.Portal>
    </Toast.Provider>
  );
}

function ToastList() {
  const { toasts } = Toast.useToastManager();
  return toasts.map((item) => (
    <Toast.Root
      key={item.id}
      toast={item}
      className="fade rounded-md border border-line bg-surface shadow-popup data-limited:hidden"
    >
      <Toast.Content className="flex items-start gap-2 py-2.5 pr-2 pl-3">
        {item.type === "failed" ? (
          <XCircle size={16} aria-hidden="true" className="mt-0.5 shrink-0 text-unmet" />
        ) : (
          <CheckCircle2 size={16} aria-hidden="true" className="mt-0.5 shrink-0 text-met" />
        )}
        <div className="min-w-0 flex-1">
          <Toast.Title className="font-semibold" />
          <Toast.Description className="text-text-2" />
        </div>
        <Toast.Close aria-label="Dismiss" className={buttonStyle("ghost", "sm", true)}>
          <X size={14} aria-hidden="true" />
        </Toast.Close>
      </Toast.Content>
    </Toast.Root>
  ));
}
