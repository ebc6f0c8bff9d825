"use client";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { Button } from "#components/ui/button";
import { CodeBlock } from "#components/ui/code-block";
import { Field } from "#components/ui/field";
import { ProblemSummary } from "#components/ui/problem-summary";
import { Textarea } from "#components/ui/textarea";
import { previewRedaction } from "#lib/telemetry/content-query-options";
import type { RedactionPreview } from "#lib/telemetry/redaction-schema";

/** Shows what would be stored of a pasted text under the patterns as they are typed. Nothing is kept. */
export function TryRedaction({ patterns }: { patterns: Omit<RedactionPreview, "text"> }) {
  const [text, setText] = useState("");
  const attempt = useMutation({ mutationFn: () => previewRedaction({ ...patterns, text }) });
  return (
    <div className="flex flex-col gap-3">
      <Field
        label="Paste a text, see what would be stored"
        optional
        hint="The built-in patterns, the organisation’s and those above. The text is not kept."
      >
        <Textarea
          mono
          rows={3}
          value={text}
          onChange={(event) => setText(event.target.value)}
          maxLength={8192}
        />
      </Field>
      <div>
        <Button size="sm" onClick={() => attempt.mutate()} pending={attempt.isPending} disabled={text === ""}>
          Try the patterns
        </Button>
      </div>
      <ProblemSummary error={attempt.error} />
      {attempt.data && <CodeBlock title="Stored" code={attempt.data.stored} wrap />}
    </div>
  );
}
