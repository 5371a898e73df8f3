// The page: settings on the left, what follows on the right.

import { drawAssumptions, drawLevers, find } from "./levers.js";
import { byId, fill, node } from "./nodes.js";
import { ask, fetched, fromAddress, settings } from "./settings.js";
import { offer } from "./takeaway.js";
import { hint } from "./tips.js";
import { VIEWS } from "./views.js";

const PATIENCE = 60; // ms after a change before it is asked about
const CALM = 6000; // ms that a sentence stays which needs no answer
let described, catalogue, waiting, silence;

async function start() {
  setTheme(localStorage.getItem("theme") ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light"));
  for (const place of document.querySelectorAll("[data-tip]")) place.replaceWith(hint(place.parentElement.textContent.trim(), place.dataset.tip));
  byId("scenario").onchange = (event) => choose({ scenario: event.target.value, file: "", changes: {} });
  byId("against").onchange = (event) => { settings.against = event.target.value; refresh(0); };
  byId("outcome").onchange = (event) => { settings.outcome = event.target.value; refresh(0); };
  byId("worldview").onchange = (event) => {
    if (event.target.value === described.worldview) delete settings.changes.worldview;
    else settings.changes.worldview = event.target.value;
    refresh(0);
  };
  byId("find").oninput = (event) => find(document.querySelector("aside"), event.target.value);
  byId("reset").onclick = () => choose({ changes: {} });
  byId("theme").onclick = () => { setTheme(document.documentElement.dataset.theme === "dark" ? "light" : "dark"); refresh(0); };
  byId("pin").onclick = pin;
  for (const tab of tabs()) {
    tab.onclick = () => look(tab.dataset.view);
    tab.onkeydown = ({ key }) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[key];
      if (step) tabs().at((tabs().indexOf(tab) + step) % tabs().length).focus();
    };
  }
  offer(say, choose);
  catalogue = await fetched("/api/scenarios");
  onhashchange = () => { if (fromAddress()) describe(); };
  let fault;
  try { fromAddress(); } catch (damaged) { fault = damaged; }
  await describe();
  if (fault) say(fault.message);
}

const tabs = () => [...document.querySelectorAll("[role=tab]")];

/** Take other settings, and draw everything anew. */
async function choose(changes) {
  byId("sign").textContent = "stepping ...";
  Object.assign(settings, changes);
  await describe();
}

/** Ask what can be set in the scenario, and draw the controls. */
async function describe() {
  try {
    described = await ask("controls", {}, { ...settings, changes: {} });
  } catch (fault) {
    return say(fault.message);
  }
  const alike = catalogue.filter(({ theatre, start }) => theatre === described.theatre && start === described.start);
  if (!alike.some(({ name }) => name === settings.against)) settings.against = (alike.find(({ name }) => name.includes("baseline")) ?? alike[0])?.name ?? "";
  fill(byId("against"), alike.map(({ name, title }) => [name, title]), settings.against);
  fillGroups(byId("scenario"), catalogue, ({ label }) => label, settings.file ? "" : settings.scenario);
  if (settings.file) byId("scenario").prepend(new Option(`Opened: ${described.title}`, "", false, true));
  byId("about").textContent = `${described.description} Hypothesis: ${described.hypothesis || "none."}`.replaceAll("`", "");
  fill(byId("worldview"), described.worldviews.map(({ name, title }) => [name, title]), settings.changes.worldview ?? described.worldview);
  if (!described.outcomes.some(({ name }) => name === settings.outcome)) settings.outcome = "crisis_prob";
  fillGroups(byId("outcome"), described.outcomes.filter(({ name }) => name !== described.headline), ({ group }) => group, settings.outcome);
  drawLevers(byId("levers"), described, refresh);
  drawAssumptions(document.querySelector("#assumptions > div"), described, refresh);
  sayPinned();
  look(settings.view);
}

/** Show one view, and fill it. */
function look(view) {
  settings.view = view in VIEWS ? view : "main";
  for (const tab of tabs()) {
    const mine = tab.dataset.view === settings.view;
    tab.ariaSelected = String(mine);
    tab.tabIndex = mine ? 0 : -1;
    byId(`view-${tab.dataset.view}`).hidden = !mine;
  }
  refresh(0);
}

/** Fill the view that is looked at, a moment after the last change. */
function refresh(delay = PATIENCE) {
  clearTimeout(waiting);
  const sign = (text) => { byId("sign").textContent = text; };
  sign("stepping ...");
  waiting = setTimeout(async () => {
    const { view } = settings, panel = byId(`view-${view}`);
    panel.classList.toggle("busy", view !== "main");
    panel.ariaBusy = "true";
    try {
      await VIEWS[view]({ described, catalogue, sign, refresh: () => refresh(0) });
      panel.dataset.filled = "yes";
      say("");
    } catch (fault) {
      sign("");
      say(fault.message);
    } finally {
      panel.classList.remove("busy");
      panel.ariaBusy = "false";
    }
  }, delay);
}

/** Keep what is set now in the charts, or let it go. */
function pin() {
  const { scenario, file, changes } = settings;
  settings.pinned = settings.pinned ? null : structuredClone({ scenario, file, changes });
  sayPinned();
  refresh(0);
}

function sayPinned() {
  byId("pin").textContent = settings.pinned ? "Unpin" : "Pin";
  byId("pin").ariaPressed = String(Boolean(settings.pinned));
}

function setTheme(name) {
  document.documentElement.dataset.theme = name;
  localStorage.setItem("theme", name);
  byId("theme").textContent = name === "dark" ? "Light" : "Dark";
}

/** Tell a sentence; calm: it tells no fault, and goes by itself. */
function say(text, calm = false) {
  if (!text && byId("said").classList.contains("calm")) return;
  clearTimeout(silence);
  byId("said").textContent = text;
  byId("said").classList.toggle("calm", calm);
  if (calm) silence = setTimeout(() => { byId("said").textContent = ""; byId("said").classList.remove("calm"); }, CALM);
}

/** Fill a list of things that have a name and a title, group by group. */
function fillGroups(list, things, group, chosen) {
  list.replaceChildren(...[...Map.groupBy(things, group)].map(([label, members]) => {
    const made = node("optgroup", { label });
    fill(made, members.map(({ name, title }) => [name, title]), chosen);
    return made;
  }));
  list.value = chosen;
}

start().catch((fault) => say(fault.message));
