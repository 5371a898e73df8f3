// Charts by Plotly: what all of them share, and fan charts, whose bands hold 50 and 90 per cent of worlds.

import { element } from "./dom.js";
import { formatBand } from "./format.js";
import { parseMonth } from "./months.js";
import { isDark } from "./theme.js";
import { chartLanguage, say, translate } from "./words.js";

let library = null;

/** Return a promise that resolves when the charting library is there. To run it takes most of a second, in which a first answer can be on its way. */
export function chartsReady() {
  library ??= new Promise((resolve, reject) => {
    const script = element("script", { src: "page/plotly.js", onload: resolve });
    script.onerror = () => {
      library = null; // the next chart asks again
      script.remove();
      reject(new Error(say("error.silent")));
    };
    document.head.append(script);
  });
  return library;
}

export const cssColour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

// after Okabe & Ito (2008), which colour-blind readers can distinguish; lighter on a dark background
const PALETTES = {
  light: ["#7a7f85", "#0072b2", "#d98200", "#009e73", "#c05a94", "#3a9bd9", "#d55e00"],
  dark: ["#9aa1a8", "#56b4e9", "#e69f00", "#2ec4a0", "#e08fbc", "#9fd0f2", "#ff8c42"],
};
export const paletteColour = (index) => {
  const palette = PALETTES[isDark() ? "dark" : "light"];
  return palette[index % palette.length];
};
export const withAlpha = (hex, alpha) => `rgba(${[1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16)).join(",")},${alpha})`;

/** Return the unit of a difference: that of an index from 0 to 100 is points. */
export const differenceUnit = (unit) => (unit === "0-100" ? translate("points") : translate(unit));

/** Draw an outcome over time. series: bands of the settings and of the reference. pinned: months and bands, or null. marks: of policy. */
export function drawFan(container, months, series, unit, names, pinned, marks) {
  const traces = [];
  if (pinned) traces.push(...outlineTraces(pinned.months, pinned.own, cssColour("--pin"), names.pinned, "dash"));
  if (series.reference) traces.push(...outlineTraces(months, series.reference, cssColour("--reference"), names.reference, "dot"));
  traces.push(...bandTraces(months, series.own, cssColour("--own"), names.own, 0.2));
  draw(container, traces, { unit: translate(unit), marks });
}

/** Draw the bands of a paired difference around zero. */
export function drawDifference(container, months, series, unit, marks) {
  const traces = bandTraces(months, series.difference, cssColour("--own"), say("chart.difference"), 0.2);
  draw(container, traces, { unit: differenceUnit(unit), aroundZero: true, marks });
}

/** Draw shares of worlds by month as lines, in per cent. rows: name and shares of each. */
export function drawShares(container, months, rows) {
  const traces = rows.map(({ name, shares }, index) => ({
    x: months, y: shares.map((share) => 100 * share), mode: "lines", name, meta: "median", line: { color: paletteColour(index + 1), width: 2.2, dash: DASHES[Math.floor(index / 6) % DASHES.length] },
    hovertemplate: "%{y:.3~g} %",
  }));
  draw(container, traces, { unit: say("chart.share"), range: [0, 102] });
}

const DASHES = ["solid", "dash", "dot"]; // beyond the colours of the palette

const MOST_TOGETHER = 4; // scenarios that one chart holds; more are drawn side by side

