// Charts by Plotly: bands that hold the middle 50 and 90 per cent of worlds, and the reference behind them.

import { band, signed } from "./words.js";

const css = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
const dark = () => document.documentElement.dataset.theme === "dark";
// after Okabe & Ito (2008), which the colour-blind tell apart; lighter ones on dark paper
const COLOURS = { light: ["#7a7f85", "#0072b2", "#d98200", "#009e73", "#c05a94", "#3a9bd9", "#d55e00"], dark: ["#9aa1a8", "#56b4e9", "#e69f00", "#2ec4a0", "#e08fbc", "#9fd0f2", "#ff8c42"] };
const colour = (at) => { const all = COLOURS[dark() ? "dark" : "light"]; return all[at % all.length]; };
const rgba = (hex, alpha) => `rgba(${[1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16)).join(",")},${alpha})`;

/** Draw an outcome over time: own bands, those of the reference behind, and what is pinned, which may end in another month. */
export function drawCourse(place, months, course, outcome, names, pinned) {
  const traces = [];
  if (pinned) traces.push(...bands(pinned.months, pinned.own, css("--pin"), names.pinned, 0.1));
  if (course.reference) traces.push(...bands(months, course.reference, css("--other"), names.reference, 0.1));
  traces.push(...bands(months, course.own, css("--own"), names.own, 0.2));
  draw(place, traces, outcome.unit);
}

/** The unit of a difference: an index from 0 to 100 differs by points. */
const apart = (unit) => (unit === "0-100" ? "points" : unit);

/** Draw the difference world by world, with its bands around zero. */
export function drawDifference(place, months, course, outcome) {
  draw(place, bands(months, course.difference, css("--own"), "difference", 0.2), apart(outcome.unit), true);
}

/** Draw the same outcome in several scenarios. */
export function drawCourses(place, courses, name, unit) {
  draw(place, courses.filter(({ series }) => series[name]).flatMap(({ name: label, months, series }, at) => bands(months, series[name], colour(at), label, 0.09)), unit);
}

/** Draw what adds up to a change, from zero to the whole; what is pointed at tells its band over worlds. */
export function drawSteps(place, { causes, total, unit }) {
  const rows = causes.filter(({ values }) => Math.abs(values[0]) >= 0.005 * Math.abs(total[0]) || Math.abs(values[0]) > 0.05).slice(0, 12);
  const steps = rows.map(({ cause, values, low, high }) => [cause, values[0], low === null ? "" : `; in 90 of 100 worlds ${band(low, high)}`]);
  const rest = total[0] - steps.reduce((sum, [, step]) => sum + step, 0);
  if (Math.abs(rest) > 0.005) steps.push(["all others", rest, ""]);
  let sum = 0;
  const from = steps.map(([, step]) => (sum += step) - step);
  const ends = [0, total[0], ...from, sum], low = Math.min(...ends), high = Math.max(...ends), room = 0.14 * (high - low);
  const bar = (values, base, names, colours, more) => ({
    type: "bar", orientation: "h", x: values, base, y: names, marker: { color: colours }, text: values.map((step) => signed(step)), customdata: more,
    textposition: "outside", cliponaxis: false, hovertemplate: "%{y}: %{text}%{customdata}<extra></extra>",
  });
  const tints = steps.map(([, step]) => (step < 0 ? css("--own") : css("--pin")));
  draw(place, [bar(steps.map(([, step]) => step), from, steps.map(([cause]) => cause), tints, steps.map(([, , more]) => more)), bar([total[0]], [0], ["together"], css("--quiet"), [""])], "", true, {
    showlegend: false, hovermode: "closest", margin: { l: 150, r: 20, t: 10, b: 40 },
    xaxis: { title: { text: apart(unit) }, range: [low - (low < 0 ? room : room / 8), high + (high > 0 ? room : room / 8)], gridcolor: css("--line"), zerolinecolor: css("--quiet") }, yaxis: { autorange: "reversed" },
  });
}

