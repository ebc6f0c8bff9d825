"use client";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Button } from "#components/ui/button";
import { Select } from "#components/ui/select";
import { featureOnCallOptions } from "#lib/ownership/on-call/on-call-query-options";
import { runbookTemplate, type TemplateKey, templateChoices } from "./runbook-templates.ts";

export type TemplatePickerProps = {
  feature: { slug: string; name: string; team: string | null };
  /** Replaces the text while nobody has typed in it, else it is added at its end. */
  onInsert: (text: string) => void;
  /** What the button says: the text is replaced, or added to. */
  replaces: boolean;
};

/** Texts to start from, by the failure that they are about. */
export function TemplatePicker({ feature, onInsert, replaces }: TemplatePickerProps) {
  const [chosen, setChosen] = useState<TemplateKey>("outage");
  const { data } = useQuery(featureOnCallOptions(feature.slug));
  const hint = templateChoices.find((choice) => choice.value === chosen)?.hint;
  const insert = () =>
    onInsert(
      runbookTemplate(chosen, {
        feature: feature.name,
        team: feature.team,
        rotation: data?.onCall?.rotation.name ?? null,
      }),
    );
  return (
    <div className="flex flex-wrap items-center gap-2 rounded-md border border-line bg-sunken px-3 py-2">
      <Select
        look="filter"
        prefix="Template: "
        aria-label="Template"
        options={templateChoices}
        value={chosen}
        onChange={(value) => setChosen(value as TemplateKey)}
      />
      <Button onClick={insert}>{replaces ? "Start from it" : "Add it at the end"}</Button>
      <p className="min-w-0 text-sm text-text-2">{hint}. Fill in what is marked TODO.</p>
    </div>
  );
}
