// The answer of pathways: when each plan stops meeting the target, and what passing to another brings there.

import { cssColour, paletteColour } from "../../charts.js";
import { byId, element } from "../../dom.js";
import { say, translate } from "../../words.js";
import { drawCurves, drawIntervals } from "./charts.js";
import { cell, figureOf, scrollTable, sentenceList } from "./parts.js";

const VERDICTS = { helps: "good", harms: "bad" };

/** Build the answer in a container; return what draws its charts. controls: for the titles of costs. titles: of the plans. */
export function drawPathways(container, answer, controls, titles) {
  const { names, sentences, tipping, costs, transfers, gains } = answer, titled = new Map(names.map((name, index) => [name, titles[index]]));
  const titleOf = (name) => translate(controls.outcomes.find((outcome) => outcome.name === name)?.title ?? name);
  const headings = [...["plan", "tipped", "never", "on_target"].map((key) => say(`studies.head_${key}`)), ...costs.map((name) => say("studies.head_cost", { title: titleOf(name) })), say("studies.head_levers")];
  container.append(
    sentenceList(sentences, say("studies.found")),
    figureOf("pathways-still-met", say("studies.still_met"), say("studies.still_met_caption")),
    element("h2", { className: "study-heading", textContent: say("studies.tipping") }), scrollTable(say("studies.tipping"), headings, tipping.map(([plan, ...cells], index) => element("tr", {}, element("th", { scope: "row" }, titles[index], element("code", { className: "quiet", textContent: plan })), ...cells.map((text) => cell(text))))),
  );
  if (gains.length) {
    container.append(
      figureOf("pathways-gains", say("studies.gains"), say("studies.gains_caption")),
      scrollTable(say("studies.gains"), ["from", "to", "already", "again", "gain", "verdict"].map((key) => say(`studies.head_${key}`)), transfers.map((row) => transferRow(row, titled))),
    );
  }
  return () => drawCharts(answer, titled);
}

function transferRow([from, to, ...cells], titled) {
  const plan = (name) => [titled.get(name), element("code", { className: "quiet", textContent: name })];
  const verdict = cells.at(-1), row = element("tr", {}, element("th", { scope: "row" }, ...plan(from)), element("td", {}, ...plan(to)), ...cells.map((text) => cell(text, text === verdict ? VERDICTS[verdict] ?? "" : "")));
  row.lastElementChild.style.setProperty("--shade", 0.6);
  return row;
}

function drawCharts({ names, months, survival, gains }, titled) {
  const per = (shares) => shares.map((share) => 100 * share);
  drawCurves(byId("pathways-still-met"), survival.map(({ share, low, high }, index) => ({ name: titled.get(names[index]), colour: paletteColour(index + 1), x: months, middle: per(share), low: per(low), high: per(high) })), { unit: say("chart.share"), range: [0, 102], shape: "hv" });
  if (!gains.length) return;
  const sorted = gains.toSorted((one, other) => (other.value ?? 0) - (one.value ?? 0));
  const groups = ["helps", "no difference", "harms", "too few worlds"].map((verdict, index) => ({
    name: translate(verdict), colour: [cssColour("--good"), cssColour("--reference"), cssColour("--bad"), cssColour("--pin")][index],
    points: sorted.map((each) => (each.verdict === verdict ? each : null)),
  })).filter(({ points }) => points.some((point) => point !== null));
  drawIntervals(byId("pathways-gains"), sorted.map(({ from, to }) => say("studies.passing", { from: titled.get(from), to: titled.get(to) })), groups, { title: say("studies.gain"), mark: 0, isOne: true });
}