/** Draw the causes of a change since the first month, one above the other, and the change itself. */
export function drawCauses(place, months, { causes, total, unit }) {
  const shown = causes.slice(0, 7), others = causes.slice(7);
  const rest = months.map((_, at) => others.reduce((sum, { values }) => sum + values[at], 0));
  const area = (name, y, tint, sign) => ({
    x: months, y: y.map((value) => (sign > 0 ? Math.max(value, 0) : Math.min(value, 0))), customdata: y, name, legendgroup: name, showlegend: sign > 0, stackgroup: sign > 0 ? "up" : "down",
    mode: "none", fillcolor: rgba(tint, name === "all others" ? 0.35 : 0.75), hoverinfo: sign > 0 ? undefined : "skip", hovertemplate: sign > 0 ? "%{customdata:+.2f}" : undefined,
  });
  const traces = [...shown.map(({ cause, values }, at) => [cause, values, colour(at)]), ["all others", rest, css("--ink")]]
    .flatMap(([name, y, tint]) => [area(name, y, tint, 1), area(name, y, tint, -1)]);
  traces.push({ x: months, y: total, mode: "lines", name: "together", line: { color: css("--ink"), width: 2 }, hovertemplate: "%{y:+.2f}" });
  draw(place, traces, apart(unit), true, { showlegend: true });
}

/** Draw the events of one world under the course of its index; a row for each kind, larger for the more severe. */
export function drawStory(place, months, story, actors) {
  const of = Object.fromEntries(actors.map((actor) => [actor.name, actor]));
  const traces = [{ x: months, y: story.headline, mode: "lines", line: { color: css("--own"), width: 2 }, name: "index", hovertemplate: "%{y:.1f}" }];
  for (const actor of actors) {
    const mine = story.events.filter(([, , by]) => by === actor.name);
    if (mine.length) traces.push({
      x: mine.map(([month]) => month), y: mine.map(([, kind]) => kind), yaxis: "y2", mode: "markers", name: actor.label, text: mine.map(([, , , target]) => (of[target] ? `towards ${of[target].label}` : "")),
      marker: { color: actor.colour, size: mine.map(([, , , , severity]) => 6 + 2.5 * Math.min(severity, 5)), opacity: 0.8, line: { color: css("--paper"), width: 0.5 } }, hovertemplate: "%{x|%Y-%m}: %{y} %{text}<extra>%{fullData.name}</extra>",
    });
  }
  draw(place, traces, "index", false, { hovermode: "closest", margin: { l: 120, r: 14, t: 30, b: 34 }, yaxis: { domain: [0.68, 1], title: { text: "index" }, gridcolor: css("--line") }, yaxis2: { domain: [0, 0.6], type: "category", gridcolor: css("--line"), automargin: true } });
}

/** Draw actors on a circle, and the tension between each two as the colour and the width of a line. tension: by outcome; more: what else a number tells. */
export function drawNetwork(place, described, tension, more = () => "") {
  const turn = (at) => (2 * Math.PI * at) / described.actors.length + Math.PI / 2;
  const at = Object.fromEntries(described.actors.map(({ name }, number) => [name, [Math.cos(turn(number)), Math.sin(turn(number))]]));
  const pairs = described.rivalries.map(({ label, first, second, outcome }) => {
    // an even number of actors has lines that cross in their middle: their numbers stand beside it
    const value = tension[outcome], [a, b] = [at[first], at[second]], share = described.actors.length % 2 ? 0.5 : 0.4;
    const middle = [0, 1].map((axis) => (1 - share) * a[axis] + share * b[axis]);
    return { label, value, a, b, middle, outcome };
  });
  const lines = pairs.map(({ value, a, b }) => ({ x: [a[0], b[0]], y: [a[1], b[1]], mode: "lines", line: { color: heat(Math.min(1, value / 80)), width: 2 + value / 8 }, hoverinfo: "skip", showlegend: false }));
  const numbers = pairs.map(({ label, value, middle, outcome }) => ({
    x: middle[0], y: middle[1], text: String(Math.round(value)), showarrow: false, bgcolor: css("--paper"), bordercolor: css("--line"), borderpad: 3, font: { color: css("--ink"), size: 13 },
    hovertext: `${label}: ${value.toFixed(1)}${more(outcome)}`, hoverlabel: { bgcolor: css("--panel"), font: { color: css("--ink") } },
  }));
  const nodes = { x: described.actors.map(({ name }) => at[name][0]), y: described.actors.map(({ name }) => at[name][1]), mode: "markers+text", text: described.actors.map(({ label }) => label), textposition: described.actors.map(({ name }) => (at[name][1] < -0.1 ? "bottom center" : "top center")), textfont: { size: 14, color: css("--ink") }, marker: { size: 26, color: described.actors.map((actor) => actor.colour), line: { color: css("--paper"), width: 2 } }, hoverinfo: "skip", showlegend: false };
  const axis = { visible: false, range: [-1.5, 1.5], fixedrange: true };
  draw(place, [...lines, nodes], "", false, { hovermode: "closest", annotations: numbers, xaxis: axis, yaxis: { ...axis, scaleanchor: "x", range: [-1.35, 1.4] }, margin: { l: 10, r: 10, t: 10, b: 10 } });
}

