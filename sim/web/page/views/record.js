// The view Record: the simulated past beside observations and recorded events, and the scores of the hindcast.

import { bandTraces, cssColour, draw } from "../charts.js";
import { byId, element, table } from "../dom.js";
import { formatDifference, formatPercent } from "../format.js";
import { helpButton } from "../tooltips.js";

const SERIES_TITLES = {
  missile: "Missile provocations",
  gprc_kor: "GPR index for South Korea",
  us_dprk: "AI-GPR, United States toward North Korea",
  dprk_us: "AI-GPR, North Korea toward the United States",
  dprk_rok: "AI-GPR, North Korea toward South Korea",
  us_china: "AI-GPR, United States toward China",
  china_us: "AI-GPR, China toward the United States",
};
const COLUMNS = {
  Series: "Missile provocations: North Korean missile tests per month (CSIS Beyond Parallel). GPR index: share of newspaper articles about geopolitical risks that concern South Korea (Caldara & Iacoviello). AI-GPR: articles about risks that one country poses to another (Iacoviello & Tong).",
  Months: "",
  Forecast: "Peninsula, the average of Peninsula and benchmarks (stacked), and simple benchmarks: climatology (the last five years), persistence (the last observed value), regression (given the same policies), autoregression and smoothed level (the past of the series itself).",
  CRPS: "Continuous ranked probability score: the distance between the forecast distribution and the observed value, in the unit of the series. Lower is better.",
  Skill: "One minus the ratio of the score to that of climatology. Above zero is better than climatology.",
  Coverage: "Share of months whose observed value lies within the 90 % band of the forecast. The ideal is 90 %.",
};
let answer; // does not depend on the settings

export async function record({ post }) {
  answer ??= await post("record");
  const { months, outcomes, facts, scores } = answer;
  byId("data-hint").hidden = outcomes.some(({ observed }) => observed);
  byId("record-charts").replaceChildren(...outcomes.map(({ title }, index) => element("figure", {},
    element("figcaption", {}, element("h2", { textContent: title })),
    element("div", { id: `record-${index}`, className: "chart short", role: "group", ariaLabel: `${title}: from ${months[0]} to ${months.at(-1)}` }))));
  outcomes.forEach((outcome, index) => drawPast(byId(`record-${index}`), months, outcome, facts));
  const head = element("tr", {}, ...Object.entries(COLUMNS).map(([title, help]) => element("th", {}, title, ...(help ? [" ", helpButton(title, help)] : []))));
  byId("scores").replaceChildren(table(head, scores.map(scoreRow)));
}

function scoreRow({ variable, first, last, forecaster, crps, skill, coverage }) {
  const cells = [
    SERIES_TITLES[variable] ?? variable, `${first} to ${last}`, forecaster, crps.toFixed(3), formatDifference(skill, 0.001), formatPercent(coverage),
  ];
  return element("tr", {}, ...cells.map((text) => element("td", {}, forecaster === "Peninsula" ? element("b", { textContent: text }) : text)));
}

/** Draw an outcome in the past with recorded events above it, and the observed series where the user has it. */
function drawPast(container, months, { bands, unit, title, observed }, facts) {
  const top = 1.06 * Math.max(...bands.q95, ...(observed?.values ?? []));
  const traces = [...bandTraces(months, bands, cssColour("--own"), title, 0.2), {
    x: facts.map(({ month }) => month), y: facts.map(() => top), text: facts.map(({ label, source }) => `${label} (${source})`),
    mode: "markers", name: "recorded event", marker: { symbol: "triangle-down", size: 9, color: cssColour("--pin") },
    hovertemplate: "%{x|%Y-%m}: %{text}<extra></extra>",
  }];
  if (observed) traces.push({
    x: months, y: observed.values, mode: "lines+markers", name: observed.title, line: { color: cssColour("--ink"), width: 0.8 },
    marker: { size: 3.5 }, connectgaps: false, hovertemplate: "%{x|%Y-%m}: %{y:.3~g}<extra>observed</extra>",
  });
  const xaxis = { type: "date", range: [months[0], months.at(-1)], gridcolor: "rgba(0,0,0,0)", linecolor: cssColour("--line") };
  draw(container, traces, { unit, layout: { hovermode: "closest", xaxis } });
}
