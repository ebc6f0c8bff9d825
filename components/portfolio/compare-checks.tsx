import { Panel } from "#components/ui/panel";
import { StatusMark } from "#components/ui/status-mark";
import { TextLink } from "#components/ui/text-link";
import { cx } from "#lib/core/class-names";
import type { ComparedCheck, compareChecks } from "#lib/portfolio/compare-domain";
import { type Check, characteristicWords } from "#lib/scorecard/domain";

type Names = readonly [string | null, string | null];

export type CompareChecksProps = {
  groups: ReturnType<typeof compareChecks>;
  names: Names;
  onlyDifferences: boolean;
};

/** Every check of the two beside each other; what stands differently has a mark and a soft ground. */
export function CompareChecks({ groups, names, onlyDifferences }: CompareChecksProps) {
  const shown = groups
    .map(({ key, checks }) => ({ key, checks: checks.filter((check) => check.differs || !onlyDifferences) }))
    .filter(({ checks }) => checks.length > 0);
  if (shown.length === 0) return <p className="text-text-2">Every check stands as on the other side.</p>;
  return shown.map(({ key, checks }) => (
    <Panel key={key} title={characteristicWords[key].name} flush>
      <table className="w-full border-collapse text-left max-sm:block">
        <caption className="sr-only">Checks of {characteristicWords[key].name.toLowerCase()}</caption>
        <thead className="sr-only">
          <tr>
            <th scope="col">Check</th>
            {names.map((name, index) => (
              <th key={index === 0 ? "a" : "b"} scope="col">
                {name ?? "Not chosen"}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="max-sm:block">
          {checks.map((check) => (
            <CheckLine key={check.id} check={check} names={names} />
          ))}
        </tbody>
      </table>
    </Panel>
  ));
}

function CheckLine({ check, names }: { check: ComparedCheck; names: Names }) {
  return (
    <tr
      className={cx(
        "border-line border-b last:border-b-0 max-sm:block max-sm:px-3.5 max-sm:py-2",
        check.differs && "bg-accent-soft",
      )}
    >
      <th
        scope="row"
        className="w-[24%] px-3.5 py-2 align-top font-semibold max-sm:block max-sm:w-full max-sm:p-0"
      >
        {check.title}
        {check.differs && <span className="block font-normal text-sm text-text-2">differs</span>}
      </th>
      {check.sides.map((side, index) => (
        <td
          key={index === 0 ? "a" : "b"}
          className="w-[38%] px-3.5 py-2 align-top max-sm:mt-1.5 max-sm:block max-sm:w-full max-sm:p-0"
        >
          {names[index] && <span className="block text-sm text-text-2 sm:hidden">{names[index]}</span>}
          {side ? <Standing check={side} /> : <span className="text-text-3">–</span>}
        </td>
      ))}
    </tr>
  );
}

function Standing({ check }: { check: Check }) {
  return (
    <>
      <StatusMark status={check.status} />
      <p className="mt-0.5 break-words text-text-2">{check.because}</p>
      {check.fix && (
        <TextLink href={check.fix.href} arrow>
          {check.fix.label}
        </TextLink>
      )}
    </>
  );
}
