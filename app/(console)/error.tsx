"use client";
import { ScreenError } from "#components/shell/screen-error";

/** The shell stays; only the screen could not be shown. */
export default function ConsoleError(props: { error: Error & { digest?: string }; reset: () => void }) {
  return <ScreenError {...props} />;
}
