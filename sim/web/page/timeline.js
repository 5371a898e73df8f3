// A schedule drawn over the horizon: a line with a handle for each date that can be dragged.

import { rangeOf } from "./lever_input.js";
import { formatMonth, parseMonth } from "./months.js";
import { snap } from "./slider.js";
import { say, translate } from "./words.js";

const SVG = "http://www.w3.org/2000/svg";
const WIDTH = 300, HEIGHT = 64, LEFT = 6, RIGHT = 6, TOP = 8, BOTTOM = 16;
const LABEL_SPACING = 46; // between year labels

const svg = (tag, attributes, ...children) => {
  const created = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) created.setAttribute(name, value);
  created.append(...children);
  return created;
};
const clamp = (x, low, high) => Math.min(Math.max(x, low), high);

/** Return the value axis of a lever: numbers as they are, options and flags by their index. */
function valueAxis(lever) {
  if (lever.kind === "real") {
    const { low, high } = rangeOf(lever);
    return { low, high, encode: (value) => clamp(Number(value), low, high), decode: (y) => snap(y, rangeOf(lever)) };
  }
  const options = lever.kind === "flag" ? [false, true] : lever.options;
  return {
    low: 0, high: options.length - 1, encode: (value) => options.indexOf(value),
    decode: (y) => options[clamp(Math.round(y), 0, options.length - 1)],
  };
}

/** Return the drawing. onChange: called with the new schedule after a handle was dragged or a date was added by a click. */
export function drawTimeline(lever, schedule, horizon, onChange) {
  const { low, high, encode, decode } = valueAxis(lever);
  const first = parseMonth(horizon.start), last = parseMonth(horizon.end);
  const entries = Object.entries(schedule).map(([period, value]) => {
    const [from, to = from] = period.split("..");
    return { from: parseMonth(from), to: parseMonth(to), value };
  }).filter((entry) => Number.isFinite(entry.from) && Number.isFinite(entry.to));
  const xOf = (month) => LEFT + ((month - first) / Math.max(1, last - first)) * (WIDTH - LEFT - RIGHT);
  const yOf = (value) => HEIGHT - BOTTOM - ((encode(value) - low) / (high - low || 1)) * (HEIGHT - TOP - BOTTOM);
  const currentSchedule = () => Object.fromEntries(entries.map(({ from, to, value }) =>
    [from === to ? formatMonth(from) : `${formatMonth(from)}..${formatMonth(to)}`, value]));
  const positionOf = (event) => {
    const frame = drawing.getBoundingClientRect();
    const x = ((event.clientX - frame.left) / frame.width) * WIDTH, y = ((event.clientY - frame.top) / frame.height) * HEIGHT;
    return {
      month: clamp(Math.round(first + ((x - LEFT) / (WIDTH - LEFT - RIGHT)) * (last - first)), first, last),
      value: decode(low + ((HEIGHT - BOTTOM - y) / (HEIGHT - TOP - BOTTOM)) * (high - low)),
    };
  };

  const line = svg("polyline", { class: "line" });
  const drawLine = () => {
    const points = [[first, lever.initial]];
    for (const { from, to, value } of entries) points.push([from, points.at(-1)[1]], [to, value]);
    points.push([last, points.at(-1)[1]]);
    line.setAttribute("points", points.map(([month, value]) => `${xOf(month)},${yOf(value)}`).join(" "));
  };

  const handles = entries.flatMap((entry, index) => {
    const earliest = index ? entries[index - 1].to + 1 : first, latest = index + 1 < entries.length ? entries[index + 1].from - 1 : last;
    const isStep = entry.from === entry.to;
    const place = (handle, atStart) => {
      const startValue = index ? entries[index - 1].value : lever.initial;
      handle.setAttribute("cx", xOf(atStart ? entry.from : entry.to));
      handle.setAttribute("cy", yOf(atStart ? startValue : entry.value));
      drawLine();
    };
    // a ramp has a second, smaller handle at its start
    const createHandle = (atStart) => {
      const handle = svg("circle", { class: "handle", r: atStart ? 3.5 : 5 },
        svg("title", {}, say(atStart ? "timeline.drag_start" : "timeline.drag")));
      handle.onclick = (event) => event.stopPropagation();
      handle.onpointerdown = (event) => {
        event.preventDefault();
        handle.setPointerCapture(event.pointerId);
        handle.onpointermove = (moved) => {
          const { month, value } = positionOf(moved);
          if (isStep) entry.from = entry.to = clamp(month, earliest, latest);
          else if (atStart) entry.from = clamp(month, earliest, entry.to - 1);
          else entry.to = clamp(month, entry.from + 1, latest);
          if (!atStart) entry.value = value;
          place(handle, atStart);
        };
        handle.onpointerup = () => onChange(currentSchedule());
      };
      place(handle, atStart);
      return handle;
    };
    return isStep ? [createHandle(false)] : [createHandle(true), createHandle(false)];
  });

  const drawing = svg("svg", { class: "timeline", viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: "img" }, ...yearMarks(first, last, xOf), line, ...handles);
  drawing.setAttribute("aria-label", say("timeline.label", { title: translate(lever.title) }));
  drawing.append(svg("title", {}, say("timeline.help")));
  drawing.onclick = (event) => {
    const { month, value } = positionOf(event);
    if (entries.some(({ from, to }) => from <= month && month <= to)) return;
    entries.push({ from: month, to: month, value });
    entries.sort((one, other) => one.from - other.from);
    onChange(currentSchedule());
  };
  drawLine();

  /** Draw the value in force: median and the band of 90 % of worlds by month, or nothing for null. */
  drawing.showInForce = (bands) => {
    for (const former of drawing.querySelectorAll(".in-force")) former.remove();
    if (!bands) return;
    const points = (values) => values.map((value, index) => `${xOf(first + index)},${HEIGHT - BOTTOM - ((value - low) / (high - low || 1)) * (HEIGHT - TOP - BOTTOM)}`);
    line.before(
      svg("polygon", { class: "in-force band", points: [...points(bands.q05), ...points(bands.q95).reverse()].join(" ") }, svg("title", {}, say("timeline.band"))),
      svg("polyline", { class: "in-force", points: points(bands.q50).join(" ") }, svg("title", {}, say("timeline.median"))),
    );
  };
  return drawing;
}

/** Return a line for every January, and labels for the first and the last year and for multiples of five where they fit. */
function yearMarks(first, last, xOf) {
  const januaries = Array.from({ length: Math.floor(last / 12) - Math.ceil(first / 12) + 1 }, (_, index) => (Math.ceil(first / 12) + index) * 12);
  const labelled = [];
  for (const month of [...januaries.slice(0, 1), ...januaries.slice(-1), ...januaries.filter((each) => each % 60 === 0)]) {
    if (labelled.every((other) => Math.abs(xOf(month) - xOf(other)) >= LABEL_SPACING)) labelled.push(month);
  }
  const anchorOf = (month) => (month === januaries.at(-1) ? "end" : month === januaries[0] ? "start" : "middle");
  return [
    ...januaries.map((month) => svg("line", { class: "year", x1: xOf(month), x2: xOf(month), y1: TOP, y2: HEIGHT - BOTTOM })),
    ...labelled.map((month) => svg("text", { x: xOf(month), y: HEIGHT - 3, "text-anchor": anchorOf(month) }, String(month / 12))),
  ];
}
