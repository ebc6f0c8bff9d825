import type { ReactNode } from "react";
import { CodeBlock } from "./code-block.tsx";

export type EmptyStateProps = {
  /** What is not there yet: "No calls yet". */
  title: string;
  /** What would bring it, in a sentence. */
  children?: ReactNode;
  /** The next step as a command to copy. */
  command?: string;
  commandTitle?: string;
  actions?: ReactNode;
};

/** Teaches the next step. */
export function EmptyState({ title, children, command, commandTitle, actions }: EmptyStateProps) {
  return (
    <div className="mx-auto flex w-full max-w-[640px] flex-col gap-3 px-4 py-8">
      <div>
        <h2 className="font-semibold text-lg">{title}</h2>
        {children && <div className="mt-1 text-text-2">{children}</div>}
      </div>
      {command && <CodeBlock code={command} {...(commandTitle ? { title: commandTitle } : {})} />}
      {actions && <div className="flex flex-wrap gap-2">{actions}</div>}
    </div>
  );
}
