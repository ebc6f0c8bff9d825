import { Row, Table, TableBody, TableHead } from "#components/ui/table";
import { Cell, HeadCell } from "#components/ui/table-cell";
import { type MetricEffect, metricWords } from "#lib/versions/effects/effects-schema";
import { changeText, figureWords, intervalPlace, scaleOf } from "./effect-words.ts";

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

/** A row for each metric: both figures, the change, its interval as a picture and in words. */
export function EffectTable({ metrics, caption }: { metrics: readonly MetricEffect[]; caption: string }) {
  return (
    <Table caption={caption} stacked>
      <TableHead>
        <HeadCell>What</HeadCell>
        <HeadCell numeric>Before</HeadCell>
        <HeadCell numeric>After</HeadCell>
        <HeadCell numeric>Change</HeadCell>
        <HeadCell className="w-36">
          <span className="sr-only">Its interval as a picture</span>
        </HeadCell>
        <HeadCell>What it says</HeadCell>
      </TableHead>
      <TableBody>
        {metrics.map((one) => (
          <MetricRow key={one.metric} effect={one} scale={scaleOf(metrics, one.metric)} />
        ))}
      </TableBody>
    </Table>
  );
}

function MetricRow({ effect, scale }: { effect: MetricEffect; scale: number }) {
  const { metric, before, after, verdict, because } = effect;
  const differs = verdict === "higher" || verdict === "lower";
  return (
    <Row quiet>
      <Cell at="title" className="whitespace-nowrap">
        {capital(metricWords[metric])}
      </Cell>
      <Cell numeric className="whitespace-nowrap">
        {figureWords(metric, before)}
        <span className="sm:hidden"> before,</span>
      </Cell>
      <Cell numeric className="whitespace-nowrap">
        {figureWords(metric, after)}
        <span className="sm:hidden"> after</span>
      </Cell>
      <Cell numeric at="end" className={`whitespace-nowrap ${differs ? "font-semibold" : "text-text-2"}`}>
        {changeText(effect)}
      </Cell>
      <Cell at="hide">
        <Interval effect={effect} scale={scale} differs={differs} />
      </Cell>
      <Cell muted={!differs} className="max-sm:basis-full">
        {because}
      </Cell>
    </Row>
  );
}

/** The interval beside no change at all; the row says the same in words. */
function Interval({ effect, scale, differs }: { effect: MetricEffect; scale: number; differs: boolean }) {
  const place = intervalPlace(effect, scale);
  if (!place) return null;
  const tone = differs ? "bg-accent" : "bg-text-3";
  return (
    <span aria-hidden="true" className="relative block h-4 w-32">
      <span className="absolute inset-y-0 left-1/2 border-line-strong border-l" />
      <span
        className={`absolute top-[7px] h-[2px] rounded-full ${tone}`}
        style={{ left: `${place.left}%`, width: `${place.width}%` }}
      />
      <span
        className={`absolute top-[5px] -ml-[3px] size-1.5 rounded-full ${tone}`}
        style={{ left: `${place.at}%` }}
      />
    </span>
  );
}
