// The parts of the view Seat: the levers of the player, the tables of the outlook and of the verdict, and the story.

import { element, table } from "../dom.js";
import { capitalise, formatBand, formatDifference, formatNumber, formatPercent, formatRounded } from "../format.js";
import { formatValue, leverInput } from "../lever_input.js";
import { say, textOf, translate } from "../words.js";
import { rowHead } from "./tables.js";

const heading = (textContent) => element("th", { scope: "col", textContent });
const verdictClass = (verdict) => ({ better: "good", worse: "bad" })[verdict] ?? "";

/** Return what is set, as text: testing tempo 0.2, nuclear policy maintain. levers: of the player. */
export function setText(sets, levers) {
  return Object.entries(sets).map(([name, value]) => {
    const lever = levers.find(({ key }) => key.endsWith(`.${name}`));
    return `${translate(lever?.title ?? name)}: ${lever ? formatValue(lever, value) : value}`;
  }).join("; ");
}

/** Return the controls of the player's levers. policy: value in force of each; considered: what would be set; onChange: called with name and value. */
export function leverControls(levers, policy, considered, onChange) {
  return levers.map((lever) => {
    const name = lever.key.slice(lever.key.indexOf(".") + 1), value = considered[name] ?? policy[name], id = `seat-${lever.key}`;
    const output = element("output", { value: formatValue(lever, value) });
    const box = element("div", { className: "lever" });
    const show = (next) => {
      output.value = formatValue(lever, next);
      box.classList.toggle("changed", next !== policy[name]);
    };
    const input = leverInput({ ...lever, value: policy[name] }, value, id, (next) => { show(next); onChange(name, next); });
    box.append(element("div", { className: "name" }, element("label", { htmlFor: id, textContent: translate(lever.title) }), output), input);
    show(value);
    return box;
  });
}

/** Return the table of the key outcomes: now, their change, and what may come. */
export function outlookTable(outlook, readings) {
  const paired = Boolean(outlook.headline.considered);
  const ahead = (key) => say("seat.ahead", { what: capitalise(say(key)), month: outlook.months.at(-1) });
  const head = element("tr", {}, ...[say("seat.outcome"), say("seat.now_column"), say("seat.change"), ahead("seat.in_force"), ...(paired ? [ahead("seat.move"), say("seat.difference")] : [])].map(heading));
  const rows = outlook.expected.map(({ name, title, unit, in_force: inForce, considered, difference }) => {
    const now = readings.find((each) => each.name === name);
    const cells = [now ? formatRounded(now.value) : "", now && now.change !== null ? formatDifference(now.change) : "", band(inForce)];
    const row = element("tr", {}, rowHead(title, unit), ...cells.map((textContent) => element("td", { textContent })));
    if (considered) {
      const cell = element("td", { className: verdictClass(difference.verdict) }, difference.text.replace("median ", ""), element("span", { className: "quiet", textContent: translate(difference.verdict) }));
      cell.style.setProperty("--shade", 0.6);
      row.append(element("td", { textContent: band(considered) }), cell);
    }
    return row;
  });
  return table(head, rows);
}

const band = ([low, , middle, , high]) => `${formatNumber(middle, high - low)} (${formatBand(low, high)})`;

/** Return the table of notable events and the share of futures in which they happen. */
export function likelyTable({ months, worlds, likelihoods: { in_force: inForce, considered } }) {
  const share = ({ share: middle, low, high }) => element("td", { textContent: `${formatPercent(middle)} (${say("band", { low: Math.round(100 * low), high: Math.round(100 * high) })})` });
  const head = element("tr", {}, ...[say("seat.until", { month: months.at(-1), futures: worlds }), capitalise(say("seat.in_force")), ...(considered ? [capitalise(say("seat.move"))] : [])].map(heading));
  return table(head, Object.entries(inForce).map(([name, each]) => element("tr", {}, element("th", { scope: "row", ...textOf(each.title) }), share(each), ...(considered ? [share(considered[name])] : []))));
}

/** Return what happened, turn by turn, the latest first. actors: of the theatre, for their colours. */
export function storyItems(story, levers, actors) {
  return story.toReversed().map(({ first, last, sets, happened, came_about: cameAbout }) => {
    const set = Object.keys(sets).length ? say("seat.you_set", { sets: setText(sets, levers) }) : say("seat.you_set_nothing");
    const events = happened.map(({ month, kind, by, to }) => {
      const item = element("li", {}, element("time", { textContent: month }), ` ${by ? `${translate(by)}: ` : ""}${translate(kind)}${to ? ` (${translate(to)})` : ""}`);
      item.style.borderColor = actors.find(({ label }) => label === by)?.colour ?? "";
      return item;
    });
    const waiting = cameAbout.filter((each) => !each.in_force).map(({ title, text }) => element("li", { className: "waits", textContent: `${translate(title)}: ${translate(text)}` }));
    const nothing = events.length + waiting.length ? [] : [element("li", { className: "quiet", textContent: say("seat.quiet") })];
    return element("li", {}, element("b", { textContent: first === last ? first : say("band", { low: first, high: last }) }), ` ${set}`, element("ul", {}, ...events, ...waiting, ...nothing));
  });
}

/** Return the table of the verdict: a column for each way, in each the value here and the difference over the ensemble. */
export function verdictTable({ ways, rows, month }) {
  const head = element("tr", {}, ...[say("seat.verdict_outcome", { month }), ...ways.map(({ title }) => translate(title))].map(heading));
  const byOutcome = Map.groupBy(rows, ({ outcome }) => outcome);
  return table(head, [...byOutcome.values()].map((own) => element("tr", {}, rowHead(own[0].title, own[0].unit), ...own.map(({ here, way, text, verdict }) => {
    const told = way === "no moves" ? "" : text.replace(/ \(median.*/, "");
    const cell = element("td", { className: verdictClass(verdict) }, formatRounded(here), element("span", { className: "quiet", textContent: told }));
    cell.style.setProperty("--shade", 0.6);
    return cell;
  }))));
}
