import { Panel } from "#components/ui/panel";
import { StatusMark } from "#components/ui/status-mark";

/** Says what is not known instead of showing an empty rotation as if it worked. */
export function OnCallPanel() {
  return (
    <Panel title="On call" aside={<StatusMark status="unknown" />} id="on-call">
      <p className="text-text-2">
        Who is on call for this feature is unknown: Threshold holds no rotation for it, so nobody can be paged
        from here. The check stays unknown until there is one.
      </p>
    </Panel>
  );
}
