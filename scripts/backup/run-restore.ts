import { clearLine, counted, progressLine, runWithFile } from "./command.ts";
import { restore } from "./restore.ts";

const usage = `npm run restore -- <file>

Brings a backup into an empty installation: THRESHOLD_DATA_DIR names a folder that holds none, or DATABASE_URL a database
without tables. Nothing is ever overwritten. Then npm start serves it.`;

process.exit(
  await runWithFile(usage, async (settings, path) => {
    const started = performance.now();
    const { rows, createdAt, threshold } = await restore(settings, path, progressLine("Writing"));
    clearLine();
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    return `${counted(rows)} rows as of ${createdAt}, from Threshold ${threshold}, are restored in ${seconds} s. Start it with npm start.`;
  }),
);
