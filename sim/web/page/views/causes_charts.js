// The charts of the view Causes.

import { cssColour, differenceUnit, draw, paletteColour, withAlpha } from "../charts.js";
import { formatBand, formatDifference, largestOf } from "../format.js";
import { say, translate } from "../words.js";

const MAX_BARS = 12, MAX_AREAS = 7;

/** Draw the causes of a difference as a waterfall, from zero to the total; a bar's tooltip has its details, or its band over worlds. */
export function drawWaterfall(container, { causes, total: [total], unit, others = say("causes.others") }) {
  const isLarge = ({ values: [value] }) => Math.abs(value) >= 0.005 * Math.abs(total) || Math.abs(value) > 0.05;
  const steps = causes.filter(isLarge).slice(0, MAX_BARS)
    .map(({ cause, values: [value], low, high, details }) =>
      ({ cause: translate(cause), value, details: details ?? (low === null ? "" : `; ${say("causes.band", { band: formatBand(low, high) })}`) }));
  const rest = total - steps.reduce((sum, { value }) => sum + value, 0);
  if (Math.abs(rest) > 0.005) steps.push({ cause: others, value: rest, details: "" });
  const largest = largestOf([total, ...steps.map(({ value }) => value)]); // all bars with the same decimals
  let sum = 0;
  const starts = steps.map(({ value }) => (sum += value) - value);
  const ends = [0, total, ...starts, sum], low = Math.min(...ends), high = Math.max(...ends), margin = 0.14 * (high - low);
  const bars = (values, base, names, colours, details) => ({
    type: "bar", orientation: "h", x: values, base, y: names, marker: { color: colours }, text: values.map((value) => formatDifference(value, largest, 3)),
    customdata: details, textposition: "outside", cliponaxis: false, hovertemplate: "%{y}: %{text}%{customdata}<extra></extra>",
  });
  const column = (key) => steps.map((step) => step[key]);
  const colours = steps.map(({ value }) => cssColour(value < 0 ? "--own" : "--pin"));
  const traces = [
    bars(column("value"), starts, column("cause"), colours, column("details")),
    bars([total], [0], [say("causes.total")], cssColour("--quiet"), [""]),
  ];
  // room for the numbers beside the bars
  const range = [low - (low < 0 ? margin : margin / 8), high + (high > 0 ? margin : margin / 8)];
  draw(container, traces, {
    layout: {
      showlegend: false, hovermode: "closest", margin: { l: 150, r: 44, t: 10, b: 40 }, yaxis: { autorange: "reversed", automargin: true },
      xaxis: { title: { text: differenceUnit(unit) }, range, gridcolor: cssColour("--line"), zerolinecolor: cssColour("--quiet") },
    },
  });
}

/** Draw the causes of a change since the first month as stacked areas, and the change itself as a line. */
export function drawCauseAreas(container, months, { causes, total, unit }) {
  const others = causes.slice(MAX_AREAS), allOthers = say("causes.others");
  const rest = months.map((_, month) => others.reduce((sum, { values }) => sum + values[month], 0));
  // what raises is stacked above zero, what lowers below; only the upper area has a legend and a tooltip
  const area = (name, values, colour, isUpper) => ({
    x: months, y: values.map((value) => (isUpper ? Math.max(value, 0) : Math.min(value, 0))), customdata: values, name, legendgroup: name,
    showlegend: isUpper, stackgroup: isUpper ? "up" : "down", mode: "none", fillcolor: withAlpha(colour, name === allOthers ? 0.35 : 0.75),
    hoverinfo: isUpper ? undefined : "skip", hovertemplate: isUpper ? "%{customdata:+.2f}" : undefined,
  });
  const shown = causes.slice(0, MAX_AREAS).map(({ cause, values }, index) => [translate(cause), values, paletteColour(index)]);
  const traces = [...shown, [allOthers, rest, cssColour("--ink")]]
    .flatMap(([name, values, colour]) => [area(name, values, colour, true), area(name, values, colour, false)]);
  traces.push({ x: months, y: total, mode: "lines", name: say("causes.total"), line: { color: cssColour("--ink"), width: 2 }, hovertemplate: "%{y:+.2f}" });
  draw(container, traces, { unit: differenceUnit(unit), aroundZero: true, layout: { showlegend: true } });
}

/** Draw the headline index of one world, and below it its events: a row for each kind, larger marks for greater severity. */
export function drawEvents(container, months, story, actors) {
  const labels = Object.fromEntries(actors.map(({ name, label }) => [name, translate(label)]));
  const traces = [{ x: months, y: story.headline, mode: "lines", line: { color: cssColour("--own"), width: 2 }, name: say("causes.index"), hovertemplate: "%{y:.1f}" }];
  for (const actor of actors) {
    const events = story.events.filter((event) => event.actor === actor.name);
    if (events.length) traces.push({
      x: events.map(({ month }) => month), y: events.map(({ kind }) => translate(kind)), yaxis: "y2", mode: "markers", name: translate(actor.label),
      text: events.map(({ target }) => (labels[target] ? say("causes.towards", { target: labels[target] }) : "")),
      marker: {
        color: actor.colour, size: events.map(({ severity }) => 6 + 2.5 * Math.min(severity, 5)), opacity: 0.8,
        line: { color: cssColour("--paper"), width: 0.5 },
      },
      hovertemplate: "%{x|%Y-%m}: %{y} %{text}<extra>%{fullData.name}</extra>",
    });
  }
  draw(container, traces, {
    layout: {
      hovermode: "closest", margin: { l: 120, r: 14, t: 30, b: 34 },
      yaxis: { domain: [0.68, 1], title: { text: say("causes.index") }, gridcolor: cssColour("--line") },
      yaxis2: { domain: [0, 0.6], type: "category", gridcolor: cssColour("--line"), automargin: true },
    },
  });
}
