// Charts by Plotly: bands that hold the middle 50 and 90 per cent of worlds, and the reference behind them.

const css = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
const rgba = (hex, alpha) => `rgba(${[1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16)).join(",")},${alpha})`;

/** Draw an outcome over time: own bands, and the median of the reference behind. */
export function drawCourse(place, months, course, outcome, names) {
  const traces = [];
  if (course.reference) traces.push(...bands(months, course.reference, css("--other"), names.reference, 0.1));
  traces.push(...bands(months, course.own, css("--own"), names.own, 0.2));
  draw(place, traces, outcome.unit);
}

/** Draw the difference world by world, with its bands around zero. */
export function drawDifference(place, months, course, outcome) {
  draw(place, bands(months, course.difference, css("--own"), "difference", 0.2), outcome.unit, true);
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

function draw(place, traces, unit, zero = false) {
  const ink = css("--quiet"), line = css("--line");
  const layout = {
    margin: { l: 54, r: 14, t: 26, b: 34 }, hovermode: "x unified", paper_bgcolor: "rgba(0,0,0,0)", plot_bgcolor: "rgba(0,0,0,0)",
    font: { color: ink, size: 12 }, xaxis: { type: "date", gridcolor: "rgba(0,0,0,0)", linecolor: line },
    yaxis: { title: { text: unit }, gridcolor: line, zeroline: zero, zerolinecolor: ink, rangemode: zero ? "normal" : "tozero" },
    legend: { orientation: "h", x: 0, y: 1, yanchor: "bottom" }, showlegend: !zero, uirevision: "kept",
    hoverlabel: { bgcolor: css("--panel"), font: { color: css("--ink") } },
  };
  Plotly.react(place, traces, layout, { displaylogo: false, responsive: true, modeBarButtonsToRemove: ["lasso2d", "select2d"] });
}

const round = (number) => Number(number.toPrecision(3)).toLocaleString("en");
