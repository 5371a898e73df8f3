// A guided tour of four steps: what to do, beside the place where it is done. The page can be used meanwhile.

import { openDrawer } from "./drawer.js";
import { byId, element } from "./dom.js";
import { keep, stored } from "./storage.js";
import { say } from "./words.js";

const SEEN_KEY = "tour", MARGIN = 10; // px
const STEPS = [
  { title: "tour.scenario", text: "tour.scenario_text", target: () => byId("scenario"), isInDrawer: true },
  { title: "tour.lever", text: "tour.lever_text", target: () => document.querySelector("#levers details[open]") ?? byId("levers"), isInDrawer: true },
  { title: "tour.result", text: "tour.result_text", target: () => byId("headline"), isInDrawer: false },
  { title: "tour.send", text: "tour.send_text", target: () => byId("export-menu"), isInDrawer: false },
];
let step = 0, opener = null;

/** Connect the button of the tour, and offer it to those who have not seen it. showResults: called for a step that needs the main view. */
export function initTour(showResults) {
  const begin = (button) => { opener = button; step = 0; dismiss(); show(showResults); };
  const dismiss = () => { byId("invitation").hidden = true; keep(SEEN_KEY, "seen"); };
  byId("tour-open").onclick = ({ target }) => begin(target);
  byId("invitation").hidden = stored(SEEN_KEY) !== null;
  byId("tour-start").onclick = () => begin(byId("tour-open"));
  byId("tour-dismiss").onclick = () => { dismiss(); byId("results").focus(); };
}

/** Show the current step beside what it is about, and give it the focus. */
function show(showResults) {
  const { title, text, target, isInDrawer } = STEPS[step], isLast = step === STEPS.length - 1;
  if (!isInDrawer) showResults();
  openDrawer(isInDrawer);
  const go = (to) => () => { step = to; show(showResults); };
  const button = (textContent, onclick, properties = {}) => element("button", { type: "button", textContent, onclick, ...properties });
  const box = byId("tour");
  box.replaceChildren(
    element("p", { id: "tour-label", className: "quiet small", textContent: say("tour.label", { step: step + 1, steps: STEPS.length }) }),
    element("h2", { id: "tour-title", textContent: say(title) }),
    element("p", { id: "tour-text", textContent: say(text) }),
    element("div", { className: "row" }, button(say("tour.back"), go(step - 1), { disabled: step === 0 }),
      isLast ? button(say("tour.done"), end) : button(say("tour.next"), go(step + 1), { id: "tour-next" }),
      ...(isLast ? [] : [button(say("tour.end"), end, { className: "quiet" })])),
  );
  box.onkeydown = ({ key }) => { if (key === "Escape") end(); };
  box.hidden = false;
  mark(target());
  placeBeside(box, target());
  box.focus();
}

/** Close the tour, and give the focus back to the button that opens it. */
function end() {
  byId("tour").hidden = true;
  mark(null);
  openDrawer(false);
  opener?.focus();
}

function mark(target) {
  for (const former of document.querySelectorAll(".toured")) former.classList.remove("toured");
  target?.classList.add("toured");
  target?.scrollIntoView({ block: target.clientHeight > innerHeight / 2 ? "nearest" : "center" });
}

/** Place a box to the right of an element, else to its left, else below it; on a narrow page it lies at the bottom. */
function placeBeside(box, target) {
  const anchor = target.getBoundingClientRect(), { width, height } = box.getBoundingClientRect();
  const left = anchor.right + MARGIN + width < innerWidth ? anchor.right + MARGIN : anchor.left - MARGIN - width;
  const isBeside = left >= MARGIN, clamp = (x, most) => Math.max(MARGIN, Math.min(x, most - MARGIN));
  box.style.left = `${clamp(isBeside ? left : anchor.right - width, innerWidth - width)}px`;
  box.style.top = `${clamp(isBeside ? anchor.top : anchor.bottom + MARGIN, innerHeight - height)}px`;
}
