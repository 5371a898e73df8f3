// The views besides the main one: each asks for what it shows when it is looked at.

import { drawCauses, drawCourses, drawRecord, drawSteps, drawStory, wipe } from "./charts.js";
import { network } from "./network.js";
import { byId, fill, node } from "./nodes.js";
import { settings } from "./settings.js";
import { tension, WORLDS } from "./tension.js";
import { hint } from "./tips.js";
import { interval, percent, round, signed } from "./words.js";

async function compare({ described, catalogue, ask, refresh }) {
  const others = catalogue.filter(({ name, theatre, start }) => theatre === described.theatre && start === described.start && name !== settings.against);
  settings.compared = settings.compared.filter((name) => others.some((each) => each.name === name));
  if (!byId("compare-names").contains(document.activeElement) || !byId("compare-names").childElementCount) {
    byId("compare-names").replaceChildren(...others.map(({ name, title }) => {
      const box = node("input", { type: "checkbox", value: name, checked: settings.compared.includes(name), onchange: () => {
        settings.compared = [...byId("compare-names").querySelectorAll("input:checked")].map((each) => each.value).slice(0, 5);
        for (const each of byId("compare-names").querySelectorAll("input")) each.checked = settings.compared.includes(each.value);
        refresh();
      } });
      return node("label", { title }, box, ` ${name.replaceAll("_", " ")}`);
    }));
  }
  const told = await ask("compare", { worlds: WORLDS, against: settings.against, outcomes: [settings.outcome], names: settings.compared }, settings, "/compare");
  const outcome = (name) => described.outcomes.find((each) => each.name === name);
  const headline = outcome(described.headline), second = outcome(settings.outcome);
  for (const [place, { name, title, unit }] of [["compare-headline", headline], ["compare-second", second]]) {
    byId(`${place}-title`).textContent = title;
    drawCourses(byId(place), told.courses, name, unit);
    const last = told.courses.filter(({ series }) => series[name]).map(({ name: of, months, series }) => `${of} ${round(series[name].q50.at(-1))} in ${months.at(-1)}`);
    byId(place).ariaLabel = `${title}, medians: ${last.join("; ")}`;
  }
  const head = node("tr", {}, node("th", { textContent: `Against ${told.names[0]}` }), ...told.names.slice(1).map((name) => node("th", { textContent: name })));
  const rows = told.rows.map(({ title, unit, cells }) => node("tr", {}, measured(title, unit), ...cells.map((cell) => {
    if (!cell) return node("td", { textContent: "-" });
    const made = node("td", { className: cell.shade > 0 ? "good" : cell.shade < 0 ? "bad" : "" }, `${cell.gap}${cell.mean ? " (mean)" : ""}`,
      node("span", { className: "quiet", textContent: `${cell.band}${cell.better ? `; better in ${cell.better}` : ""}` }));
    made.style.setProperty("--shade", Math.abs(cell.shade));
    return made;
  })));
  byId("scorecard").replaceChildren(node("table", {}, node("thead", {}, head), node("tbody", {}, ...rows)));
}

/** Return the head of a row: what is told in it, and its unit. */
const measured = (title, unit, ...more) => node("th", { scope: "row" }, title, ...more, node("span", { className: "quiet", textContent: unit }));

async function why({ described, ask, refresh }) {
  byId("quantity").onchange = byId("world").onchange = refresh;
  const told = await ask("why", { worlds: WORLDS, against: settings.against, quantity: byId("quantity").value, world: byId("world").value });
  const names = { hostility: "Hostility", trust: "Trust", credibility: "Credibility of the alliance" };
  fill(byId("quantity"), told.quantities.map((name) => [name, names[name] ?? described.outcomes.find((each) => each.name === name).title]), byId("quantity").value || told.quantities[0]);
  const { difference } = told;
  const same = !difference || Math.abs(difference.total[0]) < 1e-6;
  byId("steps").hidden = same;
  byId("steps-said").textContent = !difference ? "The scenario behind cannot be held against this one world by world." : same
    ? `Nothing differs from ${settings.against} yet: move a policy on the left.` : `${difference.title} in the last month, against ${settings.against}: the mean over worlds, cause by cause.`;
  if (same) wipe(byId("steps"));
  else drawSteps(byId("steps"), difference);
  drawCauses(byId("causes"), told.months, told.over_time);
  byId("steps").ariaLabel = same ? "" : `Causes of the difference: ${listed(difference.causes.map(({ cause, values }) => [cause, values[0]]))}; together ${signed(difference.total[0])}`;
  byId("causes").ariaLabel = `Causes of the change until ${told.months.at(-1)}: ${listed(told.over_time.causes.map(({ cause, values }) => [cause, values.at(-1)]))}; together ${signed(told.over_time.total.at(-1))}`;
  byId("story-title").textContent = `The story of world ${told.story.world}`;
  drawStory(byId("story"), told.months, told.story, described.actors);
  const kinds = [...Map.groupBy(told.story.events, ([, kind]) => kind)].map(([kind, events]) => `${kind} ${events.length}`);
  byId("story").ariaLabel = `Events of world ${told.story.world}: ${kinds.join(", ") || "none"}. The view Network tells them one by one.`;
}

