import { runOnOwnNode } from "./own-node.mjs";

await runOnOwnNode("serve.ts");
