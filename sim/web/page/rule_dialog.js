// The dialog in which a rule is made or changed.

import { element, fillSelect } from "./dom.js";
import { formatValue } from "./lever_input.js";
import { formatMonth, parseMonth } from "./months.js";

const NAME = "[A-Za-z][A-Za-z0-9 _\\-]{0,59}", MONTH = "\\d{4}-(0[1-9]|1[0-2])";
const HELP = "Names of outcomes, numbers, < <= == != >= >, and, or, not, + - * /, and over the months so far count(event), max(…), min(…) and mean(…).";

/**
 * Ask for a rule, and return it as files write it, or null when the user cancels.
 * rule: its table so far, or undefined for a new one. taken: names of other rules. check: throws what is wrong with a table.
 */
export function editRule(controls, rule, taken, check) {
  return new Promise((resolve) => {
    const form = ruleForm(controls, rule, taken);
    const error = element("p", { className: "error", role: "alert" });
    const save = element("button", { textContent: "Save" });
    const cancel = element("button", { type: "button", textContent: "Cancel", onclick: () => dialog.close() });
    const dialog = element("dialog", { ariaLabel: rule ? `Change the rule '${rule.name}'` : "A new rule", className: "rule-dialog" });
    const fields = element("form", { method: "dialog" }, element("h2", { textContent: dialog.ariaLabel }), ...form.fields, error, element("div", { className: "row dialog-end" }, save, cancel));
    fields.onsubmit = async (event) => {
      event.preventDefault();
      save.disabled = true;
      try {
        const table = form.read();
        await check(table);
        resolve(table);
        dialog.close();
      } catch (refusal) {
        error.textContent = refusal.message;
      }
      save.disabled = false;
    };
    dialog.onclose = () => { dialog.remove(); resolve(null); };
    dialog.append(fields);
    document.body.append(dialog);
    dialog.showModal();
    if (rule) dialog.querySelector("textarea").focus();
  });
}

/** Return the fields of a rule, and a function that reads its table from them. */
function ruleForm(controls, rule, taken) {
  const name = element("input", { type: "text", value: rule?.name ?? "", required: true, pattern: NAME, readOnly: Boolean(rule), title: "Up to 60 letters, digits, blanks, - and _, beginning with a letter" });
  name.oninput = () => name.setCustomValidity(taken.includes(name.value.trim()) ? "Another rule has this name." : "");
  const actor = element("select");
  fillSelect(actor, controls.actors.map((each) => [each.name, each.label]), rule?.actor ?? controls.actors[0].name);
  const condition = (value, required, placeholder) => element("textarea", { rows: 2, value, required, placeholder, spellcheck: false });
  const when = condition(rule?.when ?? "", true, `${controls.headline} > 90`), until = condition(rule?.until ?? "", false, "never: it stays for good");
  let typedLast = when;
  for (const field of [when, until]) field.onfocus = () => { typedLast = field; };
  const number = (value, properties) => element("input", { type: "number", value, required: true, ...properties });
  const months = number(rule?.for_months ?? 1, { min: 1, step: 1 }), chance = number(rule?.prob ?? 1, { min: 0.0001, max: 1, step: "any" });
  const lead = number(rule?.lead_months ?? 0, { min: 0, step: 1 });
  const earliest = formatMonth(parseMonth(controls.start) + (rule?.for_months ?? 1) + (rule?.lead_months ?? 0)), isWhole = !rule?.within || rule.within === `${earliest}..${controls.end}`;
  const [first = "", last = ""] = isWhole ? [] : rule.within.split("..");
  const month = (value, label) => element("input", { type: "text", value, pattern: MONTH, placeholder: label, ariaLabel: label, title: "A month such as 2027-01; empty for the whole horizon" });
  const from = month(first, "from month"), to = month(last || first, "until month");
  const sets = settingRows(controls, actor, rule?.set ?? {}), parameters = parameterRows(rule?.parameters ?? {});
  const labelled = (text, ...content) => element("label", { className: "wide-field" }, element("span", { textContent: text }), ...content);
  /** Return when the rule may begin; nothing new where the whole horizon is left as it was. */
  const within = () => {
    if (!from.value.trim() && !to.value.trim()) return isWhole ? (rule?.within ? { within: rule.within } : {}) : { within: `${controls.start}..${controls.end}` };
    return { within: `${from.value.trim() || controls.start}..${to.value.trim() || controls.end}` };
  };
  const read = () => ({
    name: name.value.trim(), actor: actor.value, when: when.value.trim(), for_months: months.valueAsNumber, prob: chance.valueAsNumber,
    ...(lead.valueAsNumber || rule?.lead_months ? { lead_months: lead.valueAsNumber } : {}), ...(rule?.under ? { under: rule.under } : {}),
    set: sets.read(), until: until.value.trim(), ...within(), ...parameters.read(),
  });
  return {
    fields: [
      labelled("Name", name), labelled("Who", actor), labelled("acts where, in a world,", when), insertSelect(controls, () => typedLast),
      element("p", { className: "quiet small", textContent: HELP }),
      labelled("has held for so many months in a row", months), labelled("and so many months later, whatever holds", lead), sets.box,
      labelled("with a probability a month of", chance), labelled("until", until),
      element("div", { className: "wide-field" }, element("span", { textContent: "It may begin within" }), element("span", { className: "row" }, from, to)), parameters.box,
    ],
    read,
  };
}

