"use client";
import { Field } from "#components/ui/field";
import { Select } from "#components/ui/select";
import { formatCount } from "#lib/core/format";
import type { OwnerTeam } from "#lib/features/schema";

export type TeamSelectProps = {
  teams: readonly OwnerTeam[];
  /** A team's slug, or empty for nobody. */
  value: string;
  onChange: (team: string) => void;
  error?: readonly string[];
};

function hintOf(team: OwnerTeam): string {
  const accountable =
    team.accountable === null ? "nobody is accountable yet" : `${team.accountable} is accountable`;
  return `${accountable}, ${formatCount(team.members, "member")}`;
}

/** The owning team, each with the person who answers for it. */
export function TeamSelect({ teams, value, onChange, error }: TeamSelectProps) {
  const chosen = teams.find((team) => team.slug === value);
  const hint =
    teams.length === 0
      ? "There is no team yet; an admin makes one under People and teams."
      : chosen
        ? `In ${chosen.name} ${hintOf(chosen)}.`
        : "Its members may then change the feature.";
  return (
    <Field label="Owning team" name="team" optional error={error} hint={hint}>
      <Select
        options={[
          { value: "", label: "Nobody yet" },
          ...teams.map((team) => ({ value: team.slug, label: team.name, hint: hintOf(team) })),
        ]}
        value={value}
        onChange={onChange}
      />
    </Field>
  );
}
