// The answer of signposts: which outcome, watched now, warns best at each lead.

import { cssColour, paletteColour } from "../../charts.js";
import { byId, element } from "../../dom.js";
import { say, textOf, translate } from "../../words.js";
import { drawCurves, drawIntervals } from "./charts.js";
import { cell, figureOf, scrollTable, sentenceList } from "./parts.js";

const CHANCE = 0.5; // the area under the curve of a sign that tells nothing

/** Build the answer in a container; return what draws its charts. */
export function drawSignposts(container, { sentences, leads }) {
  const headings = ["when", "area", "beyond", "hits", "alarms", "precision"].map((key) => say(`studies.head_${key}`));
  const known = new Map(leads.flatMap(({ rows }) => rows).filter((row) => row.known).map((row) => [row.title, row.known]));
  container.append(
    sentenceList(sentences, say("studies.found")),
    figureOf("signposts-ranking", say("studies.ranking"), say("studies.ranking_caption")),
    ...leads.map(({ text, base_rate: rate, rows }) => {
      const title = say("studies.at_lead", { lead: translate(text), rate });
      return element("div", {}, element("h2", { textContent: title }), scrollTable(title, headings, rows.map(signRow)));
    }),
    ...(known.size ? [element("p", { className: "quiet small" }, `* ${say("studies.known")} `, ...[...known].flatMap(([title, why], index) => [index ? "; " : "", element("span", textOf(title)), " ", element("span", textOf(why))]))] : []),
    element("h2", { className: "study-heading", textContent: say("studies.roc") }), element("p", { className: "quiet small", textContent: say("studies.roc_caption") }),
    element("div", { className: "study-multiples" }, ...leads.map(({ lead, text }) => figureOf(`signposts-roc-${lead}`, translate(text), "", `${say("studies.roc")}: ${translate(text)}`))),
  );
  return () => drawCharts(leads);
}

function signRow({ title, cells: [code, ...numbers], best, known }) {
  const mark = best ? ` (${say("studies.best")})` : known ? " *" : "";
  return element("tr", { className: best ? "study-best" : "" },
    element("th", { scope: "row" }, element("span", textOf(title)), mark, element("code", { className: "quiet", textContent: code.replace(" *", "") })), ...numbers.map((number) => cell(number)));
}

function drawCharts(leads) {
  const titles = [...new Map(leads.flatMap(({ rows }) => rows).map((row) => [row.title, row.calendar])).entries()].sort(([, one], [, other]) => one - other).map(([title]) => title);
  const groups = leads.map(({ text, rows }, index) => ({
    name: translate(text), colour: paletteColour(index + 1),
    points: titles.map((title) => { const row = rows.find((each) => each.title === title); return row ? { ...row.area, hollow: row.known !== "", note: row.known ? say("studies.known") : "" } : null; }),
  }));
  drawIntervals(byId("signposts-ranking"), titles.map(translate), groups, { title: say("studies.area"), mark: CHANCE });
  const colours = ({ best, calendar }) => cssColour(best ? "--own" : calendar ? "--pin" : "--reference");
  for (const { lead, grid, curves } of leads) {
    drawCurves(byId(`signposts-roc-${lead}`), curves.map((curve) => ({ name: translate(curve.title), colour: colours(curve), dash: curve.best ? "solid" : "dash", x: grid, middle: curve.hits, low: curve.low, high: curve.high })), {
      unit: say("studies.hits"), range: [0, 1.02],
      axes: { hovermode: "closest", xaxis: { title: { text: say("studies.alarms_axis"), standoff: 4 }, range: [0, 1], gridcolor: cssColour("--line"), zeroline: false }, legend: { orientation: "h", x: 0, y: -0.24, yanchor: "top", font: { size: 11 } }, showlegend: true, margin: { l: 56, r: 10, t: 12, b: 110 } },
    });
  }
}
