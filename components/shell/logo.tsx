/** Bars that reach over a line; the last two do not yet. */
export function Logo() {
  return (
    <svg width="20" height="14" viewBox="0 0 20 14" aria-hidden="true" className="shrink-0">
      <g className="fill-met">
        <rect x="1" y="0.5" width="2.2" height="8" rx="0.6" />
        <rect x="4.1" y="0.5" width="2.2" height="8" rx="0.6" />
        <rect x="7.2" y="0.5" width="2.2" height="8" rx="0.6" />
        <rect x="10.3" y="0.5" width="2.2" height="8" rx="0.6" />
      </g>
      <g className="fill-line-strong">
        <rect x="13.4" y="5" width="2.2" height="3.5" rx="0.6" />
        <rect x="16.5" y="5" width="2.2" height="3.5" rx="0.6" />
      </g>
      <rect x="0" y="10.5" width="20" height="2.2" rx="0.6" className="fill-text" />
    </svg>
  );
}
