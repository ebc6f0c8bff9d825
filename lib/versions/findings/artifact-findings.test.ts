import { describe, expect, it } from "vitest";
import { context, declared, digest, hours, seen, share } from "#lib/versions/testing/seen-rows";
import { artifactFindings } from "./artifact-findings.ts";

const find = (rows: Parameters<typeof artifactFindings>[0]["seen"], what = [declared(0, 24)]) =>
  artifactFindings({ seen: rows, declared: what }, context);
const newModel = { responseModel: "gpt-4o-2024-11-20" };

describe("the model that answered", () => {
  it("tells a silent update: from when, of how many answers, and what had answered until then", () => {
    const [finding, ...others] = find([...hours(0, 14, 100), ...hours(14, 24, 86, newModel)]);
    expect(others).toEqual([]);
    expect(finding).toMatchObject({
      kind: "model_changed_silently",
      level: "attention",
      sentence:
        "The provider answered with gpt-4o-2024-11-20 while gpt-4o-2024-08-06 was declared, from 14:00 on, 38.1 % of answers (860 of 2,260).",
      detail:
        "Until then gpt-4o had answered as gpt-4o-2024-08-06, and no deployment was recorded: the provider changed the model under its name.",
      from: "2026-03-14T13:00:00.000Z",
      to: "2026-03-14T23:00:00.000Z",
    });
    expect(finding?.evidence[0]?.href).toBe(
      "/features/claims/calls?environment=production&from=2026-03-14T13%3A00%3A00.000Z&to=2026-03-14T23%3A00%3A00.000Z&model=gpt-4o-2024-11-20",
    );
  });

  it("does not call it silent where the caller asked for another model, or where both go on answering", () => {
    const other = { requestModel: "gpt-4o-2024-11-20", ...newModel };
    expect(find([...hours(0, 14, 100), ...hours(14, 24, 86, other)])[0]?.kind).toBe("model_not_declared");
    const mixture = [...hours(0, 24, 100), ...hours(14, 24, 20, newModel)];
    expect(find(mixture)[0]).toMatchObject({ kind: "model_not_declared", detail: null });
  });

  it("does not call it silent where a deployment began at that hour, whatever it declared", () => {
    const wrong = [declared(0, 14.5), declared(14.5, 24, [share("a"), share("b")])];
    expect(find([...hours(0, 14, 100), ...hours(14, 24, 86, newModel)], wrong)[0]?.kind).toBe(
      "model_not_declared",
    );
  });

  it("says nothing about an update that was declared at its hour", () => {
    const told = [declared(0, 14), declared(14, 24, [share("b", 1, "v12", "2024-11-20")])];
    const rows = [...hours(0, 14, 100), ...hours(14, 24, 86, { ...newModel, release: digest("b") })];
    expect(find(rows, told)).toEqual([]);
  });

  it("holds a call against its own release where two run", () => {
    const both = [declared(0, 24, [share("a", 0.9), share("b", 0.1, "v12", "2024-11-20")])];
    // Declared for the day, but not for the release that answered with it.
    expect(find([...hours(0, 24, 90), ...hours(0, 24, 5, newModel)], both)).toHaveLength(1);
    expect(
      find([...hours(0, 24, 90), ...hours(0, 24, 5, { ...newModel, release: digest("b") })], both),
    ).toEqual([]);
  });

  it("counts neither failed calls, which have no model, nor calls that ask none", () => {
    const failed = seen(3, 50, { responseModel: null, failed: true });
    const tool = seen(3, 50, { responseModel: null, generates: false });
    expect(find([seen(3, 10), failed, tool])).toEqual([]);
  });

  it("tells answers that name no model, and a model where the release declares none", () => {
    expect(find([seen(3, 10, { responseModel: null })])[0]?.sentence).toBe(
      "None of 10 answers said which model gave it.",
    );
    const none = [declared(0, 24, [{ ...share("a"), artifacts: [] }])];
    expect(find([seen(3, 10)], none)[0]?.sentence).toContain("while no model was declared");
  });

  it("takes no pinned version for granted: an alias that is declared is not the dated model that answered", () => {
    const alias = [declared(0, 24, [share("a", 1, "v12", "latest")])];
    expect(find([seen(3, 10)], alias)).toHaveLength(1);
  });

  it("leaves hours alone for which nothing was declared", () => {
    expect(find([seen(3, 10, newModel)], [declared(12, 24)])).toEqual([]);
  });
});

describe("the prompt that was named", () => {
  it("tells another version and another prompt, and takes v12 and 12 for the same", () => {
    const prompt = (promptName: string | null, promptVersion: string | null) => ({
      promptName,
      promptVersion,
    });
    expect(find([seen(3, 10, prompt("Reply", "12")), seen(4, 10, prompt(null, "v12"))])).toEqual([]);
    const rows = [seen(3, 90, prompt("reply", "v12")), seen(9, 10, prompt("reply", "v13"))];
    expect(find(rows)[0]?.sentence).toBe(
      "10 of 100 calls that named their prompt (10 %) used reply v13, while reply v12 was declared, from 09:00 on.",
    );
    expect(find([seen(3, 10, prompt("greeting", "v1"))])[0]?.sentence).toContain(
      "used greeting v1, which no declared release has",
    );
  });
});
