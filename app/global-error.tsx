"use client";
import { ErrorState } from "#components/ui/error-state";
import "./globals.css";

/** When even the root layout fails: no providers, no theme, the same words. */
export default function GlobalError({
  error,
  reset,
}: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  return (
    <html lang="en">
      <body>
        <main>
          <ErrorState title="Threshold could not be shown" id={error.digest} onRetry={reset} />
        </main>
      </body>
    </html>
  );
}