/** Draw an outcome in several scenarios, the reference first: in one chart, or if they are many in one each, with the reference as an outline. */
export function drawTrajectories(container, trajectories, outcome, unit) {
  const shown = trajectories.filter(({ series }) => series[outcome]);
  const together = shown.length <= MOST_TOGETHER;
  container.classList.toggle("multiples", !together);
  for (const chart of container.querySelectorAll(":scope > .chart")) if (together || chart.dataset.size !== String(shown.length)) chart.remove();
  if (together) {
    draw(container, shown.flatMap(({ name, months, series }, index) => (index
      ? bandTraces(months, series[outcome], paletteColour(index), name, 0.09)
      : outlineTraces(months, series[outcome], paletteColour(index), name, "dot"))), { unit: translate(unit) });
    return;
  }
  clearChart(container);
  const [reference, ...others] = shown;
  const ends = shown.flatMap(({ series }) => [...series[outcome].q05, ...series[outcome].q95]);
  const range = fittedRange(Math.min(...ends), Math.max(...ends));
  others.forEach(({ name, months, series }, index) => {
    const chart = container.children[index] ?? element("div", { className: "chart short" });
    chart.dataset.size = shown.length;
    if (!chart.isConnected) container.append(chart);
    draw(chart, [
      ...outlineTraces(reference.months, reference.series[outcome], paletteColour(0), reference.name, "dot"),
      ...bandTraces(months, series[outcome], paletteColour(index + 1), name, 0.2),
    ], { unit: translate(unit), layout: { title: { text: name, font: { size: 13 } }, showlegend: false }, range });
  });
}

/** Remove a chart. */
export const clearChart = (container) => { if (container.classList.contains("js-plotly-plot")) Plotly.purge(container); };

/** Return the traces of a median with the ends of its wide band, all as lines: what others are compared with. */
function outlineTraces(months, { q05, q50, q95 }, colour, name, dash) {
  const edge = (y) => ({ x: months, y, mode: "lines", line: { color: colour, width: 0.8, dash: "dot" }, hoverinfo: "skip", showlegend: false, legendgroup: name });
  return [edge(q05), edge(q95), medianTrace(months, { q05, q50, q95 }, { color: colour, width: 1.8, dash }, name)];
}

const medianTrace = (months, { q05, q50, q95 }, line, name) => ({
  x: months, y: q50, mode: "lines", line, name, legendgroup: name, meta: "median",
  text: months.map((_, month) => formatBand(q05[month], q95[month])), hovertemplate: say("chart.hover", { value: "%{y:.3~g}", band: "%{text}" }),
});

/** Return the first and the last of all months. */
function ends(months) {
  const sorted = months.flatMap((each) => [each[0], each.at(-1)]).sort();
  return [sorted[0], sorted.at(-1)];
}

/** Return the range of a value axis: from zero where values come near it, else fitted to them. */
function fittedRange(low, high) {
  const padding = (high - low || Math.abs(high) || 1) * 0.05;
  return low >= 0 && low < 0.35 * high ? [0, high + padding] : [low - padding, high + padding];
}

/** Return the traces of a median with its bands. alpha: opacity of each band. */
export function bandTraces(months, { q05, q25, q50, q75, q95 }, colour, name, alpha) {
  const area = (low, high) => [
    { x: months, y: low, mode: "lines", line: { width: 0 }, hoverinfo: "skip", showlegend: false, legendgroup: name },
    {
      x: months, y: high, mode: "lines", line: { width: 0 }, fill: "tonexty", fillcolor: withAlpha(colour, alpha),
      hoverinfo: "skip", showlegend: false, legendgroup: name,
    },
  ];
  return [
    ...area(q05, q95), ...area(q25, q75),
    medianTrace(months, { q05, q50, q95 }, { color: colour, width: 2.2 }, name),
  ];
}

/** Whether fingers point: a swipe over a chart then scrolls the page, and zooms nothing. */
const FINGERS = matchMedia("(pointer: coarse)");

/** What the charting library may offer: never its "Share chart", which would upload the data to another host. */
const CONFIG = { displaylogo: false, showSendToCloud: false, plotlyServerURL: "", modeBarButtonsToRemove: ["lasso2d", "select2d"] };

/**
 * Draw traces. unit: label of the value axis. aroundZero: whether the zero line is drawn, and no legend.
 * marks: of policy. layout: replaces defaults. range: of the value axis, where it is not to be fitted to the traces. height: in pixels, of a chart
 * whose rows decide it.
 */
