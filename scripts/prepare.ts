import { prepareBuild, prepareClient } from "./build.ts";
import { root } from "./install.mjs";
import { Problem } from "./problem.ts";

/** What a start prepares, without starting: for images and for machines that build for others. */
try {
  const say = (line: string) => console.log(line);
  await prepareClient({ root, say });
  await prepareBuild({ root, say });
  process.exit(0);
} catch (error) {
  console.error(error instanceof Problem ? error.message : error);
  process.exit(1);
}
