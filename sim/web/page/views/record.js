// The view Record: the simulated past beside observations and recorded events, and the scores of the hindcast.

import { bandTraces, cssColour, draw } from "../charts.js";
import { byId, element, table } from "../dom.js";
import { formatDifference, formatPercent } from "../format.js";
import { helpButton } from "../tooltips.js";
import { say, textOf, translate } from "../words.js";

const SERIES = ["missile", "gprc_kor", "us_dprk", "dprk_us", "dprk_rok", "us_china", "china_us"];
const COLUMNS = { series: true, months: false, forecast: true, crps: true, skill: true, coverage: true }; // and whether one is explained
let answer; // does not depend on the settings

export async function record({ post }) {
  answer ??= await post("record");
  const { months, outcomes, facts, scores } = answer;
  byId("data-hint").hidden = outcomes.some(({ observed }) => observed);
  byId("record-charts").replaceChildren(...outcomes.map(({ title }, index) => element("figure", {},
    element("figcaption", {}, element("h2", textOf(title))),
    element("div", { id: `record-${index}`, className: "chart short", role: "group", ariaLabel: say("record.label", { title: translate(title), first: months[0], last: months.at(-1) }) }))));
  outcomes.forEach((outcome, index) => drawPast(byId(`record-${index}`), months, outcome, facts));
  const head = element("tr", {}, ...Object.entries(COLUMNS).map(([column, isExplained]) => {
    const title = say(`column.${column}`);
    return element("th", {}, title, ...(isExplained ? [" ", helpButton(title, say(`column.${column}_help`))] : []));
  }));
  byId("scores").replaceChildren(table(head, scores.map(scoreRow)));
}

function scoreRow({ variable, first, last, forecaster, crps, skill, coverage }) {
  const cells = [
    SERIES.includes(variable) ? say(`series.${variable}`) : variable, say("band", { low: first, high: last }), translate(forecaster), crps.toFixed(3), formatDifference(skill, 0.001), formatPercent(coverage),
  ];
  return element("tr", {}, ...cells.map((text) => element("td", {}, forecaster === "Peninsula" ? element("b", { textContent: text }) : text)));
}

/** Draw an outcome in the past with recorded events above it, and the observed series where the user has it. */
function drawPast(container, months, { bands, unit, title, observed }, facts) {
  const top = 1.06 * Math.max(...bands.q95, ...(observed?.values ?? []));
  const traces = [...bandTraces(months, bands, cssColour("--own"), translate(title), 0.2), {
    x: facts.map(({ month }) => month), y: facts.map(() => top), text: facts.map(({ label, source }) => `${label} (${source})`),
    mode: "markers", name: say("record.event"), marker: { symbol: "triangle-down", size: 9, color: cssColour("--pin") },
    hovertemplate: "%{x|%Y-%m}: %{text}<extra></extra>",
  }];
  if (observed) traces.push({
    x: months, y: observed.values, mode: "lines+markers", name: translate(observed.title), line: { color: cssColour("--ink"), width: 0.8 },
    marker: { size: 3.5 }, connectgaps: false, hovertemplate: `%{x|%Y-%m}: %{y:.3~g}<extra>${say("record.observed")}</extra>`,
  });
  const xaxis = { type: "date", range: [months[0], months.at(-1)], gridcolor: "rgba(0,0,0,0)", linecolor: cssColour("--line") };
  draw(container, traces, { unit: translate(unit), layout: { hovermode: "closest", xaxis } });
}
