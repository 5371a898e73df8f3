// The view Seat: one country is played turn by turn in one world. The settings carry the whole play; the server remembers nothing.

import { bandTraces, cssColour, draw, paletteColour } from "../charts.js";
import { byId, element, fillSelect, preserveFocus } from "../dom.js";
import { download } from "../export.js";
import { formatRounded } from "../format.js";
import { showMessage } from "../messages.js";
import { settings } from "../settings.js";
import { say, textOf, translate } from "../words.js";
import { leverControls, likelyTable, outlookTable, setText, storyItems, verdictTable } from "./seat_board.js";

const PAUSE_MS = 250; // between the last move of a slider and the outlook under it
const LENGTHS = [1, 3, 6, 12]; // months of a turn
let timer, drawnFor = "", judgedFor = "";

export async function seat(page) {
  if (!byId("seat-board")) build();
  const { controls, post, refresh } = page, { actors } = controls;
  drawSetup(actors, refresh);
  const here = actors.some(({ name }) => name === settings.seat?.player);
  byId("seat-game").hidden = !here;
  byId("seat-elsewhere").textContent = settings.seat && !here ? say("seat.elsewhere") : "";
  if (!here) { drawnFor = ""; return; }
  const ask = (route) => post(route, { seat: sent() }, { of: answering(), channel: `/${route}` });
  const answer = await ask("seat");
  const actor = actors.find(({ name }) => name === answer.player);
  drawBoard(answer, actor, refresh);
  drawOutlook(answer, controls, actor);
  connect(answer, page, ask);
}

const sent = () => { const { player, world, every, moves, considered } = settings.seat; return { player, world, every, moves, considered }; };

/** Return the settings with which the play began, and what it lets governments do: what is changed on the page since then is no part of it. */
function answering() {
  const { base, choices, turnover } = settings.seat;
  return { ...base, changes: { ...base.changes, ...(choices ? { choices: true } : {}), ...(turnover ? { turnover: true } : {}) } };
}

/** Build the parts of the view once, so that charts and the focus stay where they are. */
function build() {
  const button = (id, textContent) => element("button", { type: "button", id: `seat-${id}`, textContent });
  const box = (id, text) => element("label", {}, element("input", { type: "checkbox", id: `seat-${id}` }), ` ${text}`);
  const scroll = (id, ariaLabel) => { const part = element("div", { id: `seat-${id}`, className: "scroll", tabIndex: 0, ariaLabel }); part.setAttribute("role", "region"); return part; };
  const chart = (id) => { const part = element("div", { id: `seat-${id}`, className: "chart" }); part.setAttribute("role", "group"); return part; };
  byId("seat").replaceChildren(
    element("p", { className: "quiet prose", textContent: say("seat.intro") }),
    element("div", { className: "choices" },
      element("label", {}, `${say("seat.player")} `, element("select", { id: "seat-player" })),
      element("label", {}, `${say("seat.world")} `, element("input", { type: "number", id: "seat-world", min: 0, step: 1, required: true })),
      element("label", {}, `${say("seat.every")} `, element("select", { id: "seat-every" })),
      box("choices", say("seat.choices")), box("turnover", say("seat.turnover")), button("take", say("seat.take"))),
    element("p", { id: "seat-elsewhere" }),
    element("div", { id: "seat-game", hidden: true },
      element("h2", { id: "seat-now" }), element("p", { id: "seat-away", className: "quiet small" }),
      element("div", { className: "seat-columns" },
        element("div", {},
          element("figure", { className: "seat-outlook" }, element("figcaption", {}, element("h2", { id: "seat-headline" })), chart("chart")),
          element("section", { ariaLabel: say("seat.story") }, element("h2", { textContent: say("seat.story") }), element("ol", { id: "seat-story", className: "small", tabIndex: 0, ariaLabel: say("seat.story") }))),
        element("section", { ariaLabel: say("seat.board") }, element("div", { id: "seat-board" }),
          element("select", { id: "seat-doctrine", ariaLabel: say("seat.doctrine") }), element("p", { id: "seat-considered", className: "small" }),
          element("div", { className: "choices" }, button("next", say("seat.next")), button("clear", say("seat.clear")), button("undo", say("seat.undo"))),
          element("div", { className: "seat-outlook" }, scroll("likely", say("seat.likely"))))),
      element("div", { className: "seat-outlook" }, scroll("outcomes", say("seat.outlook"))),
      element("div", { className: "choices" }, button("verdict", say("seat.verdict")), button("file", say("seat.file")), button("settings", say("seat.settings"))),
      element("div", { id: "seat-judged", hidden: true }, element("h2", { textContent: say("seat.verdict_title") }), element("p", { id: "seat-sentence" }),
        element("figure", {}, element("figcaption", {}, element("h2", { textContent: say("seat.verdict_chart") })), chart("ways")),
        element("p", { id: "seat-note", className: "quiet small" }), scroll("verdict-table", say("seat.verdict_title")))));
}

