// The form of a study.

import { element } from "../../dom.js";
import { settings } from "../../settings.js";
import { say, translate } from "../../words.js";
import { MOST_PLANS, fieldsOf, plansOf } from "./asked.js";
import { box, expression, field, group, number } from "./fields.js";
import { playersField } from "./players.js";

const LEADS = [0, 3, 6, 12, 18, 24]; // months
const ALARMS = [0, 5, 10, 20, 30]; // per cent of quiet months; 0: the best balance
const FEWEST_WORLDS = { signposts: 80, pathways: 20, game: 20 }; // below these there is nothing to tell
let drawn = "";

/** Draw the form of a kind, unless it stands as it is. onChange: called after a change. */
export function drawForm(container, kind, page, onChange) {
  const { controls } = page;
  const key = () => JSON.stringify([kind, controls.name, fieldsOf(kind, controls), plansOf(page)]);
  if (key() === drawn) return;
  const set = (name, value) => { settings.studies[kind][name] = value; drawn = key(); onChange(); };
  const values = fieldsOf(kind, controls), most = controls.ensemble.worlds.high;
  const worlds = number("worlds", values.worlds, set, [FEWEST_WORLDS[kind], most], say("studies.worlds_note"));
  container.replaceChildren(...FORMS[kind]({ controls, values, set, page, worlds }));
  drawn = key();
}

const FORMS = {
  signposts: ({ controls, values, set, worlds }) => {
    const leads = LEADS.map((lead) => box(lead, values.leads.includes(lead), () => set("leads", LEADS.filter((_, index) => leads[index].querySelector("input").checked))));
    return [
      expression("warn_of", values.warn_of, set, controls), number("within", values.within, set, [1, controls.months]), group(say("studies.leads"), "inline", ...leads),
      field("study-false_alarms", say("studies.false_alarms"), element("select", { onchange: ({ target }) => set("false_alarms", Number(target.value)) },
        ...ALARMS.map((share) => new Option(share ? say("studies.alarms", { share }) : say("studies.alarms_balance"), share, false, share === values.false_alarms)))),
      worlds,
    ];
  },
  pathways: ({ controls, values, set, page, worlds }) => {
    const { offered, chosen } = plansOf(page);
    const boxes = offered.map(({ id, text, title }) => box(text, chosen.includes(id), () => {
      const now = offered.filter((_, index) => boxes[index].querySelector("input").checked).map((each) => each.id);
      for (const each of boxes.map((line) => line.querySelector("input"))) each.disabled = now.length >= MOST_PLANS && !each.checked;
      set("plans", now);
    }, title));
    return [
      group(say("studies.plans"), "plans", element("p", { className: "quiet small", textContent: say("studies.plans_note", { most: MOST_PLANS }) }), ...boxes),
      expression("target", values.target, set, controls),
      ...[["for_months", 1], ["after", 0], ["lead_months", 0]].map(([name, low]) => number(name, values[name], set, [low, controls.months])),
      worlds,
      element("div", { className: "study-wide" }, box(say("studies.transfers"), values.transfers, (isChosen) => set("transfers", isChosen))),
    ];
  },
  game: ({ controls, values, set, worlds }) => [
    playersField({ controls, set }),
    field("study-worldviews", say("studies.worldviews"), element("select", { onchange: ({ target }) => set("worldviews", target.value) },
      new Option(say("studies.worldviews_all"), "all"), ...controls.worldviews.map(({ name, title }) => new Option(translate(title), name, false, name === values.worldviews)))),
    worlds,
  ],
};
