// Sliders whose grid goes through the value that they can always return to, and that a swipe of a finger scrolls past.

import { element } from "./dom.js";

const STEPS = 150; // at most, over the range
const SLACK_PX = 6; // a finger moves this far along a slider before it takes hold

/** Return a round step for a range: 1, 2 or 5 times a power of ten. */
function stepOf({ low, high }) {
  const power = 10 ** Math.floor(Math.log10((high - low) / STEPS));
  return round([1, 2, 5, 10].map((digit) => digit * power).find((step) => step >= (high - low) / STEPS));
}

/** Return the value nearest to a number on the grid through the anchor, or a value to keep that lies nearer; within the bounds. */
export function snap(number, { low, high, anchor, keep = [] }) {
  const step = stepOf({ low, high });
  const near = [low, high, ...keep].find((value) => Math.abs(value - number) < step / 2);
  const onGrid = near ?? round(anchor + Math.round((number - anchor) / step) * step);
  return Math.min(Math.max(onGrid, low), high);
}

/** Return a slider. range: low, high, anchor and values to keep. properties: of the element. onMove: called with each new value. */
export function slider(range, value, properties, onMove) {
  const step = stepOf(range), { low, high, anchor } = range;
  // the browser counts steps from the minimum, which therefore lies on the grid, if need be below the lowest value
  const input = element("input", {
    type: "range", step,
    min: round(anchor - Math.ceil(round((anchor - low) / step)) * step), max: round(anchor + Math.ceil(round((high - anchor) / step)) * step),
  });
  Object.assign(input, properties, { value });
  letSwipesPass(input, () => onMove(snap(Number(input.value), range)));
  return input;
}

/** Call onInput as the value changes; by touch only once the finger has moved along the slider or was lifted, never in a swipe that scrolls. */
function letSwipesPass(input, onInput) {
  let held = null; // where a finger came down, and the value then
  const release = () => { if (held) { held = null; onInput(); } };
  input.oninput = () => { if (!held) onInput(); };
  input.onpointerdown = ({ pointerType, clientX }) => { held = pointerType === "touch" ? { x: clientX, value: input.value } : null; };
  input.onpointermove = ({ clientX }) => { if (held && Math.abs(clientX - held.x) > SLACK_PX) release(); };
  input.onpointerup = release;
  input.onpointercancel = () => { if (held) { input.value = held.value; held = null; } };
}

/** Return a number without the errors of binary fractions. */
const round = (number) => Number(number.toPrecision(12));
