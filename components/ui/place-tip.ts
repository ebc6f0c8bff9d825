type Box = { left: number; top: number; width: number; height: number };

const GAP = 6;
const EDGE = 4;

const within = (value: number, most: number) => Math.max(EDGE, Math.min(value, most - EDGE));

/** Where a tip stands beside its anchor, in pixels of the window: on the other side where it has no room, never cut. */
export function placeTip(
  anchor: Box,
  tip: { width: number; height: number },
  side: "top" | "bottom" | "left" | "right",
  window: { width: number; height: number },
): { left: number; top: number } {
  const middle = {
    left: anchor.left + (anchor.width - tip.width) / 2,
    top: anchor.top + (anchor.height - tip.height) / 2,
  };
  const above = anchor.top - GAP - tip.height;
  const below = anchor.top + anchor.height + GAP;
  const before = anchor.left - GAP - tip.width;
  const after = anchor.left + anchor.width + GAP;
  const fits = {
    top: above >= EDGE,
    bottom: below + tip.height <= window.height - EDGE,
    left: before >= EDGE,
    right: after + tip.width <= window.width - EDGE,
  };
  const place = {
    top: { left: middle.left, top: fits.top || !fits.bottom ? above : below },
    bottom: { left: middle.left, top: fits.bottom || !fits.top ? below : above },
    left: { left: fits.left || !fits.right ? before : after, top: middle.top },
    right: { left: fits.right || !fits.left ? after : before, top: middle.top },
  }[side];
  return {
    left: within(place.left, window.width - tip.width),
    top: within(place.top, window.height - tip.height),
  };
}