export function draw(container, traces, { unit = "", aroundZero = false, marks = [], layout = {}, range = null, height = null }) {
  fitHeight(container, traces, height);
  const values = traces.flatMap(({ y }) => y ?? []).filter(Number.isFinite), plain = traces.length > 0 && traces.every(({ type, mode }) => !type && mode === "lines");
  const fitted = range ?? (plain && !aroundZero && values.length ? fittedRange(Math.min(...values), Math.max(...values)) : null);
  const labels = plain && !aroundZero && layout.showlegend !== false && fitted ? endLabels(container, traces, fitted) : [];
  const isNarrow = container.clientWidth < NARROW_PX;
  const quiet = cssColour("--quiet"), line = cssColour("--line");
  const defaults = {
    margin: { l: isNarrow ? 34 : 54, r: labels.length ? LABEL_PX : 14, t: 30, b: aroundZero || labels.length ? 34 : 52 }, hovermode: "x unified", paper_bgcolor: "rgba(0,0,0,0)", plot_bgcolor: "rgba(0,0,0,0)",
    font: { color: quiet, size: 12 }, xaxis: { type: "date", ...(plain ? { range: ends(traces.map(({ x }) => x)) } : {}), gridcolor: "rgba(0,0,0,0)", linecolor: line },
    yaxis: { title: { text: isNarrow ? "" : unit }, gridcolor: line, zeroline: aroundZero, zerolinecolor: quiet, rangemode: aroundZero ? "normal" : "tozero", ...(fitted ? { range: fitted } : {}) },
    legend: { orientation: "h", x: 0, y: -0.12, yanchor: "top", ...(isNarrow ? { font: { size: 10 }, itemwidth: 30 } : {}) }, dragmode: FINGERS.matches ? false : "zoom", showlegend: !aroundZero && !labels.length, uirevision: "keep",
    shapes: markShapes(marks), annotations: [...markNumbers(container, marks, traces), ...labels],
    hoverlabel: { bgcolor: cssColour("--panel"), font: { color: cssColour("--ink") } },
  };
  if (FINGERS.matches) defaults.xaxis.fixedrange = defaults.yaxis.fixedrange = true;
  const isNew = !container.classList.contains("js-plotly-plot");
  Plotly.react(container, traces, { ...defaults, ...layout }, { ...CONFIG, ...inLanguage() });
  if (isNew) resizes.observe(container);
}

/** Return the setting of the charting library by which it speaks the language of the page. */
function inLanguage() {
  const spoken = chartLanguage();
  if (!spoken) return {};
  if (!isRegistered) Plotly.register({ moduleType: "locale", ...spoken });
  isRegistered = true;
  return { locale: spoken.name };
}
let isRegistered = false;

const NARROW_PX = 430; // of a phone: the unit then stands in the definition, and labels are smaller
const LEGEND_ROW_PX = 20, NUMBER_PX = 14, LABEL_PX = 172, LABEL_LINE_PX = 15, LABEL_LETTERS = 25, WIDE_PX = 620; // of direct labels, which only a wide chart has

/** Make a narrow chart of many lines taller by the rows of its legend, so that long names leave room for the lines. */
function fitHeight(container, traces, height) {
  const names = traces.filter(({ meta }) => meta === "median").map(({ name }) => name);
  container.style.height = height ? `${height}px` : "";
  if (height || container.clientWidth >= NARROW_PX || names.length <= 2) return;
  container.style.height = `${container.clientHeight + LEGEND_ROW_PX * names.filter((name) => name.length > LABEL_LETTERS / 2).length}px`;
}

