// The dialog in which a rule is made or changed.

import { element, fillSelect } from "./dom.js";
import { formatValue } from "./lever_input.js";
import { formatMonth, parseMonth } from "./months.js";
import { languageOf, say, translate } from "./words.js";

const NAME = "[A-Za-z][A-Za-z0-9 _\\-]{0,59}", MONTH = "\\d{4}-(0[1-9]|1[0-2])";

/**
 * Ask for a rule, and return it as files write it, or null when the user cancels.
 * rule: its table so far, or undefined for a new one. taken: names of other rules. check: throws what is wrong with a table.
 */
export function editRule(controls, rule, taken, check) {
  return new Promise((resolve) => {
    const form = ruleForm(controls, rule, taken);
    const error = element("p", { className: "error", role: "alert" });
    const save = element("button", { textContent: say("rule.save") });
    const cancel = element("button", { type: "button", textContent: say("cancel"), onclick: () => dialog.close() });
    const dialog = element("dialog", { ariaLabel: rule ? say("rule.change", { name: rule.name }) : say("rule.new"), className: "rule-dialog" });
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
        Object.assign(error, { textContent: refusal.message, ...languageOf(refusal.message) });
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
  const name = element("input", { type: "text", value: rule?.name ?? "", required: true, pattern: NAME, readOnly: Boolean(rule), title: say("rule.name_title") });
  name.oninput = () => name.setCustomValidity(taken.includes(name.value.trim()) ? say("rule.taken") : "");
  const actor = element("select");
  fillSelect(actor, controls.actors.map((each) => [each.name, translate(each.label)]), rule?.actor ?? controls.actors[0].name);
  const condition = (value, required, placeholder) => element("textarea", { rows: 2, value, required, placeholder, spellcheck: false });
  const when = condition(rule?.when ?? "", true, `${controls.headline} > 90`), until = condition(rule?.until ?? "", false, say("rule.for_good"));
  let typedLast = when;
  for (const field of [when, until]) field.onfocus = () => { typedLast = field; };
  const number = (value, properties) => element("input", { type: "number", value, required: true, ...properties });
  const months = number(rule?.for_months ?? 1, { min: 1, step: 1 }), chance = number(rule?.prob ?? 1, { min: 0.0001, max: 1, step: "any" });
  const lead = number(rule?.lead_months ?? 0, { min: 0, step: 1 });
  const earliest = formatMonth(parseMonth(controls.start) + (rule?.for_months ?? 1) + (rule?.lead_months ?? 0)), isWhole = !rule?.within || rule.within === `${earliest}..${controls.end}`;
  const [first = "", last = ""] = isWhole ? [] : rule.within.split("..");
  const month = (value, label) => element("input", { type: "text", value, pattern: MONTH, placeholder: label, ariaLabel: label, title: say("rule.month_title") });
  const from = month(first, say("schedule.from_month")), to = month(last || first, say("schedule.until_month"));
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
      labelled(say("rule.name"), name), labelled(say("rule.who"), actor), labelled(say("rule.when"), when), insertSelect(controls, () => typedLast),
      element("p", { className: "quiet small", textContent: say("rule.help") }),
      labelled(say("rule.for_months"), months), labelled(say("rule.lead_months"), lead), sets.box,
      labelled(say("rule.prob"), chance), labelled(say("rule.until"), until),
      element("div", { className: "wide-field" }, element("span", { textContent: say("rule.within") }), element("span", { className: "row" }, from, to)), parameters.box,
    ],
    read,
  };
}

/** Return a list that inserts the name of an outcome, or a count of events, where the user types a condition. */
function insertSelect({ outcomes, events }, field) {
  const select = element("select", { ariaLabel: say("rule.insert_label") }, new Option(say("rule.insert"), ""));
  for (const [label, members] of Map.groupBy(outcomes, ({ group }) => group)) {
    const group = element("optgroup", { label: translate(label) });
    fillSelect(group, members.map(({ name, title, unit }) => [name, `${translate(title)} [${translate(unit)}]`]), "");
    select.append(group);
  }
  const group = element("optgroup", { label: say("rule.events") });
  fillSelect(group, events.map((kind) => [`count(${kind})`, translate(kind.replaceAll("_", " "))]), "");
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
    const select = element("select", { ariaLabel: say("rule.lever") });
    fillSelect(select, leversOfActor().map((each) => [nameOf(each), translate(each.title)]), nameOf(lever));
    const row = element("div", { className: "row" });
    const remove = element("button", { type: "button", className: "tiny", textContent: "✕", ariaLabel: say("rule.unset"), onclick: () => { if (rows.childElementCount > 1) row.remove(); } });
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
  const box = element("div", { className: "wide-field" }, element("span", { textContent: say("rule.sets") }), rows,
    element("button", { type: "button", className: "tiny", textContent: say("rule.add_lever"), onclick: () => {
      const used = [...rows.children].map((row) => row.read()[0]), free = leversOfActor().find((each) => !used.includes(nameOf(each)));
      if (free) add(free, free.default);
    } }));
  return { box, read: () => Object.fromEntries([...rows.children].map((row) => row.read())) };
}

function valueField(lever, value) {
  const named = { ariaLabel: say("rule.value", { title: translate(lever.title) }) };
  // a dated value is kept as it is written
  if (typeof value === "object") return Object.assign(element("input", { type: "text", value: Object.entries(value).map(([when, what]) => `${when}: ${what}`).join("; "), readOnly: true, ...named }), { dated: value });
  if (lever.kind === "real") return element("input", { type: "text", value, required: true, ...named, title: say("rule.value_title", { low: lever.low, high: formatValue(lever, lever.high) }) });
  const options = lever.kind === "flag" ? [false, true] : lever.options;
  return element("select", named, ...options.map((option) => new Option(formatValue(lever, option), String(option), false, option === value)));
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
    const fields = [Object.assign(field("text", name, say("rule.parameter")), { readOnly: isKnown }), field("number", low, say("rule.at_least")), field("number", high, say("rule.at_most"))];
    const remove = element("button", { type: "button", className: "tiny", textContent: "✕", ariaLabel: say("rule.remove_parameter"), disabled: isKnown, onclick: () => row.remove() });
    row.append(...fields, remove);
    row.read = () => [fields[0].value.trim(), [fields[1].valueAsNumber, fields[2].valueAsNumber]];
    rows.append(row);
  };
  for (const [name, range] of Object.entries(parameters)) add(name, [range].flat(), true);
  const box = element("div", { className: "wide-field" }, element("span", { textContent: say("rule.parameters") }), rows,
    element("button", { type: "button", className: "tiny", textContent: say("rule.add_number"), onclick: () => add("", [0, 1], false) }));
  return { box, read: () => (rows.childElementCount ? { parameters: Object.fromEntries([...rows.children].map((row) => row.read())) } : {}) };
}