const STOPS = [[0, 34, 78], [87, 93, 109], [165, 156, 116], [254, 232, 56]];
/** Return a colour of the scale cividis (Nunez et al. 2018), which the colour-blind read, too; the dark end is the calm one on light paper and the other way round. */
function heat(share) {
  const place = (dark() ? share : 1 - share) * (STOPS.length - 1), low = Math.min(Math.floor(place), STOPS.length - 2);
  return `rgb(${STOPS[low].map((value, channel) => Math.round(value + (STOPS[low + 1][channel] - value) * (place - low))).join(",")})`;
}

/** Draw the past with what happened in it. */
export function drawRecord(place, months, { bands: course, unit, title, observed }, facts) {
  const marks = facts.map(({ month, kind, label, source }) => [month, `${label} (${source})`, kind]);
  const top = Math.max(...course.q95, ...(observed?.values ?? []));
  const traces = [...bands(months, course, css("--own"), title, 0.2), {
    x: marks.map(([month]) => month), y: marks.map(() => top * 1.06), mode: "markers", name: "on record", marker: { symbol: "triangle-down", size: 9, color: css("--pin") }, text: marks.map(([, text]) => text), hovertemplate: "%{x|%Y-%m}: %{text}<extra></extra>",
  }];
  if (observed) traces.push({ x: months, y: observed.values, mode: "lines+markers", name: observed.title, line: { color: css("--ink"), width: 0.8 }, marker: { size: 3.5 }, connectgaps: false, hovertemplate: "%{x|%Y-%m}: %{y:.3~g}<extra>observed</extra>" });
  const xaxis = { type: "date", range: [months[0], months.at(-1)], gridcolor: "rgba(0,0,0,0)", linecolor: css("--line") };
  draw(place, traces, unit, false, { hovermode: "closest", xaxis });
}

/** Draw nothing. */
export const wipe = (place) => Plotly.purge(place);

function bands(months, { q05, q25, q50, q75, q95 }, colour, name, alpha) {
  const area = (low, high, share, label) => [
    { x: months, y: low, mode: "lines", line: { width: 0 }, hoverinfo: "skip", showlegend: false, legendgroup: name },
    { x: months, y: high, mode: "lines", line: { width: 0 }, fill: "tonexty", fillcolor: rgba(colour, share), hoverinfo: "skip", name: label, showlegend: false, legendgroup: name },
  ];
  const text = months.map((_, at) => band(q05[at], q95[at]));
  return [
    ...area(q05, q95, alpha), ...area(q25, q75, alpha),
    { x: months, y: q50, mode: "lines", line: { color: colour, width: 2.2 }, name, legendgroup: name, text, hovertemplate: "%{y:.3~g} (90 %: %{text})" },
  ];
}

function draw(place, traces, unit, zero = false, more = {}) {
  const ink = css("--quiet"), line = css("--line");
  const layout = {
    margin: { l: 54, r: 14, t: 26, b: 34 }, hovermode: "x unified", paper_bgcolor: "rgba(0,0,0,0)", plot_bgcolor: "rgba(0,0,0,0)",
    font: { color: ink, size: 12 }, xaxis: { type: "date", gridcolor: "rgba(0,0,0,0)", linecolor: line },
    yaxis: { title: { text: unit }, gridcolor: line, zeroline: zero, zerolinecolor: ink, rangemode: zero ? "normal" : "tozero" },
    legend: { orientation: "h", x: 0, y: 1, yanchor: "bottom" }, showlegend: !zero, uirevision: "kept",
    hoverlabel: { bgcolor: css("--panel"), font: { color: css("--ink") } }, ...more,
  };
  const fresh = !place.classList.contains("js-plotly-plot");
  Plotly.react(place, traces, layout, { displaylogo: false, modeBarButtonsToRemove: ["lasso2d", "select2d"] });
  if (fresh) widths.observe(place);
}

/** Charts keep to the width of their place, whether the window or what stands beside them changes it. */
const widths = new ResizeObserver((entries) => {
  for (const { target } of entries) if (target.clientWidth && target.data) Plotly.Plots.resize(target);
});
