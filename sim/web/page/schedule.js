// A value that changes over time: a timeline, and below it a row of fields for each date, which is a step or a ramp.

import { element } from "./dom.js";
import { leverInput } from "./lever_input.js";
import { drawTimeline } from "./timeline.js";
import { say, translate } from "./words.js";

/** Return the fields of a schedule. schedule: values by "month" or "month..month". onChange: called with the new schedule. */
export function scheduleFields(lever, schedule, horizon, id, onChange) {
  const grid = element("div", { className: "schedule", id, role: "group", ariaLabel: say("schedule.label", { title: translate(lever.title) }) });
  const canRamp = lever.kind === "real";
  const entries = Object.entries(schedule).map(([period, value]) => ({ from: period.split("..")[0], until: period.split("..")[1] ?? "", value }));
  const save = (next) => onChange(Object.fromEntries(next.toSorted((one, other) => (one.from < other.from ? -1 : 1))
    .map(({ from, until, value }) => [until ? `${from}..${until}` : from, value])));
  const change = (index, part) => save(entries.map((entry, at) => (at === index ? { ...entry, ...part } : entry)));
  const monthField = (index, part, label, title) => element("input", {
    type: "text", value: entries[index][part], placeholder: say("schedule.until"), ariaLabel: say("schedule.date", { label, number: index + 1 }), title,
    oninput: ({ target }) => target.setCustomValidity(""),
    onchange: ({ target }) => {
      const edited = { ...entries[index], [part]: target.value.trim() };
      target.setCustomValidity(dateError(edited, entries.filter((_, at) => at !== index), horizon));
      if (target.reportValidity()) change(index, edited);
    },
  });
  grid.append(drawTimeline(lever, schedule, horizon, onChange));
  entries.forEach(({ value }, index) => {
    const from = monthField(index, "from", say("schedule.from_month"), say("schedule.from_title"));
    const until = canRamp
      ? monthField(index, "until", say("schedule.until_month"), say("schedule.until_title")) : "";
    const remove = element("button", {
      type: "button", className: "tiny", textContent: "✕", ariaLabel: say("schedule.remove", { month: entries[index].from }), title: say("schedule.remove_title"),
      disabled: entries.length < 2, onclick: () => save(entries.filter((_, at) => at !== index)),
    });
    grid.append(from, until, valueField(lever, value, say("schedule.date", { label: say("schedule.value"), number: index + 1 }), (next) => change(index, { value: next })), remove);
  });
  const last = entries.at(-1);
  grid.append(element("button", {
    type: "button", className: "tiny", textContent: say("schedule.add"), title: say("schedule.add_title"), disabled: endOf(last) >= horizon.end,
    onclick: () => {
      const next = yearAfter(endOf(last));
      save([...entries, { from: next > horizon.end ? horizon.end : next, until: "", value: last.value }]);
    },
  }));
  return grid;
}

const MONTH = /^\d{4}-(0[1-9]|1[0-2])$/;
const endOf = ({ from, until }) => until || from;
const yearAfter = (month) => `${Number(month.slice(0, 4)) + 1}${month.slice(4)}`;

/** Return what is wrong with an entry beside the others, or "". */
function dateError(entry, others, { start, end }) {
  for (const month of [entry.from, ...(entry.until ? [entry.until] : [])]) {
    if (!MONTH.test(month)) return say("schedule.no_month");
    if (month < start || month > end) return say("schedule.outside", { start, end });
  }
  if (entry.until && entry.until <= entry.from) return say("schedule.backwards");
  return others.some((other) => other.from <= endOf(entry) && entry.from <= endOf(other)) ? say("schedule.overlap") : "";
}

/** Return the field of one value; an invalid number is reported, and the former value stays. */
function valueField(lever, value, label, onChange) {
  if (lever.kind !== "real") return Object.assign(leverInput(lever, value, "", onChange), { ariaLabel: label });
  return element("input", {
    type: "number", min: lever.low, max: lever.high, step: "any", required: true, value, ariaLabel: label,
    onchange: ({ target }) => { if (target.reportValidity()) onChange(target.valueAsNumber); },
  });
}
