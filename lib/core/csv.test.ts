import { describe, expect, it } from "vitest";
import { csvResponse, toCsv } from "./csv.ts";

describe("toCsv", () => {
  it("quotes what needs it and leaves nothing empty, not zero", () => {
    expect(
      toCsv(
        ["a", "b"],
        [
          ["x,y", 'say "hi"'],
          [null, 0],
          ["two\nlines", true],
        ],
      ),
    ).toBe('a,b\r\n"x,y","say ""hi"""\r\n,0\r\n"two\nlines",true\r\n');
  });

  it("keeps a spreadsheet from running what telemetry sent", () => {
    expect(toCsv(["a"], [["=1+1"], ["@SUM(A1)"], ["-1.5"], ["-x"]])).toBe(
      "a\r\n'=1+1\r\n'@SUM(A1)\r\n-1.5\r\n'-x\r\n",
    );
  });

  it("keeps it from running what hides behind blanks, line ends and wide signs", () => {
    expect(toCsv(["a"], [[" =1+1"], ["\n=1"], ["＝1+1"], ["＋1"], [" - "], [" plain"]])).toBe(
      `a\r\n' =1+1\r\n"'\n=1"\r\n'＝1+1\r\n'＋1\r\n' - \r\n plain\r\n`,
    );
  });

  it("names the file without what a header must not carry", () => {
    expect(csvResponse('a"b/c', ["a"], []).headers.get("content-disposition")).toBe(
      'attachment; filename="a-b-c.csv"',
    );
  });
});