/** Return the largest causes in words. */
const listed = (causes) => causes.slice(0, 8).map(([cause, value]) => `${cause} ${signed(value)}`).join(", ");

async function worldviews({ ask }) {
  const told = await ask("worldviews", { worlds: 300, against: settings.against, outcomes: [settings.outcome] });
  const head = node("tr", {}, node("th", { textContent: "Difference, with its 90 % interval" }), ...told.worldviews.map(({ name, title }) => node("th", {}, `${name.replaceAll("_", " ")} `, hint(name, title))));
  const rows = told.rows.map(({ title, unit, contested, cells }) => node("tr", { className: contested ? "contested" : "" },
    measured(title, unit, ...(contested ? [" (contested)"] : [])),
    ...cells.map(([difference, half, before, after, standing]) => {
      const made = node("td", { className: standing > 0 ? "good" : standing < 0 ? "bad" : "", title: `${round(before)} behind, ${round(after)} as set here` }, interval(difference, half),
        node("span", { className: "quiet", textContent: standing > 0 ? "better" : standing < 0 ? "worse" : Math.abs(difference) > half ? "negligible" : "no difference" }));
      made.style.setProperty("--shade", 0.7);
      return made;
    })));
  const shares = node("tr", {}, node("th", { scope: "row" }, "Good-enough worlds ", hint("Good-enough worlds", `The share of worlds, with its 90 % interval, in which ${told.good_enough}: a policy that is good enough under every theory may be wiser than the best one under a single theory.`)), ...told.shares.map(([share, low, high]) => node("td", {}, percent(share),
    node("span", { className: "quiet", textContent: `${percent(low)} to ${percent(high)}` }))));
  byId("theories").replaceChildren(node("table", {}, node("thead", {}, head), node("tbody", {}, ...rows, shares)));
}

const COLUMNS = {
  Series: "Missile provocations: a month's missile tests by North Korea (CSIS Beyond Parallel). GPR index: the share of newspaper articles about geopolitical risks that concern South Korea (Caldara & Iacoviello).",
  Months: "", Forecaster: "Peninsula, and simple rivals: climatology (the trailing five years), persistence (what was last seen stays), regression (told the same policies), autoregression and smoothed level (the series' own past).",
  CRPS: "Continuous ranked probability score: how far a forecast's whole distribution lies from what came, in the unit of the series. Lower is better.",
  Skill: "One less the score's ratio to that of climatology: above zero is better than the trailing five years.", Coverage: "The share of months in which what came lay inside the forecast's 90 % band; 90 % is right.",
};
let past;
async function record({ ask }) {
  past ??= await ask("record");
  byId("bring").hidden = past.outcomes.some(({ observed }) => observed);
  byId("past").replaceChildren(...past.outcomes.map((outcome, at) => node("figure", {}, node("figcaption", {}, node("h2", { textContent: outcome.title })), node("div", { id: `past-${at}`, className: "chart short", role: "group", ariaLabel: `${outcome.title}: from ${past.months[0]} to ${past.months.at(-1)}` }))));
  past.outcomes.forEach((outcome, at) => drawRecord(byId(`past-${at}`), past.months, outcome, past.facts));
  const head = node("tr", {}, ...Object.entries(COLUMNS).map(([title, meaning]) => node("th", {}, title, ...(meaning ? [" ", hint(title, meaning)] : []))));
  const rows = past.scores.map(({ variable, first, last, forecaster, crps, skill, coverage }) => node("tr", {}, ...[variable === "missile" ? "Missile provocations" : "GPR index for South Korea", `${first} to ${last}`, forecaster, crps.toFixed(3), signed(skill, 0.001), percent(coverage)]
    .map((text) => node("td", {}, forecaster === "Peninsula" ? node("b", { textContent: text }) : text))));
  byId("scores").replaceChildren(node("table", {}, node("thead", {}, head), node("tbody", {}, ...rows)));
}

export const VIEWS = { main: tension, compare, why, worldviews, network, record, about: async () => {} };
