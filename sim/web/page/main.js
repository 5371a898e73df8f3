// The page: settings on the left, what follows on the right; a small ensemble at once, the whole one a moment later.

import { drawCourse, drawDifference } from "./charts.js";
import { drawAssumptions, drawLevers, find } from "./levers.js";
import { address, ask, fromAddress, settings } from "./settings.js";
import { VIEWS } from "./views.js";

const WHOLE = 500;
const KEY = 5; // numbers that are shown without asking
const byId = (id) => document.getElementById(id);
let described, catalogue, told, pinned, waiting;

async function start() {
  const kept = localStorage.getItem("theme") ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
  setTheme(kept);
  fromAddress();
  const scenarios = catalogue = await (await fetch("/api/scenarios")).json();
  fill(byId("scenario"), scenarios.map(({ name, title }) => [name, title]), settings.scenario);
  fill(byId("against"), scenarios.map(({ name, title }) => [name, title]), settings.against);
  byId("scenario").onchange = (event) => choose({ scenario: event.target.value, file: "", changes: {} });
  byId("against").onchange = (event) => { settings.against = event.target.value; refresh(); };
  byId("outcome").onchange = (event) => { settings.outcome = event.target.value; refresh(0); };
  byId("worldview").onchange = (event) => {
    if (event.target.value === described.worldview) delete settings.changes.worldview;
    else settings.changes.worldview = event.target.value;
    refresh(0);
  };
  byId("find").oninput = (event) => find(document.querySelector("aside"), event.target.value);
  byId("reset").onclick = () => choose({ changes: {} });
  byId("theme").onclick = () => { setTheme(document.documentElement.dataset.theme === "dark" ? "light" : "dark"); redraw(); };
  byId("pin").onclick = pin;
  for (const tab of document.querySelectorAll("[role=tab]")) {
    tab.onclick = () => look(tab.dataset.view);
    tab.onkeydown = (event) => {
      const tabs = [...document.querySelectorAll("[role=tab]")], step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (step) tabs.at((tabs.indexOf(tab) + step) % tabs.length).focus();
    };
  }
  byId("link").onclick = copyLink;
  byId("open").onclick = () => byId("file").click();
  byId("file").onchange = openFile;
  byId("download").onclick = () => download("toml", `${settings.file ? "opened" : settings.scenario}-from-the-page.toml`);
  byId("table").onclick = () => download("table", `${settings.file ? "opened" : settings.scenario}-monthly.csv`);
  byId("report").onclick = () => download("report", `${settings.file ? "opened" : settings.scenario}-report.html`);
  byId("figures").onclick = figures;
  byId("save").onclick = save;
  sayPinned();
  await describe();
}

/** Take other settings, and draw everything anew. */
async function choose(changes) {
  byId("sign").textContent = "stepping ...";
  Object.assign(settings, changes);
  await describe();
}

async function describe() {
  try {
    const { changes } = settings;
    settings.changes = {};
    described = await ask("controls");
    settings.changes = changes;
  } catch (fault) {
    return say(fault.message);
  }
  byId("scenario").value = settings.file ? "" : settings.scenario;
  byId("about").textContent = `${described.description} Hypothesis: ${described.hypothesis || "none."}`;
  fill(byId("worldview"), described.worldviews.map(({ name, title }) => [name, title]), settings.changes.worldview ?? described.worldview);
  const groups = Map.groupBy(described.outcomes.filter(({ name }) => name !== described.headline), ({ group }) => group);
  byId("outcome").replaceChildren(...[...groups].map(([group, outcomes]) => {
    const made = document.createElement("optgroup");
    made.label = group;
    fill(made, outcomes.map(({ name, title }) => [name, title]), settings.outcome);
    return made;
  }));
  if (!described.outcomes.some(({ name }) => name === settings.outcome)) settings.outcome = "crisis_prob";
  byId("outcome").value = settings.outcome;
  drawLevers(byId("levers"), described, refresh);
  drawAssumptions(document.querySelector("#assumptions > div"), described, refresh);
  look(settings.view);
}

/** Show one view, and fill it. */
function look(view) {
  settings.view = view in VIEWS ? view : "main";
  for (const tab of document.querySelectorAll("[role=tab]")) {
    const mine = tab.dataset.view === settings.view;
    tab.ariaSelected = String(mine);
    byId(`view-${tab.dataset.view}`).hidden = !mine;
  }
  refresh(0);
}

/** Ask for a small ensemble at once, then for the whole one. */
function refresh(delay = 60) {
  clearTimeout(waiting);
  byId("sign").textContent = "stepping ...";
  waiting = setTimeout(async () => {
    try {
      if (settings.view !== "main") return await fillView();
      const wanted = { worlds: WHOLE, outcomes: [settings.outcome], against: settings.against };
      for (const quick of [true, false]) {
        const [found, kept] = await Promise.all([ask("answer", { ...wanted, quick }), settings.pinned ? ask("answer", { ...wanted, quick: true }, settings.pinned, "/pinned") : null]);
        if (found === null) return;
        [told, pinned] = [found, kept];
        show();
        byId("sign").textContent = `${told.worlds} worlds, refining ...`;
        document.body.dataset.quick = quick;
      }
      byId("sign").textContent = `${WHOLE} worlds`;
      say("");
    } catch (fault) {
      say(fault.message);
      byId("sign").textContent = "";
    }
  }, delay);
}

