// Nowcasts from the user's disk: a file is sent to the server, which keeps it until it stops, and the settings name it by its content.

import { fetchFromServer } from "./api.js";
import { element } from "./dom.js";
import { ask } from "./question.js";
import { languageOf, say } from "./words.js";

const MAX_MB = 16;
const UPLOADED = /^upload:([0-9a-f]{64})\/(.+)$/;

/** Return file and digest of a nowcast that was uploaded, or null for one that the server found in its own folders. */
export function uploadOf(name) {
  const [, digest, file] = UPLOADED.exec(name) ?? [];
  return file ? { file, digest: digest.slice(0, 12) } : null;
}

/** Send a file to the server and return the nowcast's name and first month; throws one sentence where it is none. */
async function upload(file) {
  if (file.size > MAX_MB * 1024 ** 2) throw new Error(say("nowcast.large", { name: file.name, most: MAX_MB }));
  const options = { method: "POST", headers: { "Content-Type": "application/octet-stream" }, body: file };
  return fetchFromServer(`api/nowcast?name=${encodeURIComponent(file.name)}`, options);
}

/** Return a button that takes a file, and where sentences about it stand. box: onto which a file can be dropped. onUploaded: called with its name. */
export function nowcastPicker(box, onUploaded) {
  const told = element("p", { className: "refused small" });
  told.setAttribute("role", "alert");
  const take = async (file) => {
    if (!file) return;
    told.textContent = "";
    box.ariaBusy = "true";
    try {
      onUploaded((await upload(file)).name);
    } catch ({ message }) {
      Object.assign(told, { textContent: message, ...languageOf(message) });
    }
    box.ariaBusy = "false";
  };
  box.ondragover = (event) => { event.preventDefault(); box.classList.add("dropping"); };
  box.ondragleave = () => box.classList.remove("dropping");
  box.ondrop = (event) => {
    event.preventDefault();
    box.classList.remove("dropping");
    take(event.dataTransfer.files[0]);
  };
  return [element("button", { id: "nowcast-open", type: "button", className: "tiny", textContent: say("nowcast.choose"), title: say("nowcast.choose_title"), onclick: async () => take(await chosenFile()) }), told];
}

/** Return an ensemble as a link has it; of a nowcast that this server lacks the user chooses the file, or begins with the figures of the scenario. */
export async function withNowcast(ensemble) {
  const wanted = uploadOf(ensemble.nowcast);
  if (!wanted || (await fetchFromServer(`api/nowcast?name=${encodeURIComponent(ensemble.nowcast)}`)).known) return ensemble;
  let refused = "";
  for (;;) {
    const answer = await ask(`${refused}${say("nowcast.missing", wanted)}`, { choose: say("nowcast.choose"), "": say("nowcast.figures") });
    if (!answer) return { ...ensemble, nowcast: "" };
    const file = await chosenFile();
    if (!file) continue;
    try {
      const { name } = await upload(file);
      if (name.split("/")[0] === ensemble.nowcast.split("/")[0]) return { ...ensemble, nowcast: name };
      refused = `${say("nowcast.other", { name: file.name })} `;
    } catch ({ message }) {
      refused = `${message} `;
    }
  }
}

/** Let the user choose a file; return it, or undefined. */
const chosenFile = () => new Promise((resolve) => {
  const input = element("input", { type: "file", accept: ".npz", onchange: () => resolve(input.files[0]), oncancel: () => resolve() });
  input.click();
});
