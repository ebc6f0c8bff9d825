import type { ReactNode } from "react";

export type DataListProps = { items: readonly { term: string; description: ReactNode }[] };

/** Term and description in two columns, as in the panels at the side. */
export function DataList({ items }: DataListProps) {
  return (
    <dl className="grid grid-cols-[minmax(84px,34%)_1fr] gap-x-3 gap-y-1.5">
      {items.map((item) => (
        <div key={item.term} className="contents">
          <dt className="text-text-2">{item.term}</dt>
          <dd className="min-w-0 break-words">{item.description}</dd>
        </div>
      ))}
    </dl>
  );
}
