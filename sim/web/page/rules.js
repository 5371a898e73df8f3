// If-then policies: the rules of the scenario with the user's changes, which are edited in a dialog.

import { element, preserveFocus } from "./dom.js";
import { formatPercent } from "./format.js";
import { editRule } from "./rule_dialog.js";
import { settings } from "./settings.js";
import { say, textOf } from "./words.js";

const PREFIX = "rules.";
const equal = (one, other) => JSON.stringify(one) === JSON.stringify(other);

/** Return the name of the rule that the key of a change means, or undefined. */
export const ruleOf = (key) => (key.startsWith(PREFIX) ? key.slice(PREFIX.length) : undefined);

/** Return the rules in their order, dropped ones included: name, table as files write it, and whether a change drops it. */
function currentRules(controls) {
  const known = new Map(controls.rules.map(({ text, ...table }) => [table.name, { name: table.name, table, text }]));
  for (const [key, value] of Object.entries(settings.changes)) {
    const name = ruleOf(key);
    if (name === undefined) continue;
    const { table = {} } = known.get(name) ?? {};
    if (value === false) known.get(name).isDropped = true;
    else known.set(name, { name, table: { ...table, ...value, name, ...(value.parameters ? { parameters: { ...table.parameters, ...value.parameters } } : {}) } });
  }
  return [...known.values()];
}

/** Return whether a change of a rule fits the scenario: it drops or changes one that there is, or is a whole one of its actors. */
export function isRuleChange({ rules, actors }, name, value) {
  const isKnown = rules.some((rule) => rule.name === name);
  if (value === false) return isKnown;
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  return isKnown || (actors.some((actor) => actor.name === value.actor) && typeof value.when === "string" && typeof value.set === "object");
}

/** Return what a change does to a rule: its values before and after, in words. */
export function describeRuleChange({ rules }, name, value) {
  const base = rules.find((rule) => rule.name === name);
  const label = say("rule.label", { name });
  if (value === false) return { label, from: say("rule.given"), to: say("rule.dropped") };
  if (!base) return { label, from: say("rule.none"), to: say("rule.if", { when: value.when }) };
  const keys = Object.keys(value).filter((key) => key !== "name");
  const inWords = (table) => keys.map((key) => `${key.replaceAll("_", " ")} ${typeof table[key] === "object" ? JSON.stringify(table[key]) : table[key] || say("rule.never")}`).join(", ");
  return { label, from: inWords(base), to: inWords(value) };
}

let acting = [], texts = new Map();

/** Keep what the server says of the rules of the settings, and show it in the list. */
export function showActing(rules) {
  acting = rules;
  for (const box of document.querySelectorAll(".rule")) annotate(box);
}

function annotate(box) {
  const told = acting.find(({ name }) => name === box.dataset.rule);
  box.querySelector(".acting").textContent = told ? actingText(told) : "";
}

/** Return in how many worlds a rule begins, and in how many it is in force at the end. */
export function actingText({ fired: [share, low, high], first, in_force: inForce }) {
  if (!share) return say("rule.not_fired", { high: formatPercent(high) });
  return say("rule.fired", { share: formatPercent(share), low: Math.round(100 * low), high: formatPercent(high), first, end: formatPercent(inForce.at(-1)) });
}

/** Draw the list. onChange: called after a change of the settings. describe: returns the rules of given changes, with their sentences; throws what is wrong. */
export function drawRules(container, controls, onChange, describe) {
  const rules = currentRules(controls);
  texts = new Map([...texts, ...controls.rules.map(({ text, ...table }) => [JSON.stringify(table), text])]);
  const redraw = () => preserveFocus(container, () => drawRules(container, controls, onChange, describe));
  const edit = async (rule) => {
    const taken = rules.filter((each) => each !== rule).map(({ name }) => name);
    const changesWith = (table) => withChange(controls, table);
    const table = await editRule(controls, rule?.table, taken, (next) => describe(changesWith(next)));
    if (!table) return;
    settings.changes = changesWith(table);
    onChange();
    redraw();
  };
  container.replaceChildren(...rules.map((rule) => {
    const { name, table, isDropped } = rule, key = PREFIX + name;
    const button = (textContent, title, onclick) => Object.assign(element("button", { type: "button", className: "tiny", textContent, title, onclick }), { ariaLabel: `${title}: ${name}` });
    const change = (value) => () => {
      if (value === undefined) delete settings.changes[key];
      else settings.changes[key] = value;
      onChange();
      redraw();
    };
    const isOwn = !controls.rules.some((each) => each.name === name);
    const buttons = isDropped ? [button(say("rule.restore"), say("rule.restore_title"), change(undefined))] : [
      button(say("rule.edit"), say("rule.edit_title"), () => edit(rule)),
      ...(key in settings.changes && !isOwn ? [button("↺", say("rule.back"), change(undefined))] : []),
      button("✕", say("rule.drop"), change(isOwn ? undefined : false)),
    ];
    const box = element("div", { className: "lever rule" }, element("div", { className: "name" }, element("span", { className: "label", textContent: name }), ...buttons),
      element("p", { className: `small sentence${isDropped ? " dropped" : ""}` }), element("p", { className: "acting quiet small" }));
    box.classList.toggle("changed", key in settings.changes);
    box.dataset.key = key;
    box.dataset.rule = name;
    box.dataset.words = `${name} ${say("rule.words")} ${JSON.stringify(table)}`.toLowerCase().replaceAll("_", " ");
    annotate(box);
    return box;
  }), element("button", { type: "button", textContent: say("rule.add"), onclick: () => edit(undefined) }));
  sayTexts(container, rules, describe);
}

/** Say what each rule does; the server is asked for the sentence of a changed one. */
async function sayTexts(container, rules, describe) {
  const say = () => {
    for (const { name, table } of rules) {
      const sentence = [...container.querySelectorAll(".rule")].find((box) => box.dataset.rule === name)?.querySelector(".sentence");
      if (sentence) Object.assign(sentence, textOf(texts.get(JSON.stringify(table)) ?? `Once ${table.when}, …`));
    }
  };
  say();
  if (rules.every(({ table, isDropped }) => isDropped || texts.has(JSON.stringify(table)))) return;
  const described = await describe(settings.changes).catch(() => []);
  for (const { name, table } of rules) {
    const text = described.find((each) => each.name === name)?.text;
    if (text) texts.set(JSON.stringify(table), text);
  }
  say();
}

/** Return the changes of the settings with a rule as it is to be; of a rule of the scenario only what differs is a change. */
function withChange(controls, table) {
  const { name, ...keys } = table, base = controls.rules.find((rule) => rule.name === name);
  const { [PREFIX + name]: _, ...others } = settings.changes;
  if (!base) return { ...others, [PREFIX + name]: keys };
  const differs = Object.entries({ until: "", ...keys }).filter(([key, value]) => !equal(value, base[key] ?? (key === "until" ? "" : undefined)));
  return differs.length ? { ...others, [PREFIX + name]: Object.fromEntries(differs) } : others;
}