async function fillView() {
  const panel = byId(`view-${settings.view}`), { view } = settings;
  panel.classList.add("busy");
  panel.ariaBusy = "true";
  try {
    await VIEWS[view]({ described, catalogue, refresh: () => refresh(0) });
    byId("caveat").textContent ||= "This is not a forecast: it shows what follows from the assumptions listed here, and is an instrument for thinking.";
    panel.dataset.filled = "yes";
    say("");
  } finally {
    panel.classList.remove("busy");
    panel.ariaBusy = "false";
  }
}

/** Draw again what is shown, in the colours of the theme. */
function redraw() {
  if (settings.view === "main") show();
  else refresh(0);
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

function show() {
  if (!told) return;
  const outcome = (name) => described.outcomes.find((each) => each.name === name);
  const names = { own: "as set here", reference: `${settings.against}, behind`, pinned: "pinned" };
  const headline = outcome(told.headline), second = outcome(settings.outcome);
  byId("headline-title").textContent = `${headline.title} (${headline.unit})`;
  drawCourse(byId("headline"), told.months, told.series[told.headline], headline, names, pinned?.series[told.headline]?.own);
  byId("definition").textContent = second.definition;
  if (told.series[second.name]) drawCourse(byId("second"), told.months, told.series[second.name], second, names, pinned?.series[second.name]?.own);
  if (told.paired) drawDifference(byId("difference"), told.months, told.series[told.headline], headline);
  else Plotly.purge(byId("difference"));
  const first = told.cards[0];
  byId("chance").textContent = told.paired
    ? `${headline.title}: better in ${percent(first.better_share)} of worlds, worse in ${percent(first.worse_share)}`
    : "the two cannot be compared world by world: another theatre or horizon";
  byId("cards").replaceChildren(...told.cards.slice(0, KEY).map(card));
  byId("others").replaceChildren(...told.cards.slice(KEY).map(card));
  byId("caveat").textContent = told.caveat;
  document.body.dataset.worlds = told.worlds;
}

function card(told) {
  const box = document.createElement("div");
  box.className = "card";
  const add = (tag, className, text) => {
    const made = document.createElement(tag);
    made.className = className;
    made.textContent = text;
    box.append(made);
  };
  add("span", "title", told.title);
  add("b", "", round(told.mean));
  add("span", "quiet small", `90 %: ${round(told.low)} to ${round(told.high)}`);
  if (told.difference !== undefined) {
    const sure = Math.abs(told.difference) > told.difference_half;
    const good = told.better && (told.difference < 0) === (told.better === "lower");
    const words = !sure ? "no difference" : `${told.difference > 0 ? "▲ +" : "▼ "}${round(told.difference)} ± ${told.difference_half.toLocaleString("en", { maximumSignificantDigits: 2 })}`;
    add("div", `small ${!sure || !told.better ? "quiet" : good ? "better" : "worse"}`, words + (sure && told.better ? (good ? ", better" : ", worse") : ""));
  }
  box.title = `${told.title} in the last month [${told.unit}]`;
  box.dataset.outcome = told.name;
  return box;
}

async function openFile(event) {
  const [file] = event.target.files;
  event.target.value = "";
  if (!file) return;
  if (file.size > 256 * 1024) return say(`${file.name} is too large: expected a scenario file of at most 256 kB`);
  const before = { ...settings };
  try {
    Object.assign(settings, { file: await file.text(), changes: {} });
    await ask("controls");
  } catch (fault) {
    Object.assign(settings, before);
    return say(fault.message);
  }
  await choose({});
}

async function download(what, name) {
  try {
    if (what === "report") say("The report is being made ...", true);
    const reply = await ask(what, { worlds: WHOLE, against: what === "report" ? settings.against : "" });
    const link = document.createElement("a");
    link.href = URL.createObjectURL(await reply.blob());
    link.download = name;
    link.click();
    URL.revokeObjectURL(link.href);
    say("");
  } catch (fault) {
    say(fault.message);
  }
}

/** Download the charts of this view as pictures, on the paper of the theme. */
async function figures() {
  const paper = getComputedStyle(document.documentElement).getPropertyValue("--paper");
  for (const chart of byId(`view-${settings.view}`).querySelectorAll(".js-plotly-plot")) {
    await Plotly.relayout(chart, { paper_bgcolor: paper });
    await Plotly.downloadImage(chart, { format: "png", scale: 2, width: 1000, height: chart.clientHeight * 1.3, filename: `peninsula-${chart.id}` });
    await Plotly.relayout(chart, { paper_bgcolor: "rgba(0,0,0,0)" });
  }
}

async function save() {
  try {
    say("The run is being made ...", true);
    const { folder, new: fresh } = await ask("save", { worlds: WHOLE });
    say(`${fresh ? "The run is kept in" : "This very run is kept already in"} ${folder}.`, true);
  } catch (fault) {
    say(fault.message);
  }
}

async function copyLink() {
  history.replaceState(null, "", address());
  try {
    await navigator.clipboard.writeText(address());
    say("The link is copied: it carries these settings.", true);
  } catch {
    say("The address of this page now carries these settings.", true);
  }
}

function setTheme(name) {
  document.documentElement.dataset.theme = name;
  localStorage.setItem("theme", name);
  byId("theme").textContent = name === "dark" ? "Light" : "Dark";
}

function fill(list, pairs, chosen) {
  list.replaceChildren(...pairs.map(([value, text]) => new Option(text, value, false, value === chosen)));
}

function say(text, calm = false) {
  byId("said").textContent = text;
  byId("said").classList.toggle("calm", calm);
}

const round = (number) => Number(number.toPrecision(3)).toLocaleString("en", { maximumSignificantDigits: 3 });
const percent = (share) => (share === null ? "-" : `${Math.round(share * 100)} %`);

start().catch((fault) => say(fault.message));
