// Packages that are put on the scenario: a list to choose from, and what each changes.

import { post } from "./api.js";
import { byId, element, preserveFocus } from "./dom.js";
import { showMessage } from "./messages.js";
import { ask } from "./question.js";
import { settings } from "./settings.js";
import { say, textOf, translate } from "./words.js";

/** Return the scenarios of a stack in order, each with the joint before it. */
export function partsOf(scenario) {
  const pieces = scenario.split(/ (\+|then) /);
  return pieces.filter((_, index) => index % 2 === 0).map((name, index) => ({ name, joint: pieces[2 * index - 1] ?? "" }));
}

const joined = (parts) => parts.map(({ name, joint }, index) => (index ? `${joint} ${name}` : name)).join(" ");

/** Draw the packages of the settings. apply: called with another scenario or stack. */
export function drawStack(controls, catalogue, apply) {
  const parts = partsOf(settings.scenario);
  byId("packages").hidden = Boolean(settings.file);
  const others = catalogue.filter(({ name, theatre, error }) => !error && theatre === controls.theatre && !parts.some((part) => part.name === name));
  byId("package").replaceChildren(new Option(say("stack.add"), ""), ...others.map(({ name, title }) => new Option(translate(title), name)));
  byId("package").onchange = ({ target }) => add(target.value, target.selectedOptions[0].textContent, apply);
  const gone = []; // packages that are taken away quickly one after another, before the list is drawn anew
  const without = (name) => {
    gone.push(name);
    apply(joined(partsOf(settings.scenario).filter((part) => !gone.includes(part.name))));
  };
  preserveFocus(byId("package-list"), () => byId("package-list").replaceChildren(...controls.packages.map((each, index) => listed(each, () => without(parts[index + 1].name)))));
}

/** Put a package on the scenario; where it contradicts one before it, the user says whether it is to decide. */
async function add(name, title, apply) {
  let stack = `${settings.scenario} + ${name}`;
  try {
    await post("controls", {}, { of: { ...settings, scenario: stack, changes: {} }, channel: "/stack" });
  } catch ({ message, english = "" }) {
    const [told, order] = english.split(": expected 'then ");
    const answer = order && await ask(`${translate(told)}.`, { then: say("stack.decides", { title }), "": say("cancel") });
    if (!order) showMessage(message, "notice");
    if (!answer) {
      byId("package").value = "";
      return;
    }
    stack = `${settings.scenario} then ${name}`;
  }
  apply(stack);
}

function listed({ title, changes }, onRemove) {
  const remove = element("button", { type: "button", className: "tiny", textContent: "✕", title: say("stack.remove_title"), onclick: onRemove });
  remove.ariaLabel = say("stack.remove", { title: translate(title) });
  return element("li", {}, element("details", {}, element("summary", {}, element("span", textOf(title)), " ", remove), element("ul", {}, ...changes.map((each) => element("li", textOf(each))))));
}
