// What was set and what came about: the dated changes of policy, below the main chart, on the charts and at each lever.

import { byId, element } from "./dom.js";

const NOTHING = { changes: [], came_about: [] };
let current = NOTHING;

/** Keep what the server says of the policy of the settings, and show it in the list and at the levers. */
export function showPolicy(answer) {
  current = answer;
  byId("policy").replaceChildren(...rows().map(({ label, note }) => element("li", {}, label, ...(note ? [element("span", { className: "quiet", textContent: ` ${note}` })] : []))));
  byId("policy").classList.remove("busy");
  for (const box of document.querySelectorAll(".lever[data-key]")) annotateLever(box);
}

/** Dim what is said of the policy until the server has said it anew. */
export const outdatePolicy = () => byId("policy").classList.add("busy");

/** Say at a lever what came about of it, and draw that on its timeline. */
export function annotateLever(box) {
  const told = current.came_about.find(({ key }) => key === box.dataset.key);
  box.querySelector(".came-about")?.remove();
  box.querySelector(".timeline")?.showInForce(told?.bands ?? null);
  if (!told) return;
  const steps = told.steps.map(({ label, text }) => element("div", { textContent: `Set ${label}; ${text}.` }));
  box.append(element("div", { className: "came-about small" }, ...steps,
    element("div", { className: "quiet", textContent: `${told.reason ? `It waits for ${told.reason}; ` : ""}${told.worlds} worlds.` })));
}

/** Return the dated changes as marks of a chart: number and month, and where it has to wait, when it comes about. */
export const policyMarks = () => rows().filter(({ dated }) => dated).map(({ number, month, label, step }) => ({ number, month, label, step }));

/** Return what is listed: dated changes with what came about of them, and of levers that wait, what was set from the start on and what rules set. */
function rows() {
  const dated = current.changes.map(({ month, label, key }, index) => {
    const step = current.came_about.find((each) => each.key === key)?.steps.find((each) => !each.rule && each.month === month) ?? null;
    return { dated: true, number: index + 1, month, label: `${index + 1}. ${month} ${label}`, step, note: step ? `- ${step.text}` : "" };
  });
  const known = new Set(current.changes.map(({ key, month }) => `${key} ${month}`));
  const fromTheStart = current.came_about.flatMap(({ key, title, steps }) => steps.filter(({ rule, month }) => rule || !known.has(`${key} ${month}`))
    .map(({ label, text }) => ({ dated: false, label: `${title}, set ${label}`, note: `- ${text}` })));
  return [...dated, ...fromTheStart];
}
