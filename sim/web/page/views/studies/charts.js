// The charts of studies: numbers with their intervals as dots and lines, and shares by month.

import { cssColour, draw, withAlpha } from "../../charts.js";
import { wrapped } from "../../export.js";
import { formatBand, formatRounded } from "../../format.js";

const LABEL_LETTERS = 30, NARROW_LETTERS = 17, NARROW_PX = 560; // of the labels of rows
const ROW_PX = 15, GAP_PX = 15, FRAME_PX = 92; // of a dot, between two rows, and of axis and key

/**
 * Draw numbers with their intervals, a row for each label. groups: name, colour and points by row; a point has value, low, high,
 * and perhaps hollow and a note, or is null. title: of the axis. mark: a line at a value. range: of the axis. isOne: whether each row has one
 * point, of whichever group.
 */
export function drawIntervals(container, labels, groups, { title, mark = null, range = null, isOne = false }) {
  const abreast = isOne ? 1 : groups.length, step = isOne ? 0 : 0.62 / abreast, isNarrow = container.clientWidth < NARROW_PX;
  const traces = groups.map(({ name, colour, points }, place) => {
    const known = points.map((point, row) => ({ ...point, row })).filter(({ value }) => typeof value === "number");
    return {
      x: known.map(({ value }) => value), y: known.map(({ row }) => row + (place - (groups.length - 1) / 2) * step), name, type: "scatter", mode: "markers",
      error_x: { type: "data", symmetric: false, array: known.map(({ value, high }) => (high ?? value) - value), arrayminus: known.map(({ value, low }) => value - (low ?? value)), thickness: 2, width: 0, color: withAlpha(colour, 0.55) },
      marker: { color: known.map(({ hollow }) => (hollow ? cssColour("--paper") : colour)), size: 8, line: { color: colour, width: 2 } },
      text: known.map(({ row, value, low, high, note }) => `${labels[row]}: ${formatRounded(value)}${low === null || low === undefined ? "" : ` (${formatBand(low, high)})`}${note ? `<br>${note}` : ""}`),
      hovertemplate: "%{text}<extra>%{fullData.name}</extra>",
    };
  });
  const shapes = mark === null ? [] : [{ type: "line", x0: mark, x1: mark, yref: "paper", y0: 0, y1: 1, line: { color: cssColour("--quiet"), width: 1 } }];
  draw(container, traces, {
    height: labels.length * (abreast * ROW_PX + GAP_PX) + FRAME_PX,
    layout: {
      showlegend: groups.length > 1, hovermode: "closest", margin: { l: 20, r: 14, t: 10, b: 40 }, shapes,
      legend: { orientation: "h", x: 0, y: 1, yanchor: "bottom", font: { size: isNarrow ? 11 : 12 } },
      xaxis: { title: { text: title, font: { size: 12 } }, gridcolor: cssColour("--line"), zeroline: false, ...(range ? { range } : {}) },
      yaxis: {
        tickmode: "array", tickvals: labels.map((_, row) => row), ticktext: labels.map((label) => wrapped(label, isNarrow ? NARROW_LETTERS : LABEL_LETTERS).join("<br>")),
        range: [labels.length - 0.45, -0.55], automargin: true, gridcolor: "rgba(0,0,0,0)", zeroline: false, tickfont: { size: isNarrow ? 10.5 : 12, color: cssColour("--ink") },
      },
    },
  });
}

/** Draw curves with their bands. curves: name, colour, dash, and x, middle, low and high. axes: replaces those of a chart over months. */
export function drawCurves(container, curves, { unit, range, axes = {}, shape = "linear" }) {
  const line = (x, y, more) => ({ x, y, mode: "lines", line: { width: 0, shape }, hoverinfo: "skip", showlegend: false, ...more });
  const traces = curves.flatMap(({ name, colour, dash = "solid", x, middle, low, high }) => [
    line(x, low, { legendgroup: name }), line(x, high, { fill: "tonexty", fillcolor: withAlpha(colour, 0.14), legendgroup: name }),
    { x, y: middle, mode: "lines", name, legendgroup: name, meta: "median", line: { color: colour, width: 2.2, dash, shape }, customdata: low.map((each, index) => formatBand(each, high[index])), hovertemplate: "%{y:.3~g} (%{customdata})" },
  ]);
  draw(container, traces, { unit, range, layout: axes });
}