/** Show what a play begins with; it is fixed while one is under way. */
function drawSetup(actors, refresh) {
  const playing = settings.seat, chosen = playing?.player ?? (byId("seat-player").value || actors.at(0).name);
  fillSelect(byId("seat-player"), actors.map(({ name, label }) => [name, translate(label)]), actors.some(({ name }) => name === chosen) ? chosen : actors[0].name);
  if (!byId("seat-every").options.length || playing) fillSelect(byId("seat-every"), LENGTHS.map((length) => [length, length]), playing?.every ?? 3);
  byId("seat-world").max = (playing?.base ?? settings).ensemble.worlds - 1;
  if (playing || byId("seat-world").value === "") byId("seat-world").value = playing?.world ?? 0;
  for (const flag of ["choices", "turnover"]) if (playing) byId(`seat-${flag}`).checked = playing[flag];
  for (const id of ["player", "world", "every", "choices", "turnover"]) byId(`seat-${id}`).disabled = Boolean(playing);
  byId("seat-take").textContent = playing ? say("seat.again") : say("seat.take");
  byId("seat-take").onclick = () => {
    if (!settings.seat && !byId("seat-world").reportValidity()) return;
    const { scenario, file, changes, ensemble } = settings;
    settings.seat = settings.seat ? null : {
      player: byId("seat-player").value, world: byId("seat-world").valueAsNumber, every: Number(byId("seat-every").value),
      base: structuredClone({ scenario, file, changes, ensemble }), choices: byId("seat-choices").checked, turnover: byId("seat-turnover").checked, moves: [], considered: {},
    };
    refresh();
  };
}

/** Draw the levers, unless they stand already as they are: a slider that is held must not be replaced. */
function drawBoard({ policy, over, turn, player, doctrines }, actor, refresh) {
  const shown = JSON.stringify([player, turn, policy, settings.seat.considered]);
  const consider = (name, value) => {
    if (value === policy[name]) delete settings.seat.considered[name];
    else settings.seat.considered[name] = value;
    drawnFor = JSON.stringify([player, turn, policy, settings.seat.considered]);
    clearTimeout(timer);
    timer = setTimeout(refresh, PAUSE_MS);
  };
  if (shown !== drawnFor) preserveFocus(byId("seat-board"), () => byId("seat-board").replaceChildren(...(over ? [] : leverControls(actor.levers, policy, settings.seat.considered, consider))));
  drawnFor = shown;
  const told = setText(settings.seat.considered, actor.levers);
  byId("seat-considered").textContent = over ? "" : say("seat.considered", { sets: told || say("seat.nothing") });
  fillSelect(byId("seat-doctrine"), [["", say("seat.doctrine")], ...doctrines.map(({ name, title }) => [name, translate(title)])], "");
  byId("seat-doctrine").hidden = byId("seat-clear").hidden = byId("seat-next").hidden = over;
}

function drawOutlook(answer, controls, actor) {
  const { outlook, story, months, lived, without, marks } = answer, headline = controls.outcomes.find(({ name }) => name === controls.headline), title = translate(headline.title);
  byId("seat-now").textContent = say(answer.over ? "seat.over" : "seat.now", { ...answer, label: translate(answer.label) });
  byId("seat-away").textContent = beginning(answer);
  byId("seat-headline").textContent = title;
  const line = (name, y, colour, dash, width) => ({ x: months, y, name, mode: "lines", line: { color: colour, dash, width }, hovertemplate: "%{y:.3~g}" });
  const traces = months.length ? [line(say("seat.without"), without, cssColour("--reference"), "dot", 1.6), line(say("seat.lived"), lived, cssColour("--ink"), "solid", 2.2)] : [];
  for (const [key, name, colour, alpha] of [["in_force", say("seat.in_force"), "--own", 0.2], ["considered", say("seat.move"), "--pin", 0.14]]) {
    if (outlook?.headline[key]) traces.push(...bandTraces(...joined(outlook.months, outlook.headline[key], months, lived), cssColour(colour), name, alpha));
  }
  const numbers = marks.map((month, index) => ({ month, number: index + 1 }));
  draw(byId("seat-chart"), traces.map(({ meta, ...trace }) => trace), { unit: translate(headline.unit), marks: numbers, range: [0, 100] });
  const told = lived.length ? say("seat.chart_played", { title, value: formatRounded(lived.at(-1)), month: months.at(-1) }) : say("seat.chart_unplayed", { title });
  byId("seat-chart").ariaLabel = outlook ? say("seat.chart_ahead", { played: told, value: formatRounded(outlook.headline.in_force.q50.at(-1)), month: outlook.months.at(-1) }) : told;
  byId("seat-outcomes").hidden = byId("seat-likely").hidden = !outlook;
  if (outlook) {
    byId("seat-outcomes").replaceChildren(outlookTable(outlook, story.at(-1)?.outcomes ?? []));
    byId("seat-likely").replaceChildren(likelyTable(outlook));
  }
  byId("seat-story").replaceChildren(...storyItems(story, actor.levers, controls.actors));
  if (judgedFor !== playedKey()) byId("seat-judged").hidden = true;
}

