// Charts by Plotly: bands that hold the middle 50 and 90 per cent of worlds, and the reference behind them.

const css = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
const COLOURS = ["#7a7f85", "#0072b2", "#e69f00", "#009e73", "#cc79a7", "#56b4e9", "#d55e00"]; // after Okabe & Ito
const rgba = (hex, alpha) => `rgba(${[1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16)).join(",")},${alpha})`;

/** Draw an outcome over time: own bands, and the median of the reference behind. */
export function drawCourse(place, months, course, outcome, names, pinned) {
  const traces = [];
  if (pinned) traces.push(...bands(months, pinned, css("--pin"), names.pinned, 0.1));
  if (course.reference) traces.push(...bands(months, course.reference, css("--other"), names.reference, 0.1));
  traces.push(...bands(months, course.own, css("--own"), names.own, 0.2));
  draw(place, traces, outcome.unit);
}

/** Draw the difference world by world, with its bands around zero. */
export function drawDifference(place, months, course, outcome) {
  draw(place, bands(months, course.difference, css("--own"), "difference", 0.2), outcome.unit, true);
}

/** Draw the same outcome in several scenarios. */
export function drawCourses(place, courses, name, unit) {
  draw(place, courses.filter(({ series }) => series[name]).flatMap(({ name: label, months, series }, at) => bands(months, series[name], COLOURS[at % COLOURS.length], label, 0.07)), unit);
}

/** Draw what adds up to a change, from zero to the whole, with the band over worlds. */
export function drawSteps(place, { causes, total, unit }) {
  const rows = causes.filter(({ values }) => Math.abs(values[0]) >= 0.005 * Math.abs(total[0]) || Math.abs(values[0]) > 0.05).slice(0, 12);
  const rest = total[0] - rows.reduce((sum, { values }) => sum + values[0], 0);
  const names = rows.map(({ cause }) => cause), steps = rows.map(({ values }) => values[0]);
  if (Math.abs(rest) > 0.005) { names.push("all others"); steps.push(rest); }
  let sum = 0;
  const from = steps.map((step) => (sum += step) - step);
  const bar = (x, base, y, colour, text) => ({ type: "bar", orientation: "h", x, base, y, marker: { color: colour }, text, textposition: "outside", cliponaxis: false, hovertemplate: "%{y}: %{x:+.2f}<extra></extra>" });
  const colours = steps.map((step) => (step < 0 ? css("--own") : css("--pin")));
  const said = (step) => `${step < 0 ? "−" : "+"}${round(Math.abs(step))}`;
  draw(place, [bar(steps, from, names, colours, steps.map(said)), bar([total[0]], [0], ["together"], css("--quiet"), [said(total[0])])], "",
    true, { showlegend: false, hovermode: "closest", margin: { l: 150, r: 50, t: 10, b: 40 }, xaxis: { title: { text: unit }, gridcolor: css("--line"), zerolinecolor: css("--quiet") }, yaxis: { autorange: "reversed" } });
}