/** Return the names of lines as labels at their ends, pushed apart where they would overlap; none on a narrow chart, which has a legend. */
function endLabels(container, traces, [low, high]) {
  const medians = traces.filter(({ meta }) => meta === "median");
  if (container.clientWidth < WIDE_PX || medians.length < 2) return [];
  const height = Math.max(container.clientHeight - 64, 1), pixels = (y) => ((y - low) / (high - low)) * height;
  const placed = medians.map((trace) => ({ trace, at: pixels(trace.y.at(-1)) })).sort((one, other) => one.at - other.at);
  let above = -Infinity;
  return placed.map(({ trace, at }) => {
    const lines = labelLines(trace.name), middle = Math.max(at, above + (lines.length * LABEL_LINE_PX) / 2);
    above = middle + (lines.length * LABEL_LINE_PX) / 2;
    return {
      x: trace.x.at(-1), y: trace.y.at(-1), xanchor: "left", xshift: 5, yshift: middle - at, showarrow: false, align: "left",
      text: lines.join("<br>"), hovertext: trace.name, font: { size: 12, color: trace.line.color },
    };
  });
}

/** Return a name in one or two lines that fit beside a chart. */
function labelLines(name) {
  const letters = lettersThatFit(name);
  if (name.length <= letters) return [name];
  const space = name.lastIndexOf(" ", letters), end = space > 0 ? space : letters, rest = name.slice(end).trim(), left = lettersThatFit(rest);
  return [name.slice(0, end), rest.length > left ? `${rest.slice(0, left - 1)}…` : rest];
}

/** Return how many letters of a text fit into a line beside a chart. */
function lettersThatFit(text) {
  let room = LABEL_LETTERS;
  const beyond = [...text].findIndex((letter) => (room -= WIDE.test(letter) ? WIDE_LETTER : 1) < 0);
  return beyond < 0 ? text.length : beyond;
}
const WIDE = /[\p{Script=Hangul}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u, WIDE_LETTER = 1.75;

/** Return a dotted line where a policy was set and, where it waits, a bar over the months in which it comes about, and a line at their median. */
function markShapes(marks) {
  const vertical = (month, line) => ({ type: "line", x0: month, x1: month, yref: "paper", y0: 0, y1: 1, line });
  return marks.flatMap(({ month, step }) => [
    vertical(month, { color: cssColour("--quiet"), width: 1, dash: "dot" }),
    ...(step?.middle && step.middle !== month ? [vertical(step.middle, { color: cssColour("--pin"), width: 1.2, dash: "dash" })] : []),
    ...(step?.low && step.high && step.high !== step.low
      ? [{ type: "rect", x0: step.low, x1: step.high, yref: "paper", y0: 0, y1: 0.025, line: { width: 0 }, fillcolor: withAlpha(cssColour("--pin"), 0.5) }] : []),
  ]);
}

/** Return the numbers of the list of policy changes, at the month that was set and at the median of the months in which it comes about; close ones together. */
function markNumbers(container, marks, traces) {
  if (!marks.length) return [];
  const [first, last] = ends(traces.map(({ x }) => x)).map(parseMonth), close = ((last - first) * NUMBER_PX) / Math.max(container.clientWidth, 1);
  const at = (month, text, colour) => ({ x: month, xref: "x", yref: "paper", y: 1, yanchor: "bottom", showarrow: false, text, font: { size: 11, color: cssColour(colour) } });
  const groups = [];
  for (const { number, month } of marks.toSorted((one, other) => parseMonth(one.month) - parseMonth(other.month))) {
    if (groups.length && parseMonth(month) - parseMonth(groups.at(-1).month) < close) groups.at(-1).numbers.push(number);
    else groups.push({ month, numbers: [number] });
  }
  return [
    ...groups.map(({ month, numbers }) => at(month, numbers.join(","), "--ink")),
    ...marks.filter(({ month, step }) => step?.middle && step.middle !== month).map(({ number, step }) => at(step.middle, `(${number})`, "--pin")),
  ];
}

// charts keep the width of their container, whether the window or the content beside them changes it
const resizes = new ResizeObserver((entries) => {
  for (const { target } of entries) if (target.clientWidth && target.data) Plotly.Plots.resize(target);
});
