// The players of a game: who plays, and the doctrines that each may choose.

import { element } from "../../dom.js";
import { say, translate } from "../../words.js";
import { OWN, fieldsOf, isChanged } from "./asked.js";
import { box, group } from "./fields.js";

/** Return a box for each actor, with its doctrines. set: takes a name and the players. */
export function playersField({ controls, set }) {
  const { doctrines: offered } = controls.studies, players = () => fieldsOf("game", controls).players;
  const labelOf = (name) => translate(controls.actors.find((actor) => actor.name === name).label);
  // in the order of the theatre, whichever was chosen first
  const change = (next) => set("players", Object.fromEntries(controls.actors.filter(({ name }) => next[name]).map(({ name }) => [name, next[name]])));
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
  return element("div", { className: "study-wide study-players" }, ...cards);
}

/** Return a doctrine by what its title says before the colon. */
export const shortTitle = ({ title }) => translate(title).split(":")[0];
