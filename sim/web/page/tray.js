// The tray "Your changes": a chip for each change, the name of the settings, undo and redo.

import { defaultName, describeChanges } from "./changes.js";
import { byId, element, preserveFocus } from "./dom.js";
import { canRedo, canUndo, flush, redo, undo } from "./history.js";
import { settings } from "./settings.js";
import { keptVariant } from "./variants.js";
import { say } from "./words.js";

/** Connect the tray. onRename: called when the settings have a new name. onReset: when all changes are to go. onKeep: when they are to be kept. */
export function initTray(onRename, onReset, onKeep) {
  byId("keep").onclick = onKeep;
  byId("undo").onclick = undo;
  byId("redo").onclick = redo;
  byId("reset").onclick = onReset;
  byId("settings-name").onchange = ({ target }) => {
    settings.name = target.value.trim();
    flush();
    onRename();
  };
}

/** Draw the tray. onRemove: called with the key of a change that is to go. */
export function drawTray(controls, onRemove) {
  const changes = describeChanges(controls, settings.changes);
  byId("tray").hidden = !changes.length && !canUndo() && !canRedo();
  byId("tray-title").textContent = changes.length ? say("tray.title", { count: changes.length }) : say("tray.none");
  byId("undo").disabled = !canUndo();
  byId("redo").disabled = !canRedo();
  byId("reset").disabled = !changes.length;
  byId("settings-name").parentElement.hidden = !changes.length;
  if (document.activeElement !== byId("settings-name")) byId("settings-name").value = settings.name;
  byId("settings-name").placeholder = defaultName(controls, settings.changes);
  byId("keep").disabled = !changes.length || Boolean(keptVariant());
  preserveFocus(byId("chips"), () => byId("chips").replaceChildren(...changes.map((change) => chip(change, onRemove))));
}

function chip({ key, label, title, from, to }, onRemove) {
  const show = element("button", { type: "button", className: "text", title: say("tray.show", { title }), onclick: () => showControl(key) },
    `${label}: `, element("span", { className: "quiet", textContent: `${from} \u2192 ` }), to);
  const remove = element("button", { type: "button", className: "tiny", textContent: "✕", title: say("tray.remove_title"), onclick: () => onRemove(key) });
  remove.ariaLabel = say("tray.remove", { label });
  return element("li", { className: "chip" }, show, remove);
}

/** Scroll to the control of a setting, and give it the focus. */
function showControl(key) {
  const box = key === "worldview" ? byId("worldview").parentElement : document.querySelector(`.lever[data-key="${CSS.escape(key)}"]`);
  for (let group = box.closest("details"); group; group = group.parentElement.closest("details")) group.open = true;
  box.hidden = false;
  box.scrollIntoView({ block: "center" });
  box.querySelector("input, select, .schedule, button")?.focus();
}
