"use client";
import { useRouter } from "next/navigation";
import { useTransition } from "react";
import { ErrorState } from "#components/ui/error-state";

/** What stands around it stays; the log has the cause under the digest. */
export function ScreenError({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  const router = useRouter();
  const [pending, start] = useTransition();
  // What failed was read on the server: ask it again, then draw again.
  const retry = () =>
    start(() => {
      router.refresh();
      reset();
    });
  return (
    <ErrorState title="This screen could not be shown" id={error.digest} onRetry={retry} pending={pending} />
  );
}
