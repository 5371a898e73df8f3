// The sliders: one for every lever and assumption that the server declares.

import { node } from "./nodes.js";
import { settings } from "./settings.js";
import { drawn } from "./timeline.js";
import { hint } from "./tips.js";

const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);
const shown = (lever, value) => {
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (typeof value !== "number") return String(value).replaceAll("_", " ");
  return `${value.toLocaleString("en", { maximumSignificantDigits: 4 })} ${lever.unit}`.trim();
};

const full = (sentence) => (/[.!?]$/.test(sentence) ? sentence : `${sentence}.`);

/** Return what there is to know of a lever: default, bounds, source, and its name in files. */
function told(lever) {
  const bounds = lever.kind === "real" ? `; from ${shown({ unit: "" }, lever.low)} to ${shown(lever, lever.high)}` : lever.options.length ? `; one of ${lever.options.map((each) => shown(lever, each)).join(", ")}` : "";
  return `Default ${shown(lever, lever.default)}${bounds}. Source: ${full(lever.source)} In files: ${lever.key}.`;
}

/** Draw all controls; changed: called after every change. */
export function drawLevers(place, described, changed) {
  place.replaceChildren(...described.actors.map((actor) => {
    const swatch = node("span", { className: "swatch" });
    swatch.style.background = actor.colour;
    const group = node("details", { open: false }, node("summary", {}, swatch, actor.label));
    group.append(...actor.levers.map((lever) => control(lever, described, changed)));
    group.open = actor.levers.some((lever) => lever.key in settings.changes) || actor === described.actors[0];
    return group;
  }));
}

/** Draw the ranges of all assumptions, two sliders each. */
export function drawAssumptions(place, described, changed) {
  place.replaceChildren(...described.assumptions.map((each) => {
    const box = node("div", { className: "lever" });
    const high = Math.max(each.high, each.value[1]), low = Math.min(each.low, each.value[0]);
    const now = () => settings.changes[each.key] ?? each.value;
    const said = node("output");
    const ends = [0, 1].map((end) => node("input", {
      type: "range", min: low, max: high, step: (high - low) / 100 || 1, value: now()[end],
      ariaLabel: `${each.title}, ${end ? "upper" : "lower"} end`,
      oninput: () => {
        const pair = ends.map((input) => Number(input.value)).sort((a, b) => a - b);
        set(each.key, pair, each.value);
        update();
        changed();
      },
    }));
    const update = () => {
      said.value = now().map((x) => x.toPrecision(3)).join(" to ");
      box.classList.toggle("changed", each.key in settings.changes);
    };
    const about = hint(each.title, `Prior from ${each.low} to ${each.high} ${each.unit}`.trim() + `. Source: ${full(each.source)} In files: ${each.key}.`);
    box.append(node("div", { className: "name" }, node("span", { className: "label" }, each.title, " ", about), said), ...ends);
    box.dataset.words = `${each.key} ${each.title}`.toLowerCase();
    update();
    return box;
  }));
}

/** Show only what mentions a word. */
export function find(place, word) {
  for (const lever of place.querySelectorAll(".lever")) lever.hidden = !lever.dataset.words.includes(word.toLowerCase());
  if (word) for (const group of place.querySelectorAll("details")) group.open = Boolean(group.querySelector(".lever:not([hidden])"));
}

function set(key, value, original) {
  if (same(value, original)) delete settings.changes[key];
  else settings.changes[key] = value;
}

