// The controls on the left: one for every lever and assumption that the server declares.

import { leversOf, valueText } from "./changes.js";
import { element, preserveFocus } from "./dom.js";
import { settle } from "./history.js";
import { formatRounded } from "./format.js";
import { formatValue, leverInput } from "./lever_input.js";
import { annotateLever } from "./policy.js";
import { isRuleChange, ruleOf } from "./rules.js";
import { scheduleFields } from "./schedule.js";
import { settings } from "./settings.js";
import { slider } from "./slider.js";
import { helpButton } from "./tooltips.js";
import { languageOf, say, textOf, translate } from "./words.js";

const equal = (one, other) => JSON.stringify(one) === JSON.stringify(other);
const withPeriod = (sentence) => (/[.!?]$/.test(sentence) ? sentence : `${sentence}.`);

/** Draw the levers of all actors, or the conditions of all owners. onChange: called after every change of the settings. */
export function drawLevers(container, owners, controls, onChange) {
  const wasOpen = new Set([...container.querySelectorAll("details[open]")].map(({ dataset }) => dataset.actor));
  const isNew = !container.childElementCount;
  container.replaceChildren(...owners.map((actor) => {
    const swatch = element("span", { className: "swatch" });
    swatch.style.background = actor.colour;
    const group = element("details", {}, element("summary", {}, swatch, translate(actor.label)));
    group.append(...actor.levers.map((lever) => leverControl(lever, actor.label, controls, onChange)));
    group.dataset.actor = actor.name;
    group.open = wasOpen.has(actor.name) || actor.levers.some((lever) => lever.key in settings.changes) || (isNew && actor === controls.actors[0]);
    if (group.open && isNew && container.closest("details") && actor.levers.some((lever) => lever.key in settings.changes)) container.closest("details").open = true;
    return group;
  }));
}

/** Draw the ranges of all assumptions, with two sliders each. */
export function drawAssumptions(container, controls, onChange) {
  container.replaceChildren(...controls.assumptions.map((assumption) => assumptionControl(assumption, onChange)));
}

/** Show only the controls whose name contains a word, or all of them for "", with groups open as they were before. */
export function filterControls(container, word) {
  const noMatch = container.querySelector("#no-match");
  const words = word.toLowerCase().split(/\s+/);
  for (const lever of container.querySelectorAll(".lever")) lever.hidden = !words.every((each) => lever.dataset.words.includes(each));
  noMatch.hidden = !word || Boolean(container.querySelector(".lever:not([hidden])"));
  for (const group of container.querySelectorAll("details")) {
    group.dataset.wasOpen ??= group.open;
    group.open = word ? Boolean(group.querySelector(".lever:not([hidden])")) : group.dataset.wasOpen === "true";
    if (!word) delete group.dataset.wasOpen;
  }
}

/** Return the keys of changes whose values have the wrong type for their lever or assumption. The server checks the bounds. */
export function invalidChanges(controls, changes) {
  const levers = Object.fromEntries(leversOf(controls).map(({ lever }) => [lever.key, lever]));
  const assumptions = new Set(controls.assumptions.map(({ key }) => key));
  const isValue = (lever, value) => {
    if (lever.kind === "real") return Number.isFinite(value);
    return lever.kind === "flag" ? typeof value === "boolean" : lever.options.includes(value);
  };
  const isSchedule = (lever, value) => typeof value === "object" && value !== null && Object.keys(value).length > 0
    && Object.entries(value).every(([period, each]) => /^\d{4}-\d{2}(\.\.\d{4}-\d{2})?$/.test(period) && isValue(lever, each));
  const isRange = (value) => Array.isArray(value) && value.length === 2 && value.every(Number.isFinite);
  return Object.keys(changes).filter((key) => {
    const value = changes[key], rule = ruleOf(key);
    if (rule !== undefined) return !isRuleChange(controls, rule, value);
    if (key in levers) return !isValue(levers[key], value) && !isSchedule(levers[key], value);
    return assumptions.has(key) && !isRange(value);
  });
}

function setChange(key, value, original) {
  if (equal(value, original)) delete settings.changes[key];
  else settings.changes[key] = value;
}

/** Return the explanation of a lever: default, bounds, source, and its name in files. */
function leverHelp(lever) {
  const standard = formatValue(lever, lever.default), options = lever.options.map((option) => formatValue(lever, option)).join(", ");
  const bounds = lever.kind === "real" ? say("lever.bounds", { standard, low: formatValue({ unit: "" }, lever.low), high: formatValue(lever, lever.high) })
    : options ? say("lever.options", { standard, options }) : say("lever.default", { standard });
  const anchors = lever.anchors.map(([number, sentence]) => say("lever.anchor", { number, sentence: translate(sentence) }));
  return [bounds, ...anchors, sourceAndName(lever)].join(" ");
}

const sourceAndName = ({ source, key }) => say("lever.source", { source: withPeriod(translate(source)), key });

/** Return what the value of a lever without a unit means: the sentence of the nearest anchor, or those it lies between. */
function meaningOf({ anchors }, value) {
  if (!anchors.length || typeof value !== "number") return "";
  const at = anchors.findIndex(([number]) => Math.abs(number - value) < 1e-9);
  if (at >= 0) return say("lever.anchor", { number: anchors[at][0], sentence: translate(anchors[at][1]) });
  const above = anchors.findIndex(([number]) => number > value), [low, high] = [anchors[above - 1], anchors[above]];
  return low && high ? say("lever.between", { low: low[0], below: translate(low[1]), high: high[0], above: translate(high[1]) }) : "";
}

