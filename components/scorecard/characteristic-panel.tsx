import Link from "next/link";
import type { ReactNode } from "react";
import { statusWord } from "#components/ui/status";
import { StripCellMark } from "#components/ui/strip-cell";
import {
  type Characteristic,
  cellStatus,
  characteristicSentence,
  characteristicWords,
} from "#lib/scorecard/domain";
import { CheckRow } from "./check-row.tsx";

const frame = "min-w-0 overflow-clip rounded-lg border border-line bg-surface shadow-sm";

export type CharacteristicPanelProps = { slug: string; characteristic: Characteristic };

/** What is met stays one quiet line that opens; what is not is open, with its checks. */
export function CharacteristicPanel({ slug, characteristic }: CharacteristicPanelProps) {
  const { key, checks } = characteristic;
  const status = cellStatus(characteristic);
  const { name } = characteristicWords[key];
  const tab = `/features/${slug}/${key}`;
  const list = (
    <ul className="px-3.5 pb-1 sm:pl-12">
      {checks.map((check) => (
        <CheckRow key={check.id} characteristic={key} check={check} />
      ))}
    </ul>
  );
  const head = (
    <Head
      mark={<StripCellMark cell={{ key, status }} size={22} aria-hidden="true" />}
      word={statusWord[status]}
    >
      <h2 className="font-semibold">
        {status === "met" ? (
          // A link inside of what opens the panel could be reached by neither.
          name
        ) : (
          <Link href={tab} className="rounded-sm hover:underline underline-offset-2">
            {name}
          </Link>
        )}
      </h2>
      <p className="break-words text-text-2">{characteristicSentence(characteristic)}</p>
    </Head>
  );
  if (status !== "met") {
    return (
      <section id={key} aria-label={name} className={frame}>
        {head}
        {list}
      </section>
    );
  }
  return (
    <section id={key} aria-label={name} className={frame}>
      <details>
        <summary className="list-none hover:bg-sunken [&::-webkit-details-marker]:hidden">{head}</summary>
        {list}
      </details>
    </section>
  );
}

function Head({ mark, word, children }: { mark: ReactNode; word: string; children: ReactNode }) {
  return (
    <div className="flex items-start gap-3 px-3.5 py-3">
      {mark}
      <div className="min-w-0 flex-1">{children}</div>
      <span className="text-sm text-text-2">{word}</span>
    </div>
  );
}
