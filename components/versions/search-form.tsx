"use client";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "#components/ui/button";
import { FilterBar } from "#components/ui/filter-bar";
import { SearchInput } from "#components/ui/search-input";

/** Looks for artifact versions by whatever is known of them. What is looked for is the address. */
export function SearchForm({ q }: { q: string }) {
  const router = useRouter();
  const [text, setText] = useState(q);
  const tooShort = text.trim().length < 2;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (!tooShort) router.push(`/versions?${new URLSearchParams({ q: text.trim() })}`);
      }}
    >
      <FilterBar label="Where did it run?">
        <SearchInput
          label="Name, content, reason, digest or commit"
          value={text}
          onChange={setText}
          maxLength={200}
          className="w-96! max-sm:w-full!"
        />
        <Button type="submit" variant="solid" disabled={tooShort}>
          Search
        </Button>
      </FilterBar>
    </form>
  );
}
