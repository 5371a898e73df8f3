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
    type: "text", value: entries[place][part], pattern: "\\d{4}-\\d{2}", placeholder: "until", ariaLabel: about, title,
    onchange: ({ target }) => change(place, { [part]: target.value.trim() }),
  });
  grid.append(drawn(lever, value, described, choose));
  entries.forEach(({ what }, place) => {
    const until = ramps ? month(place, "until", "until month", "Empty for a step; for a ramp, the month in which the value is reached, such as 2029-12") : "";
    const gone = node("button", {
      type: "button", className: "tiny", textContent: "✕", ariaLabel: `Remove ${entries[place].from}`, title: "Remove this date", disabled: entries.length < 2,
      onclick: () => set(entries.filter((_, at) => at !== place)),
    });
    grid.append(month(place, "from", "from month", "The month from which on the value holds, or in which a ramp begins, such as 2027-01"), until, field(lever, what, (next) => change(place, { what: next })), gone);
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

const end = ({ from, until }) => until || from;
const yearAfter = (month) => `${Number(month.slice(0, 4)) + 1}${month.slice(4)}`;

/** Return what sets one of the values; an emptied field is no value, and what was there stays. */
function field(lever, what, choose) {
  if (lever.kind !== "real") return Object.assign(input(lever, what, "", choose), { ariaLabel: "value" });
  return node("input", {
    type: "number", min: lever.low, max: lever.high, step: "any", value: what, ariaLabel: "value",
    onchange: ({ target }) => (Number.isFinite(target.valueAsNumber) ? choose(target.valueAsNumber) : (target.value = what)),
  });
}
