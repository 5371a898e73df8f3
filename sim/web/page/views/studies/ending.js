// What stands below every answer of a study: how to read it, its tables as files, and the command that gives the same.

import { element } from "../../dom.js";
import { download, save } from "../../export.js";
import { showMessage } from "../../messages.js";
import { variantOf } from "../../variants.js";
import { say, textOf } from "../../words.js";

/** Return what stands below an answer. asked: what it is the answer of. */
export function ending(kind, asked, { method, command, files, tables, worlds }) {
  const reporting = (action) => async () => { try { await action(); } catch (error) { showMessage(error.message, "notice"); } };
  const button = (label, action) => element("button", { type: "button", className: "tiny", onclick: reporting(action) }, label);
  const file = (name) => element("code", { textContent: name });
  const copy = async () => {
    await navigator.clipboard?.writeText(command);
    showMessage(say("studies.copied"), "info");
  };
  return [
    element("details", {}, element("summary", { textContent: say("studies.reading") }), element("p", { className: "prose small", ...textOf(method) })),
    element("p", { className: "study-save" }, element("span", { className: "quiet small", textContent: say("studies.tables", { worlds }) }),
      ...Object.entries(tables).map(([name, text]) => [name === kind ? `${kind}.csv` : `${kind}-${name}.csv`, text])
        .map(([name, text]) => button(file(name), () => save(new Blob([text], { type: "text/csv" }), `peninsula-${name}`)))),
    element("div", { className: "study-command" }, element("p", { className: "quiet small", textContent: say(files.length ? "studies.command_files" : "studies.command") }),
      ...(files.length ? [element("p", { className: "study-save" }, ...files.map((each) => button(file(each.name), () => saveScenario(each, asked))))] : []),
      element("pre", {}, element("code", { textContent: command })), button(say("studies.copy"), copy)),
  ];
}

/** Save a scenario file that a command names: an opened file as it is, or a plan with its changes. */
async function saveScenario({ name, plan, changes }, { of, plans }) {
  if (changes === null) { save(new Blob([of.file], { type: "application/toml" }), name); return; }
  const { ensemble } = of, id = plans[plan - 1], other = plan ? (variantOf(id) ?? { scenario: id, file: "" }) : of;
  await download("scenario_file", {}, name, { scenario: other.scenario, file: other.file, name: plan ? (variantOf(id)?.name ?? "") : of.name, changes, ensemble });
}
