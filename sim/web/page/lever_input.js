// The value of a lever: as text, and the control that sets it.

import { element } from "./dom.js";
import { formatSet } from "./format.js";
import { slider } from "./slider.js";
import { say, translate } from "./words.js";

/** Return a value as text, with its unit. */
export function formatValue(lever, value) {
  if (typeof value === "boolean") return say(value ? "value.yes" : "value.no");
  if (typeof value !== "number") return translate(String(value).replaceAll("_", " "));
  return translate(`${formatSet(value)} ${lever.unit}`.trim());
}

const LARGEST_HAZARD = 1; // a year, on a slider; larger ones are typed, or dated to a month in files

/** Return the range of a lever, whose grid holds its default, and the scenario's value besides. */
export const rangeOf = ({ low, high, default: anchor, value, hazard = false }) => ({ low, high: hazard ? LARGEST_HAZARD : high, anchor, keep: typeof value === "number" ? [value] : [] });

/** Return the control that sets a value: a slider, or a list of options. onChange: called with the new value. */
export function leverInput(lever, value, id, onChange) {
  if (lever.kind === "real") {
    const input = slider(rangeOf(lever), value, { id }, (next) => { announce(next); onChange(next); });
    const announce = (shown) => input.setAttribute("aria-valuetext", formatValue(lever, shown));
    announce(value);
    return input;
  }
  const options = lever.kind === "flag" ? [false, true] : lever.options;
  return element("select", { id, onchange: ({ target }) => onChange(options[target.selectedIndex]) },
    ...options.map((option) => element("option", { textContent: formatValue(lever, option), selected: option === value })));
}
