// The value of a lever: as text, and the control that sets it.

import { element } from "./dom.js";

/** Return a value as text, with its unit. */
export function formatValue(lever, value) {
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (typeof value !== "number") return String(value).replaceAll("_", " ");
  return `${value.toLocaleString("en", { maximumSignificantDigits: 4 })} ${lever.unit}`.trim();
}

/** Return the control that sets a value: a slider, or a list of options. onChange: called with the new value. */
export function leverInput(lever, value, id, onChange) {
  if (lever.kind === "real") {
    const range = lever.high - lever.low;
    const slider = element("input", { type: "range", id, min: lever.low, max: lever.high, step: range > 1000 ? 250 : range / 100, value });
    const announce = () => slider.setAttribute("aria-valuetext", formatValue(lever, Number(slider.value)));
    slider.oninput = () => { announce(); onChange(Number(slider.value)); };
    announce();
    return slider;
  }
  const options = lever.kind === "flag" ? [false, true] : lever.options;
  return element("select", { id, onchange: ({ target }) => onChange(options[target.selectedIndex]) },
    ...options.map((option) => element("option", { textContent: formatValue(lever, option), selected: option === value })));
}
