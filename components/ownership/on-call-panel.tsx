import { Panel } from "#components/ui/panel";
import { StatusMark } from "#components/ui/status-mark";

/** Says what is not known instead of showing an empty rotation as if it worked. */
export function OnCallPanel() {
  return (
    <Panel title="On call" aside={<StatusMark status="unknown" />} id="on-call">
      <p className="text-text-2">
        Who is on call for this feature is unknown. Rotations, tests of the runbook and acknowledged pages
        have no place to be recorded yet; until they have, the checks On call, Tested and Pageable stay
        unknown and nobody can be paged from here.
      </p>
    </Panel>
  );
}
