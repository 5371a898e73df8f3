// The chart of the view Network.

import { cssColour, draw } from "../charts.js";
import { isDark } from "../theme.js";
import { translate } from "../words.js";

const MAX_TENSION = 80; // at which the colour saturates

/**
 * Draw the actors on a circle, and the tension of each pair as the colour and width of a line.
 * tension: by the name of the outcome. details: returns further text for a pair's tooltip, by the name of the outcome.
 */
export function drawNetwork(container, { actors, rivalries }, tension, details) {
  const angle = (index) => (2 * Math.PI * index) / actors.length + Math.PI / 2;
  const positions = Object.fromEntries(actors.map(({ name }, index) => [name, [Math.cos(angle(index)), Math.sin(angle(index))]]));
  const pairs = rivalries.map(({ label, first, second, outcome }) => {
    // the lines of an even number of actors cross in their middle, so their numbers stand off it
    const from = positions[first], to = positions[second], share = actors.length % 2 ? 0.5 : 0.4;
    return { label, outcome, value: tension[outcome], from, to, middle: [0, 1].map((axis) => (1 - share) * from[axis] + share * to[axis]) };
  });
  const lines = pairs.map(({ value, from, to }) => ({
    x: [from[0], to[0]], y: [from[1], to[1]], mode: "lines", line: { color: heatColour(Math.min(1, value / MAX_TENSION)), width: 2 + value / 8 },
    hoverinfo: "skip", showlegend: false,
  }));
  const numbers = pairs.map(({ label, outcome, value, middle }) => ({
    x: middle[0], y: middle[1], text: String(Math.round(value)), showarrow: false, bgcolor: cssColour("--paper"),
    bordercolor: cssColour("--line"), borderpad: 3, font: { color: cssColour("--ink"), size: 13 },
    hovertext: `${translate(label)}: ${value.toFixed(1)}${details(outcome)}`, hoverlabel: { bgcolor: cssColour("--panel"), font: { color: cssColour("--ink") } },
  }));
  const points = actors.map(({ name }) => positions[name]);
  const nodes = {
    x: points.map(([x]) => x), y: points.map(([, y]) => y), mode: "markers+text", text: actors.map(({ label }) => translate(label)),
    textposition: points.map(([, y]) => (y < -0.1 ? "bottom center" : "top center")), textfont: { size: 14, color: cssColour("--ink") },
    marker: { size: 26, color: actors.map(({ colour }) => colour), line: { color: cssColour("--paper"), width: 2 } }, hoverinfo: "skip", showlegend: false,
  };
  const axis = { visible: false, range: [-1.5, 1.5], fixedrange: true };
  draw(container, [...lines, nodes], {
    layout: {
      hovermode: "closest", annotations: numbers, margin: { l: 10, r: 10, t: 10, b: 10 },
      xaxis: axis, yaxis: { ...axis, scaleanchor: "x", range: [-1.35, 1.4] },
    },
  });
}

// cividis (Nunez et al. 2018), which colour-blind readers can order
const CIVIDIS = [[0, 34, 78], [87, 93, 109], [165, 156, 116], [254, 232, 56]];

/** Return a colour for a share from 0 to 1; the higher the share, the stronger the contrast with the background. */
function heatColour(share) {
  const position = (isDark() ? share : 1 - share) * (CIVIDIS.length - 1), index = Math.min(Math.floor(position), CIVIDIS.length - 2);
  const channels = CIVIDIS[index].map((low, channel) => Math.round(low + (CIVIDIS[index + 1][channel] - low) * (position - index)));
  return `rgb(${channels.join(",")})`;
}
