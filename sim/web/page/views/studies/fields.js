// The fields that forms of studies are made of.

import { element, fillGroupedSelect } from "../../dom.js";
import { say, translate } from "../../words.js";

/** Return a control under its label. note: below it. */
export const field = (id, label, control, note = "") => element("div", { className: "study-field" }, element("label", { htmlFor: id, textContent: label }), Object.assign(control, { id }), ...(note ? [element("p", { className: "quiet small", textContent: note })] : []));

/** Return a box with its label. onChange: called with whether it is checked. */
export const box = (text, checked, onChange, title = "") => element("label", { className: "study-box", title }, element("input", { type: "checkbox", checked, onchange: ({ target }) => onChange(target.checked) }), ` ${text}`);

/** Return parts under a common label. */
export const group = (label, className, ...parts) => element("fieldset", { className: `study-group ${className}` }, element("legend", {}, label), ...parts);

/** Return a field for a whole number. set: takes its name and the number. */
export const number = (name, value, set, [low, high], note = "") => field(`study-${name}`, say(`studies.${name}`), element("input", {
  type: "number", min: low, max: high, step: 1, required: true, value, onchange: ({ target }) => { if (target.reportValidity()) set(name, target.valueAsNumber); },
}), note);

/** Return a field for an expression, with a list of the names that may stand in it. */
export function expression(name, value, set, { events, outcomes }) {
  const input = element("input", { type: "text", required: true, maxLength: 500, value, autocomplete: "off", spellcheck: false, onchange: () => set(name, input.value.trim()) });
  const insert = element("select", { ariaLabel: say("studies.insert"), className: "study-insert", onchange: () => {
    input.setRangeText(insert.value, input.selectionStart, input.selectionEnd, "end");
    insert.selectedIndex = 0;
    input.focus();
    set(name, input.value.trim());
  } });
  const counts = events.map((event) => ({ name: `count(${event})`, title: translate(event.replaceAll("_", " ")), group: say("studies.events") }));
  fillGroupedSelect(insert, [...counts, ...outcomes.map((each) => ({ name: each.name, title: translate(each.title), group: translate(each.group) }))], (each) => each.group, "");
  insert.prepend(new Option(say("studies.insert"), "", true, true));
  return element("div", { className: "study-wide" }, field(`study-${name}`, say(`studies.${name}`), input, say(`studies.${name}_note`)), insert);
}
