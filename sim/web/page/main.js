// The page: settings on the left, results on the right.

import { fetchFromServer, post } from "./api.js";
import { chartsReady } from "./charts.js";
import { drawAssumptions, drawLevers, filterControls, invalidChanges } from "./controls.js";
import { initDrawer } from "./drawer.js";
import { byId, element, fillGroupedSelect, fillSelect } from "./dom.js";
import { drawEnsemble } from "./ensemble.js";
import { connectButtons } from "./export.js";
import { flush, initHistory, record, settle } from "./history.js";
import { clearMessage, showMessage } from "./messages.js";
import { withNowcast } from "./nowcasts.js";
import { isPolicyOld, outdatePolicy, showPolicy } from "./policy.js";
import { initPrint } from "./print.js";
import { ask } from "./question.js";
import { drawRules } from "./rules.js";
import { DEFAULTS, settings, settingsFromAddress } from "./settings.js";
import { drawStack, partsOf } from "./stack.js";
import { initTheme } from "./theme.js";
import { initTour } from "./tour.js";
import { helpButton } from "./tooltips.js";
import { drawTray, initTray } from "./tray.js";
import { LONGEST_TITLE, callByTitle, comparableVariants, keepVariant, keptVariant, mergedVariants, variantId, variantOf } from "./variants.js";
import { VIEWS, loadViews } from "./views.js";
import { initLanguage, proseOf, say, textOf, translate } from "./words.js";

const DELAY_MS = 15; // between a change and its request
const sidebar = document.querySelector("aside");
let controls, catalogue, timer;
let listed; // resolves when the catalogue of scenarios is there
let requests = new AbortController();
let asking = null; // the round of requests whose quick answer is still to come: it asks once more if settings change until then

async function start() {
  const scenarios = fetchFromServer("api/scenarios");
  scenarios.catch(() => {}); // what went wrong is thrown where it is awaited
  await initLanguage(flush);
  initTheme(() => refresh(0));
  initDrawer();
  initPrint();
  initTour(() => { if (settings.view !== "tension") showView("tension"); });
  for (const mark of document.querySelectorAll("[data-help]")) mark.replaceWith(helpButton(mark.parentElement.textContent.trim(), say(mark.dataset.help)));
  byId("scenario").onchange = ({ target }) => (variantOf(target.value) ? openVariant(variantOf(target.value)) : replaceScenario({ scenario: target.value, file: "" }));
  byId("reference").onchange = ({ target }) => { settings.reference = target.value; refresh(0); };
  byId("outcome").onchange = ({ target }) => { settings.outcome = target.value; refresh(0); };
  byId("worldview").onchange = ({ target }) => {
    if (target.value === controls.worldview) delete settings.changes.worldview;
    else settings.changes.worldview = target.value;
    refresh(0);
  };
  byId("search").oninput = ({ target }) => filterControls(sidebar, target.value);
  initTray(() => refresh(0), async () => {
    if (await ask(say("ask.reset", { count: countOf(settings.changes) }), { discard: say("ask.discard"), "": say("cancel") })) applySettings({ changes: {}, name: "" });
  }, async () => {
    if (await keepVariant(controls)) drawControls();
  });
  byId("pin").onclick = togglePin;
  for (const tab of tabs()) {
    tab.onclick = () => showView(tab.dataset.view);
    tab.onkeydown = ({ key }) => {
      const index = tabs().indexOf(tab), next = { ArrowRight: index + 1, ArrowLeft: index - 1, Home: 0, End: -1 }[key];
      if (next !== undefined) tabs().at(next % tabs().length).focus();
    };
  }
  document.querySelector(".skip-link").onclick = (event) => {
    event.preventDefault(); // the address is for settings
    byId("results").scrollIntoView();
    byId("results").focus();
  };
  connectButtons(replaceScenario);
  listed = scenarios.then((found) => {
    catalogue = found;
    callByTitle(catalogue);
    showBroken();
  });
  listed.catch(() => {}); // told where it is awaited
  await initHistory(applyAddress, redrawTray);
}

const countOf = (changes) => Object.keys(changes).length;
const redrawTray = () => controls && drawTray(controls, (key) => {
  const { [key]: _, ...kept } = settings.changes;
  applySettings({ changes: kept });
});

/** Change to another scenario or an opened file; changes are discarded or kept as the user says. */
async function replaceScenario(next) {
  let kept = {};
  if (Object.keys(settings.changes).length) {
    const answer = await ask(say("ask.replace", { count: countOf(settings.changes) }), { discard: say("ask.discard"), keep: say("ask.apply"), "": say("cancel") });
    if (!answer) { drawControls(); return; }
    if (answer === "keep") kept = settings.changes;
  }
  await applySettings({ ...next, changes: kept, name: "" });
}

