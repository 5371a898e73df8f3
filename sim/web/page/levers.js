// The sliders: one for every lever and assumption that the server declares.

import { dated } from "./dated.js";
import { keepingFocus, node } from "./nodes.js";
import { settings } from "./settings.js";
import { hint } from "./tips.js";
import { input, shown } from "./value.js";

const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);
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

/** Show only what mentions a word; without one, everything, as it was before. */
export function find(place, word) {
  for (const lever of place.querySelectorAll(".lever")) lever.hidden = !lever.dataset.words.includes(word.toLowerCase());
  for (const group of place.querySelectorAll("details")) {
    group.dataset.before ??= group.open;
    group.open = word ? Boolean(group.querySelector(".lever:not([hidden])")) : group.dataset.before === "true";
    if (!word) delete group.dataset.before;
  }
}

/** Return the keys of changes that set a lever or an assumption to what it cannot be at all; bounds are the server's to judge. */
export function misfits(described, changes) {
  const levers = Object.fromEntries(described.actors.flatMap((actor) => actor.levers.map((lever) => [lever.key, lever])));
  const ranges = new Set(described.assumptions.map(({ key }) => key));
  const single = (lever, value) => (lever.kind === "real" ? Number.isFinite(value) : lever.kind === "flag" ? typeof value === "boolean" : lever.options.includes(value));
  const dates = (lever, value) => typeof value === "object" && value !== null && Object.keys(value).length > 0
    && Object.entries(value).every(([when, what]) => /^\d{4}-\d{2}(\.\.\d{4}-\d{2})?$/.test(when) && single(lever, what));
  return Object.entries(changes).filter(([key, value]) => {
    if (key in levers) return !single(levers[key], value) && !dates(levers[key], value);
    return ranges.has(key) && !(Array.isArray(value) && value.length === 2 && value.every(Number.isFinite));
  }).map(([key]) => key);
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
  // a moment later, when the focus is where it goes
  const redraw = () => setTimeout(() => keepingFocus(box, draw));
  const draw = () => {
    const value = now(), changes = typeof value === "object";
    const id = `lever-${lever.key}`;
    const said = node("output", { value: changes ? "dated" : shown(lever, value) });
    const label = node("span", { className: "label" }, node("label", { htmlFor: id, textContent: lever.title }), " ", hint(lever.title, () => told(lever)));
    const toggle = node("button", {
      type: "button", className: "tiny", textContent: changes ? "hold" : "date",
      title: changes ? "Hold one value from the first month on" : "Let it change from a month on",
      onclick: () => {
        choose(changes ? Object.values(now()).at(-1) : { [described.start]: now() });
        redraw();
      },
    });
    toggle.setAttribute("aria-label", `${toggle.title}: ${lever.title}`);
    box.replaceChildren(node("div", { className: "name" }, label, said, toggle));
    if (changes) box.append(dated(lever, value, described, id, (next) => { choose(next); redraw(); }));
    else box.append(input(lever, value, id, (next) => { said.value = shown(lever, next); choose(next); }));
    box.classList.toggle("changed", lever.key in settings.changes);
  };
  draw();
  return box;
}
