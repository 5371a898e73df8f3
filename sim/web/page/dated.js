// A dated policy: a small timeline, and under it a row of fields for every date: from a month on, or a ramp until another one.

import { node } from "./nodes.js";
import { drawn } from "./timeline.js";
import { input } from "./value.js";

/** Return the fields of a dated value; choose: called with the whole value after each change. */
export function dated(lever, value, described, id, choose) {
  const grid = node("div", { className: "dated", id, role: "group", ariaLabel: `${lever.title}: values by month` });
  const ramps = lever.kind === "real";
  const entries = Object.entries(value).map(([when, what]) => ({ from: when.split("..")[0], until: when.split("..")[1] ?? "", what }));
  const set = (next) => choose(Object.fromEntries(next.toSorted((one, other) => (one.from < other.from ? -1 : 1)).map(({ from, until, what }) => [until ? `${from}..${until}` : from, what])));
  const change = (place, part) => set(entries.map((entry, at) => (at === place ? { ...entry, ...part } : entry)));
  const month = (place, part, about, title) => node("input", {
    type: "text", value: entries[place][part], placeholder: "until", ariaLabel: `${about}, date ${place + 1}`, title,
    oninput: ({ target }) => target.setCustomValidity(""),
    onchange: ({ target }) => {
      const typed = { ...entries[place], [part]: target.value.trim() };
      target.setCustomValidity(fault(typed, entries.filter((_, at) => at !== place), described));
      if (target.reportValidity()) change(place, typed);
    },
  });
  grid.append(drawn(lever, value, described, choose));
  entries.forEach(({ what }, place) => {
    const until = ramps ? month(place, "until", "until month", "Empty for a step; for a ramp, the month in which the value is reached, such as 2029-12") : "";
    const gone = node("button", {
      type: "button", className: "tiny", textContent: "✕", ariaLabel: `Remove ${entries[place].from}`, title: "Remove this date", disabled: entries.length < 2,
      onclick: () => set(entries.filter((_, at) => at !== place)),
    });
    grid.append(month(place, "from", "from month", "The month from which on the value holds, or in which a ramp begins, such as 2027-01"), until, field(lever, what, `value, date ${place + 1}`, (next) => change(place, { what: next })), gone);
  });
  grid.append(node("button", {
    type: "button", className: "tiny", textContent: "+ date", title: "Another value, from a later month on", disabled: end(entries.at(-1)) >= described.end,
    onclick: () => {
      const next = yearAfter(end(entries.at(-1)));
      set([...entries, { from: next > described.end ? described.end : next, until: "", what: entries.at(-1).what }]);
    },
  }));
  return grid;
}

const MONTH = /^\d{4}-(0[1-9]|1[0-2])$/;
const end = ({ from, until }) => until || from;
const yearAfter = (month) => `${Number(month.slice(0, 4)) + 1}${month.slice(4)}`;

/** Return what is wrong with a date beside others; empty where nothing is. */
function fault(entry, others, { start, end: last }) {
  for (const month of [entry.from, ...(entry.until ? [entry.until] : [])]) {
    if (!MONTH.test(month)) return "Expected a month such as 2027-01.";
    if (month < start || month > last) return `Expected a month from ${start} to ${last}.`;
  }
  if (entry.until && entry.until <= entry.from) return "A ramp ends after it begins.";
  return others.some((other) => other.from <= end(entry) && entry.from <= end(other)) ? "Another date holds there already." : "";
}

/** Return what sets one of the values; what is no value, or out of bounds, is told, and what was there stays in force. */
function field(lever, what, about, choose) {
  if (lever.kind !== "real") return Object.assign(input(lever, what, "", choose), { ariaLabel: about });
  return node("input", {
    type: "number", min: lever.low, max: lever.high, step: "any", required: true, value: what, ariaLabel: about,
    onchange: ({ target }) => { if (target.reportValidity()) choose(target.valueAsNumber); },
  });
}
