// The answer of a game: what governments do once they answer one another, what they would regret, and their payoffs.

import { paletteColour } from "../../charts.js";
import { byId, element, fillSelect } from "../../dom.js";
import { say, translate } from "../../words.js";
import { drawIntervals } from "./charts.js";
import { figureOf, scrollTable, sentenceList } from "./parts.js";
import { shortTitle } from "./players.js";

/** Build the answer in a container; return what draws its charts. */
export function drawGame(container, answer) {
  const { sentences, nash, players, worldviews } = answer;
  const view = element("select", { id: "game-view", onchange: () => drawPayoffs(byId("game-payoffs"), answer, view.value) });
  fillSelect(view, worldviews.map((name) => [name, translate(name)]), worldviews[0]);
  const charts = (id, title, caption) => [
    element("h2", { className: "study-heading", textContent: title }), element("p", { className: "quiet small", textContent: caption }),
    element("div", { className: "pair" }, ...players.map(({ name, label }) => figureOf(`game-${id}-${name}`, translate(label), "", `${title}: ${translate(label)}`))),
  ];
  container.append(
    sentenceList(sentences, say("studies.found")),
    ...charts("equilibrium", say("studies.equilibrium"), say("studies.equilibrium_caption")),
    element("details", {}, element("summary", { textContent: say("studies.nash") }), sentenceList(nash, say("studies.nash"))),
    ...charts("regret", say("studies.regret"), say("studies.regret_caption")),
    element("div", { className: "select-heading" }, element("h2", { textContent: say("studies.payoffs") }), element("label", { className: "small", htmlFor: "game-view", textContent: say("studies.under") }), view),
    element("p", { className: "quiet small", textContent: say("studies.payoffs_caption") }),
    element("div", { id: "game-payoffs" }),
  );
  drawPayoffs(byId("game-payoffs"), answer, worldviews[0]);
  return () => {
    for (const { name, strategies } of players) {
      for (const [id, title, range] of [["equilibrium", say("studies.probability"), [-0.03, 1.03]], ["regret", say("studies.regret_axis"), null]]) {
        drawIntervals(byId(`game-${id}-${name}`), worldviews.map((each) => translate(each)), strategies.map((strategy, index) => ({ name: strategyName(strategy), colour: paletteColour(index + 1), points: strategy[id] })), { title, range, mark: range ? null : 0 });
      }
    }
  };
}

const strategyName = (strategy) => (strategy.own ? say("studies.own") : shortTitle(strategy));

/** Draw the payoffs under a worldview: of two players as a matrix, of more as a list of profiles. */
function drawPayoffs(container, { players, payoffs }, view) {
  const profiles = payoffs[view], names = players.map(({ strategies }) => strategies.map(strategyName)), title = say("studies.payoffs");
  container.replaceChildren(players.length === 2 ? matrix(title, players, names, profiles) : list(title, players, names, profiles));
}

function matrix(title, [first, second], [down, across], profiles) {
  const corner = say("studies.matrix", { first: translate(first.label), second: translate(second.label) });
  return scrollTable(title, [corner, ...across], down.map((name, row) => element("tr", {}, element("th", { scope: "row", textContent: name }),
    ...across.map((_, column) => { const profile = profiles[row * across.length + column]; return element("td", { className: profile.equilibrium ? "study-nash" : "" }, ...profile.payoffs.map((each, index) => payoff(each, [first, second][index])), ...stability(profile)); }))));
}

function list(title, players, names, profiles) {
  const shape = names.map(({ length }) => length), headings = [say("studies.profile"), ...players.map(({ label }) => translate(label))];
  const strategiesOf = (place) => shape.map((_, player) => { const after = shape.slice(player + 1).reduce((product, each) => product * each, 1); return names[player][Math.floor(place / after) % shape[player]]; });
  return scrollTable(title, headings, profiles.map((profile, place) => element("tr", { className: profile.equilibrium ? "study-nash" : "" },
    element("th", { scope: "row" }, strategiesOf(place).join(" · "), ...stability(profile)), ...profile.payoffs.map((each, index) => element("td", {}, payoff(each, players[index]))))));
}

const signed = (number) => `${number < 0 ? "\u2212" : "+"}${Math.abs(number).toFixed(2)}`;

/** Return a payoff with its interval; that of a best answer is bold. */
function payoff({ value, low, high, best }, { label, colour }) {
  const swatch = element("span", { className: "swatch", title: translate(label) });
  swatch.style.background = colour;
  return element("div", { className: "study-payoff" }, swatch, element(best ? "b" : "span", { textContent: signed(value) }), element("span", { className: "quiet", textContent: ` (${say("band", { low: signed(low), high: signed(high) })})` }));
}

const stability = ({ equilibrium, stability: share }) => (equilibrium ? [element("span", { className: "quiet", textContent: say("studies.nash_share", { share: Math.round(100 * share) }) })] : []);
