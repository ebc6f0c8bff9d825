import { expect, test } from "vitest";
import { main } from "./main.ts";

/** What the command line says of itself, without speaking to any server. */
async function help(...args: string[]): Promise<string> {
  const said: string[] = [];
  const out = (text: string) => void said.push(text);
  expect(await main([...args, "--help"], { env: {}, cwd: "/", out, note: out })).toBe(0);
  return said.join("\n");
}

const head = `# Command line

\`npx threshold <command>\` speaks only the HTTP API, so whatever it does a script can do too. It works in the folder of
Threshold after its first start; the package of that name on npm is somebody else's. For other folders of the same machine run
\`npm install --global .\` there once and leave \`npx\` out.

\`\`\`sh
export THRESHOLD_URL=http://localhost:3000
export THRESHOLD_API_KEY=thr_…
\`\`\`

What is meant for other programs goes to standard output, and only that: \`release=$(npx threshold release)\` holds a digest. Everything for people goes to
standard error. The key is never printed.
`;

test("the page about the command line is what the command line says (vitest -u writes it)", async () => {
  const overview = await help();
  const commands = [...overview.matchAll(/^ {2}([a-z][a-z-]*) {2,}/gm)].map((match) => match[1] ?? "");
  expect(commands.length).toBeGreaterThanOrEqual(3);
  const block = (text: string) => `\n\`\`\`text\n${text}\n\`\`\`\n`;
  let page = `${head}${block(overview)}`;
  for (const command of commands) page += `\n## ${command}\n${block(await help(command))}`;
  await expect(page).toMatchFileSnapshot("../docs/cli.md");
});