function control(lever, described, changed) {
  const box = node("div", { className: "lever" });
  box.dataset.words = `${lever.key} ${lever.title}`.toLowerCase();
  const now = () => settings.changes[lever.key] ?? lever.value;
  const choose = (value) => {
    set(lever.key, value, lever.value);
    box.classList.toggle("changed", lever.key in settings.changes);
    changed();
  };
  const draw = () => {
    const value = now(), dated = typeof value === "object";
    const id = `lever-${lever.key}`;
    const said = node("output", { value: dated ? "dated" : shown(lever, value) });
    const label = node("span", { className: "label" }, node("label", { htmlFor: id, textContent: lever.title }), " ", hint(lever.title, () => told(lever)));
    const toggle = node("button", {
      type: "button", className: "tiny", textContent: dated ? "hold" : "date",
      title: dated ? "Hold one value from the first month on" : "Let it change from a month on",
      onclick: () => {
        if (dated) choose(Object.values(value).at(-1));
        else choose({ [described.start]: value });
        draw();
      },
    });
    toggle.setAttribute("aria-label", `${toggle.title}: ${lever.title}`);
    box.replaceChildren(node("div", { className: "name" }, label, said, toggle));
    if (dated) box.append(timeline(lever, value, described, id, (next) => { choose(next); draw(); }));
    else box.append(input(lever, value, id, (next, final) => { said.value = shown(lever, next); choose(next, final); }));
    box.classList.toggle("changed", lever.key in settings.changes);
  };
  draw();
  return box;
}

function input(lever, value, id, choose) {
  if (lever.kind === "real") {
    const step = (lever.high - lever.low) > 1000 ? 250 : (lever.high - lever.low) / 100;
    return node("input", { type: "range", id, min: lever.low, max: lever.high, step, value, oninput: (event) => choose(Number(event.target.value)) });
  }
  const options = lever.kind === "flag" ? [false, true] : lever.options;
  const list = node("select", { id, onchange: (event) => choose(options[event.target.selectedIndex]) },
    ...options.map((option) => node("option", { textContent: shown(lever, option), selected: option === value })));
  return list;
}

function timeline(lever, value, described, id, choose) {
  const grid = node("div", { className: "dated", id, role: "group" });
  grid.append(drawn(lever, value, described, choose));
  grid.setAttribute("aria-label", `${lever.title}: values by month`);
  const entries = Object.entries(value);
  entries.forEach(([when, what], place) => {
    const change = (next) => choose(Object.fromEntries(next.sort((a, b) => (a[0] < b[0] ? -1 : 1))));
    const month = node("input", {
      type: "text", value: when, pattern: "\\d{4}-\\d{2}(\\.\\.\\d{4}-\\d{2})?",
      title: lever.kind === "real" ? "a month such as 2027-01, or a span such as 2027-01..2029-12 for a ramp" : "a month such as 2027-01",
      onchange: (event) => change(entries.map((entry, at) => (at === place ? [event.target.value.trim(), what] : entry))),
    });
    month.setAttribute("aria-label", "from month");
    const plain = lever.kind === "real"
      ? node("input", { type: "number", min: lever.low, max: lever.high, step: "any", value: what, onchange: ({ target }) => {
        // an emptied field is no value: what was there stays
        if (Number.isFinite(target.valueAsNumber)) change(entries.map((entry, at) => (at === place ? [when, target.valueAsNumber] : entry)));
        else target.value = what;
      } })
      : input(lever, what, "", (next) => change(entries.map((entry, at) => (at === place ? [when, next] : entry))));
    plain.setAttribute("aria-label", "value");
    const gone = node("button", { type: "button", className: "tiny", textContent: "✕", title: "Remove this date", disabled: entries.length < 2,
      onclick: () => change(entries.filter((_, at) => at !== place)) });
    grid.append(month, plain, gone);
  });
  const add = node("button", { type: "button", className: "tiny", textContent: "+ date", title: "Another value, from a later month on", disabled: entries.at(-1)[0].slice(-7) >= described.end, onclick: () => {
    const last = entries.at(-1)[0].slice(-7);
    const [year, month] = last.split("-").map(Number);
    const next = `${year + 1}-${String(month).padStart(2, "0")}`;
    choose({ ...value, [next > described.end ? described.end : next]: entries.at(-1)[1] });
  } });
  grid.append(add);
  return grid;
}
