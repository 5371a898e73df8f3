// The page: settings on the left, what follows on the right.

import { drawAssumptions, drawLevers, find, misfits } from "./levers.js";
import { hush, say } from "./messages.js";
import { byId, fill, node } from "./nodes.js";
import { DEFAULTS, address, ask, fetched, fromAddress, settings } from "./settings.js";
import { offer } from "./takeaway.js";
import { dress } from "./theme.js";
import { hint } from "./tips.js";
import { VIEWS } from "./views.js";

const PATIENCE = 60; // ms after a change before it is asked about
let described, catalogue, waiting;
let underWay = new AbortController();

async function start() {
  dress(() => refresh(0));
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
  byId("pin").onclick = pin;
  for (const tab of tabs()) {
    tab.onclick = () => look(tab.dataset.view);
    tab.onkeydown = ({ key }) => {
      const at = tabs().indexOf(tab), next = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: -1 }[key];
      if (next !== undefined) tabs().at(next % tabs().length).focus();
    };
  }
  offer(choose);
  catalogue = await fetched("/api/scenarios");
  onhashchange = follow;
  await follow();
}

const tabs = () => [...document.querySelectorAll("[role=tab]")];

/** Take the settings that the address carries; what cannot be taken is told, and the page begins without. */
async function follow() {
  try {
    if (await choose(fromAddress()) || described) return;
  } catch (damaged) {
    say(damaged.message, "notice");
    if (described) return;
  }
  await choose(DEFAULTS);
}

/** Give up what is asked, and return what will give up what is asked next. */
function anew() {
  clearTimeout(waiting);
  underWay.abort();
  underWay = new AbortController();
  return underWay.signal;
}

const sign = (text) => { byId("sign").textContent = text; };

/** Take other settings, and draw everything anew; where that cannot be done, say why, stay with what was, and return false. */
async function choose(changes) {
  const signal = anew(), wanted = structuredClone({ ...settings, ...changes });
  sign("stepping ...");
  let told;
  try {
    told = await ask("controls", {}, { ...wanted, changes: {} }, "", signal);
  } catch (fault) {
    if (signal.aborted) return true;
    say(fault.message, "notice");
    if (described) describe();
    return false;
  }
  if (told.theatre !== described?.theatre) byId("quantity").replaceChildren();
  described = told;
  const left = misfits(described, wanted.changes);
  for (const key of left) delete wanted.changes[key];
  if (left.length) say(`These settings are left out, since they do not fit what they set: ${left.join(", ")}.`, "notice");
  Object.assign(settings, wanted);
  describe();
  return true;
}

/** Draw the controls of the scenario that is set. */
function describe() {
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
  if (byId("find").value) find(document.querySelector("aside"), byId("find").value);
  sayPinned();
  look(settings.view);
}

/** Show one view, and fill it. */
function look(view) {
  settings.view = Object.hasOwn(VIEWS, view) ? view : "main";
  for (const tab of tabs()) {
    const mine = tab.dataset.view === settings.view;
    tab.ariaSelected = String(mine);
    tab.tabIndex = mine ? 0 : -1;
    byId(`view-${tab.dataset.view}`).hidden = !mine;
  }
  refresh(0);
}

/** Fill the view that is looked at, a moment after the last change; what was asked before is given up. */
function refresh(delay = PATIENCE) {
  const signal = anew(), { view } = settings, panel = byId(`view-${view}`);
  const page = {
    described, catalogue, sign, refresh: () => refresh(0),
    ask: (what, more, of = settings, who = "") => ask(what, more, of, who, signal),
  };
  sign("stepping ...");
  waiting = setTimeout(async () => {
    panel.classList.toggle("busy", view !== "main");
    panel.ariaBusy = "true";
    try {
      await VIEWS[view](page);
      if (signal.aborted) return;
      hush("fault");
      panel.classList.remove("outdated");
      panel.dataset.filled = "yes";
      if (view !== "main") byId("heard").textContent = `${document.querySelector(`#tab-${view}`).textContent}: drawn anew`;
      history.replaceState(null, "", address());
    } catch (fault) {
      if (signal.aborted) return;
      sign("not what is set: see the message");
      panel.classList.add("outdated");
      say(fault.message);
    }
    panel.classList.remove("busy");
    panel.ariaBusy = "false";
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
