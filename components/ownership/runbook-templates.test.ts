import { expect, test } from "vitest";
import { readRunbookText } from "#lib/ownership/runbook/runbook-text";
import { criteria } from "#lib/scorecard/criteria";
import { runbookTemplate, templateChoices } from "./runbook-templates.ts";

const facts = { feature: "Support replies", team: "Customer care", rotation: "Care primary" };

test.each(templateChoices)(
  "$label names feature, team and rotation, and saved as it is says too little",
  ({ value }) => {
    const text = runbookTemplate(value, facts);
    for (const name of Object.values(facts)) expect(text).toContain(name);
    const read = readRunbookText(text);
    expect(read.words).toBeLessThan(criteria.policy.ownership.runbookWords / 2);
    expect(read).toMatchObject({ links: [], unread: 0, legible: true });
  },
);

test("what is not known is left to be said", () => {
  const text = runbookTemplate("outline", { ...facts, team: null, rotation: null });
  expect(text).toContain("Owned by TODO");
  expect(text).toContain("no rotation answers for it yet");
});