/** Change to a variant that the user has kept; changes that are kept nowhere are discarded if the user says so. */
async function openVariant({ scenario, file, changes, name, isNamed }) {
  if (Object.keys(settings.changes).length && !keptVariant() && !await ask(say("ask.open", { count: countOf(settings.changes) }), { discard: say("ask.discard"), "": say("cancel") })) {
    drawControls();
    return;
  }
  await applySettings(structuredClone({ scenario, file, changes, name: isNamed ? name : "" }));
}

const tabs = () => [...document.querySelectorAll("[role=tab]")];
const setStatus = (text) => { byId("status").textContent = text; };

/**
 * Apply the settings in the address; where that fails, say why and keep the former settings, or start with the defaults.
 * isStep: whether it is a step back or forward in the history of this page, which changes what is simulated and nothing else.
 */
async function applyAddress(isStep = false) {
  try {
    const { scenario, file, changes, name, ensemble, ...shown } = settingsFromAddress();
    const others = isStep ? {} : { ...shown, variants: mergedVariants(shown.variants) };
    if (await applySettings({ scenario, file, changes, name, ensemble: await withNowcast(ensemble), ...others }) || controls) return;
  } catch (error) {
    showMessage(error.message, "notice");
    if (controls) return;
  }
  await applySettings(DEFAULTS);
}

/** Abort the requests in progress, and return the signal that aborts the next ones. */
function abortRequests() {
  clearTimeout(timer);
  requests.abort();
  requests = new AbortController();
  return requests.signal;
}

let applying = null; // aborts the settings that are on their way; what is shown waits for them

/** Apply changed settings and redraw the page. Where the server refuses them, say why, keep the former ones and return false. */
async function applySettings(changed) {
  settle();
  abortRequests();
  applying?.abort();
  const own = applying = new AbortController();
  setStatus(say("status.simulating"));
  let answer;
  try {
    [answer] = await Promise.all([post("controls", {}, { of: { ...settings, ...changed, changes: {} }, signal: own.signal }), listed]);
  } catch (error) {
    if (own.signal.aborted) return true;
    applying = null;
    showMessage(error.message, "notice");
    if (controls) drawControls();
    return false;
  }
  applying = null;
  // the quantities that can be explained depend on the theatre
  if (answer.theatre !== controls?.theatre) byId("quantity").replaceChildren();
  controls = answer;
  // all else may have changed meanwhile, such as the view
  Object.assign(settings, structuredClone(changed));
  const invalid = invalidChanges(controls, settings.changes);
  for (const key of invalid) delete settings.changes[key];
  if (invalid.length) showMessage(say("error.ignored", { keys: invalid.join(", ") }), "notice");
  drawControls();
  return true;
}

/** Say which scenarios of the folder cannot be read, and why. */
function showBroken() {
  const broken = catalogue.filter(({ error }) => error);
  byId("broken").hidden = !broken.length;
  byId("broken").querySelector("summary").textContent = say("list.broken", { count: broken.length });
  byId("broken").querySelector("ul").replaceChildren(...broken.map(({ error }) => element("li", textOf(error))));
}

/** Return the rules of the settings with other changes, each with its sentence; throws what is wrong with one. */
const describeRules = (changes) => post("rules", {}, { of: { ...settings, changes }, channel: "/rules" });

/** Draw the controls of the current scenario, then the current view. */
function drawControls() {
  const shipped = catalogue.filter(({ theatre, start }) => theatre === controls.theatre && start === controls.ensemble.start.written);
  const variants = (found) => found.map((each) => ({ name: variantId(each), title: each.name, label: say("list.variants") }));
  const comparable = [...shipped.map(({ name, title }) => ({ name, title: translate(title), label: say("list.scenarios") })), ...variants(comparableVariants(controls))];
  if (!comparable.some(({ name }) => name === settings.reference)) {
    settings.reference = (comparable.find(({ name }) => name.includes("baseline")) ?? comparable[0])?.name ?? "";
  }
  if (!controls.outcomes.some(({ name }) => name === settings.outcome)) settings.outcome = DEFAULTS.outcome;
  fillGroupedSelect(byId("reference"), comparable, ({ label }) => label, settings.reference);
  fillGroupedSelect(byId("scenario"), [...variants(settings.variants), ...catalogue.map(({ name, title, label }) => ({ name, title: translate(title), label: translate(label) }))], ({ label }) => label, settings.file ? "" : settings.scenario);
  const broken = catalogue.filter(({ error }) => error);
  for (const option of byId("scenario").options) option.disabled = broken.some(({ name }) => name === option.value);
  if (!settings.file && partsOf(settings.scenario).length > 1) byId("scenario").prepend(new Option(translate(controls.title), settings.scenario, false, true));
  drawStack(controls, catalogue, (scenario) => applySettings({ scenario }));
  if (settings.file) byId("scenario").prepend(new Option(say("list.opened", { title: controls.title }), "", false, true));
  const description = byId("description"), hypothesis = /^(none\b|$)/i.test(controls.hypothesis) ? "" : controls.hypothesis;
  const title = translate(controls.title);
  description.replaceChildren(...(title.length > LONGEST_TITLE ? [element("strong", { textContent: title }), " "] : []), element("span", proseOf(controls.description)),
    ...(hypothesis ? [` ${say("side.hypothesis")} `, element("span", proseOf(hypothesis))] : []));
  const long = description.scrollHeight > description.clientHeight;
  if (long) description.tabIndex = 0; // so that the arrow keys scroll it
  else description.removeAttribute("tabindex");
  fillSelect(byId("worldview"), controls.worldviews.map(({ name, title }) => [name, translate(title)]), settings.changes.worldview ?? controls.worldview);
  fillGroupedSelect(byId("outcome"), controls.outcomes.filter(({ name }) => name !== controls.headline).map(({ name, title, group }) => ({ name, title: translate(title), group: translate(group) })), ({ group }) => group, settings.outcome);
  drawLevers(byId("levers"), controls.actors, controls, refresh);
  drawRules(byId("rules"), controls, () => { settle(); refresh(); }, describeRules);
  if (Object.keys(settings.changes).some((key) => key.startsWith("rules."))) byId("rules-section").open = true;
  drawLevers(byId("conditions"), controls.conditions, controls, refresh);
  drawAssumptions(byId("assumptions"), controls, refresh);
  if (byId("search").value) filterControls(sidebar, byId("search").value);
  drawEnsemble(controls, (ensemble) => applySettings({ ensemble }));
  drawPin();
  showView(settings.view);
}

