// The view Studies: signposts, pathways and games. They take seconds, so each is asked by a button; answers of other settings are dimmed.

import { byId, element } from "../dom.js";
import { shownTitle } from "../export.js";
import { flush } from "../history.js";
import { settings } from "../settings.js";
import { shownName } from "../variants.js";
import { say, textOf } from "../words.js";
import { asked } from "./studies/asked.js";
import { ending } from "./studies/ending.js";
import { drawForm } from "./studies/form.js";
import { drawGame } from "./studies/game.js";
import { drawPathways } from "./studies/pathways.js";
import { cancelStudy, runStudy, runningStudy } from "./studies/running.js";
import { drawSignposts } from "./studies/signposts.js";

const DRAWN = { signposts: drawSignposts, pathways: drawPathways, game: drawGame };
const answers = {}; // by kind: what was asked, what came of it, and the function that draws its charts
let latest; // what the page has last shown this view with
let shown = null; // the answer whose parts stand on the page

export async function studies(page) {
  if (!byId("study-form")) build();
  latest = page;
  const kind = kindShown();
  for (const choice of byId("study-kinds").querySelectorAll("input")) {
    choice.checked = choice.value === kind;
    choice.onchange = () => { settings.studies.shown = choice.value; byId("study-error").textContent = ""; studies(page); flush(); };
  }
  byId("study-help").textContent = say(`studies.${kind}_help`);
  drawForm(byId("study-fields"), kind, page, () => { flush(); drawState(kind, page); });
  byId("study-start").textContent = say(`studies.${kind}_start`);
  byId("study-form").onsubmit = (event) => { event.preventDefault(); start(kind, page); };
  byId("study-cancel").onclick = async () => { await cancelStudy(); drawState(kind, page); byId("study-start").focus(); };
  drawAnswer(kind, page);
  drawState(kind, page);
}

const kindShown = () => (Object.hasOwn(DRAWN, settings.studies.shown) ? settings.studies.shown : "signposts");

function build() {
  const kinds = element("fieldset", { id: "study-kinds" }, element("legend", { className: "visually-hidden", textContent: say("studies.kinds") }),
    ...Object.keys(DRAWN).map((kind) => element("label", {}, element("input", { type: "radio", name: "study", value: kind }), element("span", { textContent: say(`studies.${kind}`) }))));
  const progress = element("progress", { id: "study-progress", max: 1, ariaLabel: say("studies.progress") });
  const error = element("p", { id: "study-error" });
  error.setAttribute("role", "alert");
  byId("view-studies").replaceChildren(kinds, element("p", { id: "study-help", className: "quiet prose" }),
    element("form", { id: "study-form" }, element("div", { id: "study-fields" }),
      element("div", { className: "study-run" }, element("button", { id: "study-start", type: "submit" }), element("button", { id: "study-cancel", type: "button", textContent: say("cancel") }), progress, element("output", { id: "study-done" }))),
    error, element("p", { id: "study-outdated", textContent: say("studies.outdated") }), element("div", { id: "study-answer" }));
}

async function start(kind, page) {
  const question = asked(kind, page), title = shownTitle();
  byId("study-error").textContent = "";
  const tell = (done) => { byId("study-progress").value = done; byId("study-done").textContent = say("studies.done", { done: Math.round(100 * done) }); };
  try {
    const running = runStudy(kind, question, tell);
    drawState(kind, page);
    const answer = await running;
    if (answer) answers[kind] = { question, answer, title };
  } catch (error) {
    Object.assign(byId("study-error"), { lang: "" }, textOf(error.message));
  }
  if (settings.view === "studies" && kindShown() === kind) {
    drawAnswer(kind, latest);
    byId("announcement").textContent = byId("study-error").textContent ? "" : say("status.updated", { view: say(`studies.${kind}`) });
  }
  drawState(kindShown(), latest);
}

/** Draw the answer of a kind, if there is one; of one that stands already only the charts, whose colours may have changed. */
function drawAnswer(kind, { controls }) {
  const found = answers[kind], place = byId("study-answer");
  place.hidden = !found; // a hidden chart has no width
  if (found !== shown) {
    place.replaceChildren();
    if (found) {
      Object.assign(place.dataset, { worlds: found.answer.worlds, askedOf: found.title });
      found.charts = DRAWN[kind](place, found.answer, controls, [found.title, ...found.question.plans.map(shownName)]);
      place.append(...ending(kind, found.question, found.answer));
    }
  }
  shown = found;
  found?.charts();
}

/** Show whether a study runs, and whether the answer is of what the form and the settings say now. */
function drawState(kind, page) {
  const running = runningStudy(), found = answers[kind], isOutdated = Boolean(found) && JSON.stringify(found.question) !== JSON.stringify(asked(kind, page));
  byId("study-cancel").hidden = byId("study-progress").hidden = byId("study-done").hidden = !running;
  byId("study-start").disabled = running === kind;
  byId("study-outdated").hidden = !isOutdated;
  byId("study-answer").classList.toggle("study-old", isOutdated || running === kind);
}
