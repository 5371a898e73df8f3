// The players of a game: who plays, who goes first, and the doctrines that each may choose.

import { element } from "../../dom.js";
import { say, translate } from "../../words.js";
import { OWN, fieldsOf, isChanged } from "./asked.js";
import { box, field, group } from "./fields.js";

/** Return a box for each actor, with its doctrines. set: takes the players, the first of them first. */
export function playersField({ controls, set }) {
  const { doctrines: offered } = controls.studies, players = () => fieldsOf("game", controls).players;
  const labelOf = (name) => translate(controls.actors.find((actor) => actor.name === name).label);
  const first = element("select", { onchange: ({ target }) => { const { [target.value]: own, ...others } = players(); change({ [target.value]: own, ...others }); } });
  const drawFirst = () => first.replaceChildren(...Object.keys(players()).map((name) => new Option(labelOf(name), name)));
  const change = (next) => { set("players", next); drawFirst(); };
  const cards = controls.actors.filter(({ name }) => offered[name]).map(({ name, colour }) => {
    const own = players()[name], usual = offered[name].map((each) => each.name).filter((each) => each !== OWN || isChanged(name));
    const boxes = offered[name].map((doctrine) => box(doctrine.name === OWN ? say("studies.own") : shortTitle(doctrine), (own ?? usual).includes(doctrine.name),
      () => change({ ...players(), [name]: chosen() }), doctrine.name === OWN ? "" : translate(doctrine.title)));
    const chosen = () => offered[name].map((each) => each.name).filter((_, index) => boxes[index].querySelector("input").checked);
    const doctrines = element("div", { className: "study-doctrines", hidden: !own }, ...boxes);
    const plays = box(labelOf(name), Boolean(own), (isChosen) => {
      const { [name]: _, ...others } = players();
      doctrines.hidden = !isChosen;
      change(isChosen ? { ...others, [name]: chosen() } : others);
    });
    const card = group(plays, "player", doctrines);
    card.style.borderLeftColor = colour;
    return card;
  });
  drawFirst();
  return element("div", { className: "study-wide" }, element("div", { className: "study-players" }, ...cards), field("study-first", say("studies.first"), first));
}

/** Return a doctrine by what its title says before the colon. */
export const shortTitle = ({ title }) => translate(title).split(":")[0];
