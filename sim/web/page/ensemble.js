// How many worlds are simulated, for how long, and from when on: of the settings and of all that they are compared with.

import { byId, element, preserveFocus } from "./dom.js";
import { nowcastPicker, uploadOf } from "./nowcasts.js";
import { DEFAULTS, settings } from "./settings.js";
import { say } from "./words.js";

const uploaded = new Map(); // nowcasts that were chosen on this page, and the month from which each starts
const FEWEST_WORLDS = 50, SHORTEST_MONTHS = 12; // below these, bands and differences say nothing

/** Return an ensemble as requests carry it. */
export const ensembleFields = ({ worlds, months, start, nowcast }) => ({ worlds, ...(months ? { months } : {}), ...(nowcast ? { nowcast } : start ? { start } : {}) });

/** Draw the fields. onChange: called with another ensemble. */
export function drawEnsemble(controls, onChange) {
  const { ensemble } = settings, { worlds, months, start, nowcasts } = controls.ensemble;
  const change = (part) => onChange({ ...ensemble, ...part });
  const isUsual = JSON.stringify(ensemble) === JSON.stringify(DEFAULTS.ensemble);
  byId("ensemble-note").textContent = say("ensemble.note", { worlds: ensemble.worlds, months: controls.months, start: controls.start });
  byId("ensemble-section").classList.toggle("changed", !isUsual);
  const number = (id, value, low, high, take) => element("input", {
    id, type: "number", min: low, max: high, step: 1, required: true, value, onchange: ({ target }) => { if (target.reportValidity()) take(target.valueAsNumber); },
  });
  const month = element("input", {
    id: "ensemble-start", type: "text", value: ensemble.nowcast ? controls.start : ensemble.start || start.written, disabled: Boolean(ensemble.nowcast), oninput: ({ target }) => target.setCustomValidity(""),
    onchange: ({ target }) => {
      const written = target.value.trim(), isMonth = /^\d{4}-(0[1-9]|1[0-2])$/.test(written) && written >= start.low && written <= start.high;
      target.setCustomValidity(isMonth || !written ? "" : say("schedule.outside", { start: start.low, end: start.high }));
      if (target.reportValidity()) change({ start: written === start.written ? "" : written });
    },
  });
  if (uploadOf(ensemble.nowcast)) uploaded.set(ensemble.nowcast, controls.start);
  const known = [...nowcasts.map(({ name, month: from }) => [name, name, from]), ...[...uploaded].map(([name, from]) => [name, uploadOf(name).file, from])];
  const begin = element("select", { id: "ensemble-nowcast", onchange: ({ target }) => change({ nowcast: target.value }) },
    new Option(say("ensemble.figures"), "", false, !ensemble.nowcast),
    ...known.map(([name, title, from]) => new Option(say("ensemble.nowcast_from", { name: title, month: from }), name, false, name === ensemble.nowcast)));
  const row = (key, field, note) => element("div", { className: "setting" }, element("label", { htmlFor: field.id, textContent: say(key) }), field, element("p", { className: "quiet small", textContent: note }));
  const beginning = row("ensemble.begin", begin, say(known.length ? "ensemble.begin_note" : "ensemble.no_nowcast"));
  beginning.append(...nowcastPicker(beginning, (nowcast) => change({ nowcast })));
  const section = byId("ensemble-section");
  section.open ||= !isUsual && !section.dataset.drawn; // once, so that it can be closed
  section.dataset.drawn = "true";
  preserveFocus(byId("ensemble"), () => byId("ensemble").replaceChildren(
    row("ensemble.worlds", number("ensemble-worlds", ensemble.worlds, FEWEST_WORLDS, worlds.high, (value) => change({ worlds: value })), say("ensemble.worlds_note", { low: FEWEST_WORLDS, high: worlds.high })),
    row("ensemble.months", number("ensemble-months", controls.months, SHORTEST_MONTHS, months.high, (value) => change({ months: value === months.written ? null : value })),
      say("ensemble.months_note", { low: SHORTEST_MONTHS, high: months.high, end: controls.end })),
    row("ensemble.start", month, say("ensemble.start_note", { low: start.low, high: start.high })),
    beginning,
    element("button", { type: "button", className: "tiny", textContent: say("ensemble.reset"), disabled: isUsual, onclick: () => onChange(structuredClone(DEFAULTS.ensemble)) }),
  ));
}
