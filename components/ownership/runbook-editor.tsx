"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useDeferredValue, useState } from "react";
import { Button } from "#components/ui/button";
import { Field } from "#components/ui/field";
import { Input } from "#components/ui/input";
import { fieldErrors, problemOf } from "#components/ui/problem";
import { ProblemSummary } from "#components/ui/problem-summary";
import { Tabs } from "#components/ui/tabs";
import { Textarea } from "#components/ui/textarea";
import { toast } from "#components/ui/toaster";
import { formatNumber } from "#lib/core/format";
import { featuresKey } from "#lib/features/query-options";
import { MAX_RUNBOOK_BYTES, utf8Bytes } from "#lib/ownership/domain";
import { putRunbook, runbookKey } from "#lib/ownership/query-options";
import { MarkdownText } from "./markdown.tsx";
import { RunbookConflict } from "./runbook-conflict.tsx";
import { TemplatePicker } from "./template-picker.tsx";

export type RunbookEditorProps = {
  feature: { slug: string; name: string; team: string | null };
  /** The revision whose text is edited, 0 for none. */
  basedOn: number;
  initial: string;
  onClose: () => void;
};

/** Text, preview and a note. What was typed survives a conflict: the author decides what becomes of it. */
export function RunbookEditor({ feature, basedOn, initial, onClose }: RunbookEditorProps) {
  const { slug } = feature;
  const [markdown, setMarkdown] = useState(initial);
  /** What stands there without that anybody typed it: another template may take its place. */
  const [untouched, setUntouched] = useState(basedOn === 0 ? initial : null);
  const [note, setNote] = useState("");
  const [base, setBase] = useState(basedOn);
  const preview = useDeferredValue(markdown);
  const client = useQueryClient();
  const save = useMutation({
    mutationFn: () => putRunbook(slug, { markdown, note: note.trim() || null, basedOn: base }),
    onSuccess: async (revision) => {
      await Promise.all(
        [runbookKey(slug), featuresKey].map((queryKey) => client.invalidateQueries({ queryKey })),
      );
      toast.done(`Revision ${revision.number} is saved`);
      onClose();
    },
  });
  const conflict = problemOf(save.error)?.code === "conflict";
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  const rebase = (newest: number) => {
    setBase(newest);
    save.reset();
  };
  const replaces = markdown === untouched || markdown.trim() === "";
  const insert = (template: string) => {
    setMarkdown(replaces ? template : `${markdown.trimEnd()}\n\n${template}`);
    if (replaces) setUntouched(template);
  };
  const left = MAX_RUNBOOK_BYTES - utf8Bytes(preview);
  const text = (
    <Field
      label="Runbook in Markdown"
      name="markdown"
      error={fieldErrors(save.error, "markdown")}
      hint={sizeHint(left)}
    >
      <Textarea mono rows={24} value={markdown} onChange={(event) => setMarkdown(event.target.value)} />
    </Field>
  );
  return (
    <form onSubmit={submit} noValidate className="grid gap-4">
      {conflict ? <RunbookConflict slug={slug} onRebase={rebase} /> : <ProblemSummary error={save.error} />}
      <TemplatePicker feature={feature} onInsert={insert} replaces={replaces} />
      <Tabs
        label="Runbook"
        tabs={[
          { value: "text", label: "Text", content: text },
          { value: "preview", label: "Preview", content: <MarkdownText source={preview} /> },
        ]}
      />
      <Field
        label="What did you change, and why"
        name="note"
        optional
        error={fieldErrors(save.error, "note")}
      >
        <Input value={note} onChange={(event) => setNote(event.target.value)} maxLength={500} />
      </Field>
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>Cancel</Button>
        <Button
          type="submit"
          variant="solid"
          pending={save.isPending}
          disabled={left < 0 || markdown === (basedOn === 0 ? untouched : initial) || conflict}
        >
          Save revision
        </Button>
      </div>
    </form>
  );
}

function sizeHint(left: number): string | undefined {
  if (left < 0) return `${formatNumber(-left)} bytes too long.`;
  return left < 20_000 ? `${formatNumber(left)} bytes left.` : undefined;
}
