"use client";
import { Moon, Sun } from "lucide-react";
import { useTheme } from "next-themes";
import { buttonStyle } from "#components/ui/button-style";

/** Light or dark, the other one than is shown. Which is shown is known to the stylesheet before any script runs. */
export function ThemeSwitch() {
  const { resolvedTheme, setTheme } = useTheme();
  return (
    <button
      type="button"
      aria-label="Light or dark"
      title="Light or dark"
      onClick={() => setTheme(resolvedTheme === "dark" ? "light" : "dark")}
      className={buttonStyle("ghost", "md", true)}
    >
      <Moon size={16} aria-hidden="true" className="[[data-theme=dark]_&]:hidden" />
      <Sun size={16} aria-hidden="true" className="hidden [[data-theme=dark]_&]:block" />
    </button>
  );
}