function showView(view) {
  settings.view = Object.hasOwn(VIEWS, view) ? view : DEFAULTS.view;
  for (const tab of tabs()) {
    const isCurrent = tab.dataset.view === settings.view;
    tab.ariaSelected = String(isCurrent);
    tab.tabIndex = isCurrent ? 0 : -1;
    byId(`view-${tab.dataset.view}`).hidden = !isCurrent;
  }
  refresh(0);
}

/** Redraw the current view after a change. A quick answer on its way is awaited and asked for once more; other requests are aborted. */
function refresh(delay = DELAY_MS) {
  if (applying) return;
  record();
  redrawTray();
  if (asking && asking.view === settings.view && !asking.signal.aborted) {
    asking.changed = true;
    return;
  }
  const signal = abortRequests(), { view } = settings, panel = byId(`view-${view}`);
  const round = { view, signal, changed: false };
  asking = view === "tension" ? round : null;
  const drawn = () => {
    clearMessage("error");
    panel.classList.remove("outdated");
  };
  const page = {
    // a view sets the status when results of the current settings are drawn, even if more is to come
    controls, catalogue, setStatus: (text) => { drawn(); setStatus(text); }, refresh: () => refresh(0), redraw: drawControls, apply: applySettings, open: openVariant, quickly: (ask) => askWhileChanging(round, ask),
    // what a view draws after an answer, it can draw in charts
    post: async (route, fields, options) => (await Promise.all([post(route, fields, { ...options, signal }), chartsReady()]))[0],
  };
  setStatus(say("status.simulating"));
  timer = setTimeout(async () => {
    // the view of tension draws a quick answer at once, and need not be dimmed
    panel.classList.toggle("busy", view !== "tension");
    panel.ariaBusy = "true";
    if (view !== "tension" && isPolicyOld()) { // levers tell what came about of them in every view
      outdatePolicy();
      post("policy", {}, { channel: "/policy", signal }).then(showPolicy, () => {});
    }
    try {
      await VIEWS[view](page);
      if (signal.aborted) return;
      drawn();
      if (!panel.dataset.loaded) loadViews();
      panel.dataset.loaded = "true";
      if (view !== "tension") byId("announcement").textContent = say("status.updated", { view: byId(`tab-${view}`).textContent });
      flush();
    } catch (error) {
      if (signal.aborted) return;
      setStatus(say("status.outdated"));
      panel.classList.add("outdated");
      showMessage(error.message);
    }
    panel.classList.remove("busy");
    panel.ariaBusy = "false";
  }, delay);
}

/** Ask for a quick answer, and again as long as settings change before it is there. */
async function askWhileChanging(round, ask) {
  try {
    do {
      round.changed = false;
      await ask();
    } while (round.changed && !round.signal.aborted);
  } finally {
    if (asking === round) asking = null;
  }
}

/** Keep the current settings in the charts, or remove the pinned ones. */
function togglePin() {
  const { scenario, file, changes, name } = settings;
  settings.pinned = settings.pinned ? null : structuredClone({ scenario, file, changes, name });
  drawPin();
  refresh(0);
}

function drawPin() {
  byId("pin").textContent = say(settings.pinned ? "header.unpin" : "header.pin");
  byId("pin").ariaPressed = String(Boolean(settings.pinned));
}

start().catch((error) => showMessage(error.message));
