"use client";
import { Button } from "#components/ui/button";

/** Opens the browser's own dialog, which also makes a PDF. */
export function PrintButton() {
  return (
    <Button variant="solid" onClick={() => window.print()}>
      Print or save as PDF
    </Button>
  );
}
