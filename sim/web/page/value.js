// A value of a lever: in words, and what sets it.

import { node } from "./nodes.js";

/** Return a value in words. */
export const shown = (lever, value) => {
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (typeof value !== "number") return String(value).replaceAll("_", " ");
  return `${value.toLocaleString("en", { maximumSignificantDigits: 4 })} ${lever.unit}`.trim();
};

/** Return what sets a value: a slider or a list. */
export function input(lever, value, id, choose) {
  if (lever.kind === "real") {
    const step = (lever.high - lever.low) > 1000 ? 250 : (lever.high - lever.low) / 100;
    const told = (slider) => { slider.setAttribute("aria-valuetext", shown(lever, Number(slider.value))); return slider; };
    return told(node("input", { type: "range", id, min: lever.low, max: lever.high, step, value, oninput: ({ target }) => { told(target); choose(Number(target.value)); } }));
  }
  const options = lever.kind === "flag" ? [false, true] : lever.options;
  const list = node("select", { id, onchange: (event) => choose(options[event.target.selectedIndex]) },
    ...options.map((option) => node("option", { textContent: shown(lever, option), selected: option === value })));
  return list;
}
