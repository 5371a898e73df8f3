// A dated value drawn over the horizon: a line with a handle for each date, to be dragged; the fields beneath say the same.

const SVG = "http://www.w3.org/2000/svg";
const WIDTH = 300, HEIGHT = 64, LEFT = 6, RIGHT = 6, TOP = 8, BOTTOM = 16, ROOM = 46;

const part = (tag, attributes, ...children) => {
  const made = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
};
const count = (month) => Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1;
const written = (month) => `${String(Math.floor(month / 12)).padStart(4, "0")}-${String((month % 12) + 1).padStart(2, "0")}`;
const clamp = (x, low, high) => Math.min(Math.max(x, low), high);

/** How a lever's values lie on the value axis: numbers as they are, words and flags by their place. */
function scale(lever) {
  if (lever.kind === "real") {
    const step = (lever.high - lever.low) / 100;
    const digits = Math.max(0, 2 - Math.floor(Math.log10(lever.high - lever.low)));
    return {
      low: lever.low, high: lever.high, code: Number,
      decode: (y) => Number((Math.round(clamp(y, lever.low, lever.high) / step) * step).toFixed(digits)),
    };
  }
  const options = lever.kind === "flag" ? [false, true] : lever.options;
  return {
    low: 0, high: options.length - 1, code: (value) => options.indexOf(value),
    decode: (y) => options[clamp(Math.round(y), 0, options.length - 1)],
  };
}

/** Return the drawing; choose: called with all dated values after one was moved or set by a click. */
export function drawn(lever, value, described, choose) {
  const { low, high, code, decode } = scale(lever);
  const first = count(described.start), last = count(described.end);
  const entries = Object.entries(value).map(([when, what]) => {
    const [from, to = from] = when.split("..");
    return { from: count(from), to: count(to), what };
  }).filter((each) => Number.isFinite(each.from) && Number.isFinite(each.to));
  const across = (month) => LEFT + ((month - first) / Math.max(1, last - first)) * (WIDTH - LEFT - RIGHT);
  const up = (what) => HEIGHT - BOTTOM - ((code(what) - low) / (high - low || 1)) * (HEIGHT - TOP - BOTTOM);
  const told = () => Object.fromEntries(entries.map(({ from, to, what }) => [from === to ? written(from) : `${written(from)}..${written(to)}`, what]));
  const at = (event) => {
    const frame = picture.getBoundingClientRect();
    const x = ((event.clientX - frame.left) / frame.width) * WIDTH, y = ((event.clientY - frame.top) / frame.height) * HEIGHT;
    return {
      month: clamp(Math.round(first + ((x - LEFT) / (WIDTH - LEFT - RIGHT)) * (last - first)), first, last),
      what: decode(low + ((HEIGHT - BOTTOM - y) / (HEIGHT - TOP - BOTTOM)) * (high - low)),
    };
  };

  const line = part("polyline", { class: "course" });
  const course = () => {
    const points = [[first, lever.before]];
    for (const { from, to, what } of entries) {
      points.push([from, points.at(-1)[1]], [to, what]);
    }
    points.push([last, points.at(-1)[1]]);
    line.setAttribute("points", points.map(([month, what]) => `${across(month)},${up(what)}`).join(" "));
  };
  const januaries = Array.from({ length: Math.floor(last / 12) - Math.ceil(first / 12) + 1 }, (_, at) => (Math.ceil(first / 12) + at) * 12);
  // the first and the last year are written, and round ones where there is room
  const labelled = [...januaries.slice(0, 1), ...januaries.slice(-1), ...januaries.filter((month) => month % 60 === 0)]
    .reduce((kept, month) => (kept.every((other) => Math.abs(across(month) - across(other)) >= ROOM) ? [...kept, month] : kept), []);
  const years = januaries.map((month) => part("line", { class: "year", x1: across(month), x2: across(month), y1: TOP, y2: HEIGHT - BOTTOM }));
  years.push(...labelled.map((month) => part("text", {
    x: across(month), y: HEIGHT - 3, "text-anchor": month === januaries.at(-1) ? "end" : month === januaries[0] ? "start" : "middle",
  }, String(month / 12))));
  const handles = entries.flatMap((entry, place) => {
    const earliest = place ? entries[place - 1].to + 1 : first, latest = place + 1 < entries.length ? entries[place + 1].from - 1 : last;
    const step = entry.from === entry.to;
    const put = (handle) => {
      handle.setAttribute("cx", across(handle.begins ? entry.from : entry.to));
      handle.setAttribute("cy", up(handle.begins ? place ? entries[place - 1].what : lever.before : entry.what));
      course();
    };
    // a ramp has a smaller one where it begins
    const made = (begins) => {
      const handle = Object.assign(part("circle", { class: "handle", r: begins ? 3.5 : 5 }), { begins });
      handle.append(part("title", {}, begins ? "Drag to begin in another month" : "Drag to another month or value"));
      handle.onclick = (event) => event.stopPropagation();
      handle.onpointerdown = (event) => {
        event.preventDefault();
        handle.setPointerCapture(event.pointerId);
        handle.onpointermove = (moved) => {
          const { month, what } = at(moved);
          if (step) entry.from = entry.to = clamp(month, earliest, latest);
          else if (begins) entry.from = clamp(month, earliest, entry.to - 1);
          else entry.to = clamp(month, entry.from + 1, latest);
          if (!begins) entry.what = what;
          put(handle);
        };
        handle.onpointerup = () => choose(told());
      };
      put(handle);
      return handle;
    };
    return step ? [made(false)] : [made(true), made(false)];
  });
  const picture = part("svg", { class: "timeline", viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: "img" }, ...years, line, ...handles);
  picture.setAttribute("aria-label", `${lever.title} over time; the fields below say the same`);
  picture.append(part("title", {}, "Click to set a value from a month on; drag a point to move it"));
  picture.onclick = (event) => {
    const { month, what } = at(event);
    if (entries.some(({ from, to }) => from <= month && month <= to)) return;
    entries.push({ from: month, to: month, what });
    entries.sort((one, other) => one.from - other.from);
    choose(told());
  };
  course();
  return picture;
}
