/** The element after (1) or before (-1) the one that has the focus, among those that the selector names. */
export function stepThrough(selector: string, by: 1 | -1): Element | null {
  const all = [...document.querySelectorAll(selector)];
  const at = all.indexOf(document.activeElement ?? document.body);
  const next = at === -1 && by === -1 ? 0 : Math.min(Math.max(at + by, 0), all.length - 1);
  return all[next] ?? null;
}

/** Puts the focus there; false when there is nothing to go to, so that the key keeps its own meaning. */
export function moveTo(element: Element | null): boolean {
  if (!(element instanceof HTMLElement)) return false;
  element.focus();
  return true;
}
