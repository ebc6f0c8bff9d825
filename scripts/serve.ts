import { serveUntilStopped } from "./serve-until-stopped.ts";

process.exit(await serveUntilStopped(process.env));
