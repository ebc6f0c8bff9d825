"use client";
import { useState } from "react";
import { Combobox } from "#components/ui/combobox";
import { Field } from "#components/ui/field";

const zones = ["UTC", ...Intl.supportedValuesOf("timeZone").filter((zone) => zone !== "UTC")];

type Props = {
  label: string;
  hint?: string;
  value: string | null;
  onChange: (zone: string | null) => void;
  error?: string[];
  optional?: boolean;
};

/** A choice among the time zones that the browser knows; one that is stored and unknown here stays a choice. */
export function ZoneField({ label, hint, value, onChange, error, optional }: Props) {
  const [options] = useState(() =>
    (value && !zones.includes(value) ? [value, ...zones] : zones).map((zone) => ({
      value: zone,
      label: zone.replaceAll("_", " "),
    })),
  );
  return (
    <Field label={label} hint={hint} error={error} optional={optional}>
      <Combobox options={options} value={value} onChange={onChange} placeholder="Europe/Berlin" />
    </Field>
  );
}
