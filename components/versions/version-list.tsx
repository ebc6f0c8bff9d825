const MOST = 3;

/** The versions of a kind in a share: the first few, and the others behind a word where there are many. */
export function VersionList({ versions }: { versions: readonly string[] }) {
  const shown = versions.length > MOST + 1 ? versions.slice(0, MOST) : versions;
  const rest = versions.slice(shown.length);
  return (
    <div>
      {shown.map((version) => (
        <Version key={version}>{version}</Version>
      ))}
      {rest.length > 0 && (
        <details>
          <summary className="rounded-sm text-sm text-text-2 underline decoration-line-strong underline-offset-2">
            and {rest.length} more
          </summary>
          {rest.map((version) => (
            <Version key={version}>{version}</Version>
          ))}
        </details>
      )}
    </div>
  );
}

function Version({ children }: { children: string }) {
  return <span className="block sm:min-w-max">{children}</span>;
}
