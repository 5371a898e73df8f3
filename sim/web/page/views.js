// The views besides the main one: each asks for what it shows when it is looked at.

import { drawCauses, drawCourses, drawRecord, drawSteps, drawStory } from "./charts.js";
import { network } from "./network.js";
import { byId, fill, node } from "./nodes.js";
import { ask, settings } from "./settings.js";
import { tension, WORLDS } from "./tension.js";
import { interval, percent, round, signed } from "./words.js";

async function compare({ described, catalogue, refresh }) {
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
  if (!told) return;
  const outcome = (name) => described.outcomes.find((each) => each.name === name);
  const headline = outcome(described.headline), second = outcome(settings.outcome);
  byId("compare-title").textContent = headline.title;
  byId("compare-second-title").textContent = second.title;
  drawCourses(byId("compare-headline"), told.courses, headline.name, headline.unit);
  drawCourses(byId("compare-second"), told.courses, second.name, second.unit);
  const head = node("tr", {}, node("th", { textContent: `Against ${told.names[0]}` }), ...told.names.slice(1).map((name) => node("th", { textContent: name })));
  const rows = told.rows.map(({ title, unit, cells }) => node("tr", {}, node("th", { textContent: title, title: unit, scope: "row" }), ...cells.map((cell) => {
    if (!cell) return node("td", { textContent: "-" });
    const made = node("td", { className: cell.shade > 0 ? "good" : cell.shade < 0 ? "bad" : "" }, `${cell.gap}${cell.mean ? " (mean)" : ""}`,
      node("span", { className: "quiet", textContent: `${cell.band}${cell.better ? `; better in ${cell.better}` : ""}` }));
    made.style.setProperty("--shade", Math.abs(cell.shade));
    return made;
  })));
  byId("scorecard").replaceChildren(node("table", {}, node("thead", {}, head), node("tbody", {}, ...rows)));
}

async function why({ described, refresh }) {
  byId("quantity").onchange = byId("world").onchange = refresh;
  const told = await ask("why", { worlds: WORLDS, against: settings.against, quantity: byId("quantity").value, world: byId("world").value });
  if (!told) return;
  const names = { hostility: "Hostility", trust: "Trust", credibility: "Credibility of the alliance" };
  fill(byId("quantity"), told.quantities.map((name) => [name, names[name] ?? described.outcomes.find((each) => each.name === name).title]), byId("quantity").value || told.quantities[0]);
  const { difference } = told;
  const same = !difference || Math.abs(difference.total[0]) < 1e-6;
  byId("steps").hidden = same;
  byId("steps-said").textContent = !difference ? "The scenario behind cannot be held against this one world by world." : same
    ? `Nothing differs from ${settings.against} yet: move a policy on the left.` : `${difference.title} in the last month, against ${settings.against}: the mean over worlds, cause by cause.`;
  if (!same) drawSteps(byId("steps"), difference);
  drawCauses(byId("causes"), told.months, told.over_time);
  byId("story-title").textContent = `The story of world ${told.story.world}`;
  drawStory(byId("story"), told.months, told.story, described.actors);
}

async function worldviews() {
  const told = await ask("worldviews", { worlds: 300, against: settings.against, outcomes: [settings.outcome] });
  if (!told) return;
  const head = node("tr", {}, node("th", { textContent: "Difference, with its 90 % interval" }), ...told.worldviews.map(({ name, title }) => node("th", { textContent: name.replaceAll("_", " "), title })));
  const rows = told.rows.map(({ title, unit, contested, cells }) => node("tr", { className: contested ? "contested" : "" },
    node("th", { scope: "row", title: unit }, title, ...(contested ? [node("span", { textContent: " (contested)" })] : [])),
    ...cells.map(([difference, half, before, after, standing]) => {
      const made = node("td", { className: standing > 0 ? "good" : standing < 0 ? "bad" : "", title: `${round(before)} behind, ${round(after)} as set here` }, interval(difference, half),
        node("span", { className: "quiet", textContent: standing ? (standing > 0 ? "better" : "worse") : "no difference" }));
      made.style.setProperty("--shade", 0.7);
      return made;
    })));
  const shares = node("tr", {}, node("th", { scope: "row", textContent: `Good-enough worlds (${told.good_enough})` }), ...told.shares.map(([share, low, high]) => node("td", {}, percent(share),
    node("span", { className: "quiet", textContent: `${percent(low)} to ${percent(high)}` }))));
  byId("theories").replaceChildren(node("table", {}, node("thead", {}, head), node("tbody", {}, ...rows, shares)));
}

let past;
async function record() {
  past ??= await ask("record");
  byId("bring").hidden = past.outcomes.some(({ observed }) => observed);
  byId("past").replaceChildren(...past.outcomes.map((outcome, at) => node("figure", {}, node("figcaption", {}, node("h2", { textContent: outcome.title })), node("div", { id: `past-${at}`, className: "chart short" }))));
  past.outcomes.forEach((outcome, at) => drawRecord(byId(`past-${at}`), past.months, outcome, past.facts));
  const head = node("tr", {}, ...["Series", "Months", "Forecaster", "CRPS (lower is better)", "Skill", "Coverage"].map((textContent) => node("th", { textContent })));
  const rows = past.scores.map(({ variable, first, last, forecaster, crps, skill, coverage }) => node("tr", {}, ...[variable === "missile" ? "Missile provocations" : "GPR index for South Korea", `${first} to ${last}`, forecaster, crps.toFixed(3), signed(skill, 0.001), percent(coverage)]
    .map((text) => node("td", {}, forecaster === "Peninsula" ? node("b", { textContent: text }) : text))));
  byId("scores").replaceChildren(node("table", {}, node("thead", {}, head), node("tbody", {}, ...rows)));
}

export const VIEWS = { main: tension, compare, why, worldviews, network, record, about: async () => {} };