/** Draw the causes of a change since the first month, one above the other, and the change itself. */
export function drawCauses(place, months, { causes, total, unit }) {
  const shown = causes.slice(0, 7), others = causes.slice(7);
  const rest = months.map((_, at) => others.reduce((sum, { values }) => sum + values[at], 0));
  const area = (name, y, colour, sign) => ({
    x: months, y: y.map((value) => (sign > 0 ? Math.max(value, 0) : Math.min(value, 0))), customdata: y, name, legendgroup: name, showlegend: sign > 0, stackgroup: sign > 0 ? "up" : "down",
    mode: "none", fillcolor: rgba(colour, 0.75), hoverinfo: sign > 0 ? undefined : "skip", hovertemplate: sign > 0 ? "%{customdata:+.2f}" : undefined,
  });
  const traces = [...shown.map(({ cause, values }, at) => [cause, values, COLOURS[at % COLOURS.length]]), ["all others", rest, "#999999"]]
    .flatMap(([name, y, colour]) => [area(name, y, colour, 1), area(name, y, colour, -1)]);
  traces.push({ x: months, y: total, mode: "lines", name: "together", line: { color: css("--ink"), width: 2 }, hovertemplate: "%{y:+.2f}" });
  draw(place, traces, unit, true, { showlegend: true });
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

/** Draw actors on a circle, and the tension between each two as the colour and the width of a line. */
export function drawNetwork(place, described, tension) {
  const turn = (at) => (2 * Math.PI * at) / described.actors.length + Math.PI / 2;
  const at = Object.fromEntries(described.actors.map(({ name }, number) => [name, [Math.cos(turn(number)), Math.sin(turn(number))]]));
  const dark = document.documentElement.dataset.theme === "dark";
  const colour = (value) => heat(Math.min(1, value / 80), dark);
  const lines = described.rivalries.map(({ label, first, second, outcome }) => {
    const value = tension[outcome], [a, b] = [at[first], at[second]];
    return { x: [a[0], (a[0] + b[0]) / 2, b[0]], y: [a[1], (a[1] + b[1]) / 2, b[1]], mode: "lines+text", line: { color: colour(value), width: 2 + value / 8 }, text: ["", String(Math.round(value)), ""], textfont: { color: css("--ink"), size: 12 }, hoverinfo: "text", hovertext: `${label}: ${round(value)}`, showlegend: false };
  });
  const nodes = { x: described.actors.map(({ name }) => at[name][0]), y: described.actors.map(({ name }) => at[name][1]), mode: "markers+text", text: described.actors.map(({ label }) => label), textposition: described.actors.map(({ name }) => (at[name][1] < -0.1 ? "bottom center" : "top center")), textfont: { size: 14, color: css("--ink") }, marker: { size: 26, color: described.actors.map((actor) => actor.colour), line: { color: css("--paper"), width: 2 } }, hoverinfo: "skip", showlegend: false };
  const axis = { visible: false, range: [-1.5, 1.5], fixedrange: true };
  draw(place, [...lines, nodes], "", false, { hovermode: "closest", xaxis: axis, yaxis: { ...axis, scaleanchor: "x", range: [-1.35, 1.4] }, margin: { l: 10, r: 10, t: 10, b: 10 } });
}

const STOPS = [[0, 34, 78], [87, 93, 109], [165, 156, 116], [254, 232, 56]];
/** Return a colour of the scale cividis (Nunez et al. 2018), which the colour-blind read, too; the dark end is the calm one on light paper and the other way round. */
function heat(share, dark) {
  const place = (dark ? share : 1 - share) * (STOPS.length - 1), low = Math.min(Math.floor(place), STOPS.length - 2);
  return `rgb(${STOPS[low].map((value, channel) => Math.round(value + (STOPS[low + 1][channel] - value) * (place - low))).join(",")})`;
}

/** Draw the past with what happened in it. */
export function drawRecord(place, months, { bands: course, unit, title }, facts) {
  const marks = facts.map(({ month, kind, label, source }) => [month, `${label} (${source})`, kind]);
  const top = Math.max(...course.q95);
  const traces = [...bands(months, course, css("--own"), title, 0.2), {
    x: marks.map(([month]) => month), y: marks.map(() => top * 1.06), mode: "markers", name: "on record", marker: { symbol: "triangle-down", size: 9, color: css("--pin") }, text: marks.map(([, text]) => text), hovertemplate: "%{x|%Y-%m}: %{text}<extra></extra>",
  }];
  draw(place, traces, unit, false, { hovermode: "closest" });
}

function bands(months, { q05, q25, q50, q75, q95 }, colour, name, alpha) {
  const area = (low, high, share, label) => [
    { x: months, y: low, mode: "lines", line: { width: 0 }, hoverinfo: "skip", showlegend: false, legendgroup: name },
    { x: months, y: high, mode: "lines", line: { width: 0 }, fill: "tonexty", fillcolor: rgba(colour, share), hoverinfo: "skip", name: label, showlegend: false, legendgroup: name },
  ];
  const text = months.map((_, at) => `${round(q05[at])} to ${round(q95[at])}`);
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
  Plotly.react(place, traces, layout, { displaylogo: false, responsive: true, modeBarButtonsToRemove: ["lasso2d", "select2d"] });
}

const round = (number) => number.toLocaleString("en", { maximumSignificantDigits: 3 });
