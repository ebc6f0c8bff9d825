import { runOnOwnNode } from "./own-node.mjs";

await runOnOwnNode("screenshots/run.ts");