/** Return a list that inserts the name of an outcome, or a count of events, where the user types a condition. */
function insertSelect({ outcomes, events }, field) {
  const select = element("select", { ariaLabel: "Insert an outcome or an event into the condition" }, new Option("Insert an outcome or event…", ""));
  for (const [label, members] of Map.groupBy(outcomes, ({ group }) => group)) {
    const group = element("optgroup", { label });
    fillSelect(group, members.map(({ name, title, unit }) => [name, `${title} [${unit}]`]), "");
    select.append(group);
  }
  const group = element("optgroup", { label: "events so far" });
  fillSelect(group, events.map((kind) => [`count(${kind})`, kind.replaceAll("_", " ")]), "");
  select.append(group);
  select.value = "";
  select.onchange = () => {
    const target = field(), at = target.selectionEnd ?? target.value.length;
    target.setRangeText(select.value, target.selectionStart ?? at, at, "end");
    select.value = "";
    target.focus();
  };
  return select;
}

/** Return rows with a lever and its value, which can be added and removed. */
function settingRows(controls, actor, sets) {
  const leversOfActor = () => controls.actors.find(({ name }) => name === actor.value).levers;
  const nameOf = ({ key }) => key.split(".").at(-1);
  const rows = element("div", {});
  const add = (lever, value) => {
    const select = element("select", { ariaLabel: "Lever" });
    fillSelect(select, leversOfActor().map((each) => [nameOf(each), each.title]), nameOf(lever));
    const row = element("div", { className: "row" });
    const remove = element("button", { type: "button", className: "tiny", textContent: "✕", ariaLabel: "Do not set this lever", onclick: () => { if (rows.childElementCount > 1) row.remove(); } });
    const chosen = () => leversOfActor().find((each) => nameOf(each) === select.value);
    const drawValue = (current) => row.replaceChildren(select, valueField(chosen(), current), remove);
    select.onchange = () => drawValue(chosen().default);
    row.read = () => [select.value, readValue(chosen(), row.children[1])];
    drawValue(value);
    rows.append(row);
  };
  const reset = () => {
    const levers = leversOfActor();
    const known = Object.entries(sets).filter(([name]) => levers.some((each) => nameOf(each) === name));
    rows.replaceChildren();
    for (const [name, value] of known) add(levers.find((each) => nameOf(each) === name), value);
    if (!known.length) add(levers[0], levers[0].default);
  };
  actor.onchange = reset;
  reset();
  const box = element("div", { className: "wide-field" }, element("span", { textContent: "and then sets" }), rows,
    element("button", { type: "button", className: "tiny", textContent: "+ lever", onclick: () => {
      const used = [...rows.children].map((row) => row.read()[0]), free = leversOfActor().find((each) => !used.includes(nameOf(each)));
      if (free) add(free, free.default);
    } }));
  return { box, read: () => Object.fromEntries([...rows.children].map((row) => row.read())) };
}

function valueField(lever, value) {
  // a dated value is kept as it is written
  if (typeof value === "object") return Object.assign(element("input", { type: "text", value: Object.entries(value).map(([when, what]) => `${when}: ${what}`).join("; "), readOnly: true, ariaLabel: `Value of ${lever.title}, dated` }), { dated: value });
  if (lever.kind === "real") return element("input", { type: "text", value, required: true, ariaLabel: `Value of ${lever.title}`, title: `${lever.low} to ${lever.high} ${lever.unit}`.trim() + ", or the name of a parameter" });
  const options = lever.kind === "flag" ? [false, true] : lever.options;
  return element("select", { ariaLabel: `Value of ${lever.title}` }, ...options.map((option) => new Option(formatValue(lever, option), String(option), false, option === value)));
}

function readValue(lever, field) {
  if (field.dated) return field.dated;
  if (lever.kind === "flag") return field.value === "true";
  const text = field.value.trim();
  return lever.kind === "real" && text !== "" && Number.isFinite(Number(text)) ? Number(text) : text;
}

/** Return rows with the name and the range of a parameter, which worlds draw from. */
function parameterRows(parameters) {
  const rows = element("div", {});
  const add = (name, [low, high], isKnown) => {
    const field = (type, value, ariaLabel) => element("input", { type, value, ariaLabel, required: true, ...(type === "number" ? { step: "any" } : { pattern: "[a-z][a-z0-9_]{0,39}" }) });
    const row = element("div", { className: "row" });
    const fields = [Object.assign(field("text", name, "Name of the parameter"), { readOnly: isKnown }), field("number", low, "at least"), field("number", high, "at most")];
    const remove = element("button", { type: "button", className: "tiny", textContent: "✕", ariaLabel: "Remove this parameter", disabled: isKnown, onclick: () => row.remove() });
    row.append(...fields, remove);
    row.read = () => [fields[0].value.trim(), [fields[1].valueAsNumber, fields[2].valueAsNumber]];
    rows.append(row);
  };
  for (const [name, range] of Object.entries(parameters)) add(name, [range].flat(), true);
  const box = element("div", { className: "wide-field" }, element("span", { textContent: "Numbers that worlds draw from a range, for use in conditions and values" }), rows,
    element("button", { type: "button", className: "tiny", textContent: "+ number", onclick: () => add("", [0, 1], false) }));
  return { box, read: () => (rows.childElementCount ? { parameters: Object.fromEntries([...rows.children].map((row) => row.read())) } : {}) };
}
