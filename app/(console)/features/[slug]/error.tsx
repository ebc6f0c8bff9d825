"use client";
import { ScreenError } from "#components/shell/screen-error";

/** The header and the tabs of the feature stay; only what is under them could not be shown. */
export default function FeatureError(props: { error: Error & { digest?: string }; reset: () => void }) {
  return <ScreenError {...props} />;
}