/** Return the shown value as a button that opens a field in which an exact one can be typed. */
function exactValue(lever, output, currentValue, onChange) {
  const button = element("button", { type: "button", className: "exact", title: say("lever.exact_title") }, output);
  button.ariaLabel = say("lever.exact", { value: output.value, title: translate(lever.title) });
  button.onclick = () => {
    const field = element("input", { type: "number", min: lever.low, max: lever.high, step: "any", required: true, value: currentValue(), ariaLabel: say("lever.exact_value", { title: translate(lever.title) }) });
    let open = true; // leaving the field also ends it, which its removal would do a second time
    const end = (takes) => {
      if (!open) return;
      open = false;
      const next = field.valueAsNumber, valid = field.checkValidity();
      field.replaceWith(button);
      if (takes && valid && next !== currentValue()) onChange(next);
    };
    field.onblur = () => end(true);
    field.onkeydown = ({ key }) => {
      if (key === "Enter" && field.reportValidity()) end(true);
      if (key === "Escape") end(false);
      if (!open) button.focus();
    };
    button.replaceWith(field);
    field.select();
  };
  return button;
}

function leverControl(lever, actorLabel, controls, onChange) {
  const box = element("div", { className: "lever" });
  const told = [lever.title, actorLabel, lever.key.split(".").at(-1).replaceAll("_", " "), ...lever.options.map((option) => option.replaceAll("_", " "))];
  box.dataset.words = [lever.key, lever.synonyms, ...told, ...told.map(translate)].join(" ").toLowerCase();
  box.dataset.key = lever.key;
  const currentValue = () => settings.changes[lever.key] ?? lever.value;
  const choose = (value) => {
    setChange(lever.key, value, lever.value);
    box.classList.toggle("changed", lever.key in settings.changes);
    onChange();
  };
  // for what is one act, and no drag: an entry of its own in the history
  const chooseAnew = (value) => { settle(); choose(value); };
  // deferred, so that the focus has already moved to where the user sends it
  const redraw = () => setTimeout(() => preserveFocus(box, draw));
  const draw = () => {
    const value = currentValue(), isSchedule = typeof value === "object";
    const id = `lever-${lever.key}`;
    const output = element("output", { value: isSchedule ? say("lever.varies") : formatValue(lever, value) });
    const exact = isSchedule || lever.kind !== "real" ? output : exactValue(lever, output, currentValue, (next) => { chooseAnew(next); redraw(); });
    const label = element("span", { className: "label" },
      element("label", { htmlFor: id, ...textOf(lever.title) }), " ", helpButton(translate(lever.title), () => leverHelp(lever)));
    const toggle = element("button", {
      type: "button", className: "tiny", textContent: say(isSchedule ? "lever.fix" : "lever.vary"),
      title: say(isSchedule ? "lever.fix_title" : "lever.vary_title"),
      onclick: () => {
        const chosen = currentValue(); // the button may not be drawn anew yet
        chooseAnew(typeof chosen === "object" ? Object.values(chosen).at(-1) : { [controls.start]: chosen });
        redraw();
      },
    });
    toggle.setAttribute("aria-label", `${toggle.title}: ${translate(lever.title)}`);
    const reset = element("button", { type: "button", className: "tiny reset", textContent: "↺", title: say("lever.back", { value: valueText(lever, lever.value) }), onclick: () => { chooseAnew(lever.value); redraw(); } });
    reset.ariaLabel = say("lever.reset", { title: translate(lever.title) });
    box.replaceChildren(element("div", { className: "name" }, label, exact, reset, toggle));
    if (isSchedule) box.append(scheduleFields(lever, value, controls, id, (next) => { chooseAnew(next); redraw(); }));
    else box.append(leverInput(lever, value, id, (next) => { output.value = formatValue(lever, next); choose(next); sayMeaning(); }));
    const meaning = element("p", { className: "meaning quiet small", hidden: !lever.anchors.length || isSchedule });
    const sayMeaning = () => { meaning.textContent = meaningOf(lever, currentValue()); };
    sayMeaning();
    box.append(meaning);
    box.classList.toggle("changed", lever.key in settings.changes);
    annotateLever(box);
  };
  draw();
  return box;
}

function assumptionControl(assumption, onChange) {
  const { key, unit } = assumption, title = translate(assumption.title);
  const box = element("div", { className: "lever" });
  box.dataset.key = key;
  const low = Math.min(assumption.low, assumption.value[0]), high = Math.max(assumption.high, assumption.value[1]);
  const currentRange = () => settings.changes[key] ?? assumption.value;
  const output = element("output");
  const update = () => {
    const [from, to] = currentRange().map(formatRounded);
    output.value = say("band", { low: from, high: to });
    box.classList.toggle("changed", key in settings.changes);
  };
  const shown = [...currentRange()];
  const sliders = [0, 1].map((end) => slider(
    { low, high: high > low ? high : low + 1, anchor: assumption.value[end], keep: assumption.value }, shown[end],
    { ariaLabel: say(end ? "assumption.upper" : "assumption.lower", { title }) },
    (next) => {
      shown[end] = next;
      setChange(key, shown.toSorted((a, b) => a - b), assumption.value);
      update();
      onChange();
    },
  ));
  const prior = say("assumption.prior", { low: assumption.low, high: `${assumption.high} ${translate(unit)}`.trim() });
  const help = helpButton(title, () => `${prior} ${sourceAndName(assumption)}`);
  box.append(element("div", { className: "name" }, element("span", { className: "label" }, element("span", { textContent: title, ...languageOf(assumption.title) }), " ", help), output), ...sliders);
  box.dataset.words = `${key} ${assumption.title} ${title}`.toLowerCase();
  update();
  return box;
}