/** Return under which settings the play began, and what of them does not hold for it. */
function beginning({ title, took_away: tookAway }) {
  const { base } = settings.seat, count = Object.keys(base.changes).length;
  return [
    say(count ? "seat.base_changed" : "seat.base", { title: translate(title), count }),
    ...(isEqual(base.ensemble, settings.ensemble) ? [] : [say("seat.ensemble_kept")]), ...(tookAway ? [say("seat.took_away")] : []),
  ].join(" ");
}

const isEqual = (one, other) => JSON.stringify(one) === JSON.stringify(other);

/** Return months and bands that begin where the world stands. */
function joined(months, bands, past, lived) {
  if (!past.length) return [months, bands];
  return [[past.at(-1), ...months], Object.fromEntries(Object.entries(bands).map(([level, values]) => [level, [lived.at(-1), ...values]]))];
}

const playedKey = () => JSON.stringify([answering(), settings.seat.world, settings.seat.moves]);

function connect(answer, { apply, refresh, controls }, ask) {
  const played = settings.seat;
  // a second click, before the server has answered the first, does nothing
  const then = (change) => () => { if (played.moves.length !== answer.turn - 1) return; clearTimeout(timer); change(); refresh(); };
  const reporting = (action) => async () => { try { await action(); } catch (error) { if (error.name !== "AbortError") showMessage(error.message, "notice"); } };
  byId("seat-next").onclick = then(() => { played.moves.push(played.considered); played.considered = {}; });
  byId("seat-clear").onclick = then(() => { played.considered = {}; });
  byId("seat-undo").onclick = then(() => { played.moves.pop(); played.considered = {}; });
  byId("seat-doctrine").onchange = ({ target }) => { const { levers } = answer.doctrines.find(({ name }) => name === target.value); then(() => { played.considered = { ...levers }; })(); };
  for (const id of ["undo", "verdict", "file", "settings"]) byId(`seat-${id}`).disabled = !played.moves.length;
  byId("seat-file").onclick = reporting(() => download("seat_file", { seat: sent() }, `${answer.player}-played.toml`, answering()));
  byId("seat-settings").onclick = async () => {
    const { base } = played, { changes, ensemble } = answering();
    if (base.scenario !== settings.scenario || base.file !== settings.file) { showMessage(say("seat.other_scenario", { title: translate(answer.title) }), "notice"); return; }
    if (await apply({ ensemble, changes: { ...settings.changes, ...changes, ...answer.changes } })) showMessage(say("seat.taken", { worlds: ensemble.worlds }), "info");
  };
  byId("seat-verdict").onclick = reporting(async () => {
    const found = await ask("seat_verdict");
    judgedFor = playedKey();
    Object.assign(byId("seat-sentence"), textOf(`${found.sentence}.`));
    byId("seat-note").textContent = say("seat.verdict_note", { worlds: found.worlds });
    byId("seat-verdict-table").replaceChildren(verdictTable(found));
    byId("seat-judged").hidden = false;
    const ways = found.ways.map(({ title }, index) => ({ x: found.months, y: found.paths[index], name: translate(title).split(":")[0], mode: "lines", line: { color: index ? paletteColour(index - 1) : cssColour("--ink"), width: index ? 1.6 : 2.6, dash: index > 1 ? "dash" : "solid" } }));
    const { unit } = controls.outcomes.find(({ name }) => name === controls.headline);
    draw(byId("seat-ways"), ways.toReversed(), { unit: translate(unit), range: [0, 100] });
    const told = found.ways.map(({ title }, index) => `${translate(title)} ${formatRounded(found.paths[index].at(-1))}`);
    byId("seat-ways").ariaLabel = say("seat.ways_label", { title: say("seat.verdict_chart"), ways: told.join("; "), month: found.month });
    byId("seat-judged").scrollIntoView({ block: "nearest" });
  });
}
