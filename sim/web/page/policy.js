// What was set and what came about: the dated changes of policy, below the main chart, on the charts and at each lever.

import { byId, element } from "./dom.js";
import { showActing } from "./rules.js";
import { settings, simulated } from "./settings.js";
import { say, translate } from "./words.js";

const NOTHING = { changes: [], came_about: [], acting: { months: [], rules: [] } };
let current = NOTHING, isOutdated = false;
let shownFor = "", shownOf = ""; // what was simulated for the policy that is shown, and of which scenario

/** Keep what the server says of the policy of the settings, and show it in the list and at the levers. */
export function showPolicy(answer) {
  current = answer;
  shownFor = simulated();
  shownOf = scenario();
  isOutdated = false;
  byId("policy").replaceChildren(...rows().map(({ label, note }) => element("li", {}, label, ...(note ? [element("span", { className: "quiet", textContent: ` ${note}` })] : []))));
  showActing(current.acting.rules);
  byId("policy").classList.remove("busy");
  for (const box of document.querySelectorAll(".lever[data-key]")) annotateLever(box);
}

/** Return whether what is said of the policy is that of other settings than the current ones. */
export const isPolicyOld = () => shownFor !== simulated();

/** Dim what is said of the policy until the server has said it anew; what is said of another scenario goes at once. */
export function outdatePolicy() {
  isOutdated = true;
  if (shownOf !== scenario()) current = NOTHING;
  byId("policy").classList.add("busy");
  for (const note of document.querySelectorAll(".came-about")) note.classList.add("busy");
}

const scenario = () => settings.file || settings.scenario;

/** Say at a lever what came about of it, and draw that on its timeline. */
export function annotateLever(box) {
  const told = current.came_about.find(({ key }) => key === box.dataset.key);
  box.querySelector(".came-about")?.remove();
  box.querySelector(".timeline")?.showInForce(told?.bands ?? null);
  if (!told) return;
  const steps = told.steps.map(({ label, text }) => element("div", { textContent: say("policy.set", { label: translate(label), text: translate(text) }) }));
  box.append(element("div", { className: `came-about small${isOutdated ? " busy" : ""}` }, ...steps,
    element("div", { className: "quiet", textContent: told.reason && told.steps.some(waits) ? say("policy.waits", { reason: translate(told.reason), worlds: told.worlds }) : say("policy.worlds", { worlds: told.worlds }) })));
}

const waits = ({ month, middle, share }) => share < 1 || middle !== month;

/** Return the dated changes as marks of a chart: number and month, and where it has to wait, when it comes about. */
export const policyMarks = () => rows().filter(({ dated }) => dated).map(({ number, month, label, step }) => ({ number, month, label, step }));

/** Return what is listed: dated changes with what came about of them, and levers that were set from the start on and wait. */
function rows() {
  const dated = current.changes.map(({ month, label, key }, index) => {
    const step = current.came_about.find((each) => each.key === key)?.steps.find((each) => !each.rule && each.month === month) ?? null;
    return { dated: true, number: index + 1, month, label: `${index + 1}. ${month} ${translate(label)}`, step, note: step ? `- ${translate(step.text)}` : "" };
  });
  const known = new Set(current.changes.map(({ key, month }) => `${key} ${month}`));
  const fromTheStart = current.came_about.flatMap(({ key, title, steps }) => steps.filter(({ rule, month }) => !rule && !known.has(`${key} ${month}`))
    .map(({ label, text }) => ({ dated: false, label: say("policy.from_start", { title: translate(title), label: translate(label) }), note: `- ${translate(text)}` })));
  return [...dated, ...fromTheStart];
}

/** Return the rules of the settings with the share of worlds in which each is in force, by month, and what came about of levers that wait and that it sets. */
export function rulesActing() {
  const steps = current.came_about.flatMap(({ title, reason, steps: own }) => own.filter(({ rule }) => rule).map((step) => ({ ...step, title, reason })));
  return { ...current.acting, rules: current.acting.rules.map((rule) => ({ ...rule, steps: steps.filter((step) => step.rule === rule.name) })) };
}
