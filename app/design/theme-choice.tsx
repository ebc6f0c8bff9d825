"use client";
import { useTheme } from "next-themes";
import { Button } from "#components/ui/button";

export function ThemeChoice() {
  const { setTheme } = useTheme();
  return (
    <div className="flex items-center gap-2">
      <Button onClick={() => setTheme("light")}>Light</Button>
      <Button onClick={() => setTheme("dark")}>Dark</Button>
      <Button onClick={() => setTheme("system")}>As the system</Button>
    </div>
  );
}
