// Charts by Plotly: what all of them share, and fan charts, whose bands hold 50 and 90 per cent of worlds.

import { formatBand } from "./format.js";
import { isDark } from "./theme.js";

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
export const differenceUnit = (unit) => (unit === "0-100" ? "points" : unit);

/** Draw an outcome over time. series: bands of the settings and of the reference. pinned: months and bands, or null. marks: of policy. */
export function drawFan(container, months, series, unit, names, pinned, marks) {
  const traces = [];
  if (pinned) traces.push(...bandTraces(pinned.months, pinned.own, cssColour("--pin"), names.pinned, 0.1));
  if (series.reference) traces.push(...bandTraces(months, series.reference, cssColour("--reference"), names.reference, 0.1));
  traces.push(...bandTraces(months, series.own, cssColour("--own"), names.own, 0.2));
  draw(container, traces, { unit, marks });
}

/** Draw the bands of a paired difference around zero. */
export function drawDifference(container, months, series, unit, marks) {
  const traces = bandTraces(months, series.difference, cssColour("--own"), "difference", 0.2);
  draw(container, traces, { unit: differenceUnit(unit), aroundZero: true, marks });
}

/** Draw an outcome in several scenarios. */
export function drawTrajectories(container, trajectories, outcome, unit) {
  const traces = trajectories.filter(({ series }) => series[outcome])
    .flatMap(({ name, months, series }, index) => bandTraces(months, series[outcome], paletteColour(index), name, 0.09));
  draw(container, traces, { unit });
}

/** Remove a chart. */
export const clearChart = (container) => Plotly.purge(container);

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
    {
      x: months, y: q50, mode: "lines", line: { color: colour, width: 2.2 }, name, legendgroup: name,
      text: months.map((_, month) => formatBand(q05[month], q95[month])), hovertemplate: "%{y:.3~g} (90 %: %{text})",
    },
  ];
}

/** Whether fingers point: a swipe over a chart then scrolls the page, and zooms nothing. */
const FINGERS = matchMedia("(pointer: coarse)");

/** What the charting library may offer: never its "Share chart", which would upload the data to another host. */
const CONFIG = { displaylogo: false, showSendToCloud: false, plotlyServerURL: "", modeBarButtonsToRemove: ["lasso2d", "select2d"] };

/**
 * Draw traces. unit: label of the value axis. aroundZero: whether the zero line is drawn, and no legend.
 * marks: of policy. layout: replaces defaults. */
export function draw(container, traces, { unit = "", aroundZero = false, marks = [], layout = {} }) {
  const quiet = cssColour("--quiet"), line = cssColour("--line");
  const defaults = {
    margin: { l: 54, r: 14, t: 30, b: aroundZero ? 34 : 52 }, hovermode: "x unified", paper_bgcolor: "rgba(0,0,0,0)", plot_bgcolor: "rgba(0,0,0,0)",
    font: { color: quiet, size: 12 }, xaxis: { type: "date", gridcolor: "rgba(0,0,0,0)", linecolor: line },
    yaxis: { title: { text: unit }, gridcolor: line, zeroline: aroundZero, zerolinecolor: quiet, rangemode: aroundZero ? "normal" : "tozero" },
    legend: { orientation: "h", x: 0, y: -0.12, yanchor: "top" }, dragmode: FINGERS.matches ? false : "zoom", showlegend: !aroundZero, uirevision: "keep",
    shapes: markShapes(marks), annotations: markNumbers(marks),
    hoverlabel: { bgcolor: cssColour("--panel"), font: { color: cssColour("--ink") } },
  };
  if (FINGERS.matches) defaults.xaxis.fixedrange = defaults.yaxis.fixedrange = true;
  const isNew = !container.classList.contains("js-plotly-plot");
  Plotly.react(container, traces, { ...defaults, ...layout }, CONFIG);
  if (isNew) resizes.observe(container);
}

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

/** Return the numbers of the list of policy changes, at the month that was set and at the median of the months in which it comes about. */
function markNumbers(marks) {
  const byMonth = Map.groupBy(marks, ({ month }) => month);
  const at = (month, text, colour) => ({ x: month, xref: "x", yref: "paper", y: 1, yanchor: "bottom", showarrow: false, text, font: { size: 11, color: cssColour(colour) } });
  return [
    ...[...byMonth].map(([month, own]) => at(month, own.map(({ number }) => number).join(","), "--ink")),
    ...marks.filter(({ month, step }) => step?.middle && step.middle !== month).map(({ number, step }) => at(step.middle, `(${number})`, "--pin")),
  ];
}

// charts keep the width of their container, whether the window or the content beside them changes it
const resizes = new ResizeObserver((entries) => {
  for (const { target } of entries) if (target.clientWidth && target.data) Plotly.Plots.resize(target);
});
