import { Time } from "#components/ui/time";

/** A deployment as the cost screen needs it: when it took effect, what changed, why. */
export type CostDeployment = { id: string; effectiveAt: string; name: string; reason: string };

export function DeploymentList({ deployments }: { deployments: readonly CostDeployment[] }) {
  if (deployments.length === 0)
    return <p className="text-text-2">No deployment took effect in this range.</p>;
  return (
    <ul className="flex flex-col gap-2.5">
      {deployments.map((deployment) => (
        <li key={deployment.id} className="min-w-0">
          <div className="flex flex-wrap justify-between gap-x-3">
            <span className="min-w-0 truncate font-semibold">{deployment.name}</span>
            <span className="text-sm text-text-2">
              <Time at={deployment.effectiveAt} />
            </span>
          </div>
          <div className="break-words text-sm text-text-2">{deployment.reason}</div>
        </li>
      ))}
    </ul>
  );
}
