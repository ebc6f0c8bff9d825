import { expect, test } from "vitest";
import { wordsOfRunbook } from "./runbook-content.ts";

test("headings, rules, comments and promises are no content", () => {
  const text = `# When the model is down
Underlined heading
==================
<!-- Call the vendor and switch the
flag over -->
---
TODO: write down what to do here
- TBD
`;
  expect(wordsOfRunbook(text)).toBe(0);
});

test("prose and commands are content", () => {
  const text = "# Down\nSwitch the flag over.\n```sh\nkubectl rollout undo deployment\n```\n";
  expect(wordsOfRunbook(text)).toBe(8);
});

// How long such texts take is measured by `npm run bench -- runbook`: a bound on time would judge the machine.
test.each(["<!--", "`", "[", "](", "<a ", "```\n", "# \n", "> - ", "#"])(
  "200 KiB of %j are no content",
  (piece) => {
    expect(wordsOfRunbook(piece.repeat(Math.floor((200 * 1024) / piece.length)))).toBe(0);
  },
);
