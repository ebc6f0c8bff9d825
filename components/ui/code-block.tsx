import { CopyButton } from "./copy-button.tsx";

export type CodeBlockProps = {
  code: string;
  /** Said above the code: "Node", "Python", ".env". */
  title?: string;
  wrap?: boolean;
};

export function CodeBlock({ code, title, wrap = false }: CodeBlockProps) {
  return (
    <figure className="min-w-0 overflow-hidden rounded-md border border-line bg-sunken">
      {title && (
        <figcaption className="flex items-center justify-between border-line border-b py-0.5 pr-1 pl-3 text-sm text-text-2">
          {title}
          <CopyButton text={code} label={`Copy ${title}`} />
        </figcaption>
      )}
      <div className="relative">
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must take the keyboard. */}
        <pre tabIndex={0} className={preStyle(wrap, Boolean(title))}>
          <code>{code}</code>
        </pre>
        {!title && (
          <span className="absolute top-1 right-1">
            <CopyButton text={code} label="Copy" />
          </span>
        )}
      </div>
    </figure>
  );
}

function preStyle(wrap: boolean, titled: boolean): string {
  const flow = wrap ? "whitespace-pre-wrap break-words" : "overflow-x-auto";
  return `${flow} px-3 py-2 font-mono text-sm text-text focus-visible:-outline-offset-2 ${titled ? "" : "pr-10"}`;
}

/** A digest or an id: mono, shortened to 12, whole on hover and when copied. */
export function Digest({ value, copy = false }: { value: string; copy?: boolean }) {
  return (
    <span className="inline-flex items-center gap-0.5">
      <code className="font-mono text-sm" title={value}>
        {value.slice(0, 12)}
      </code>
      {copy && <CopyButton text={value} label="Copy digest" />}
    </span>
  );
}
