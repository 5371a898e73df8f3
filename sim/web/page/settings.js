// What is set: the scenario, or an opened file, and what is changed in it. An address carries all of it.

export const settings = { scenario: "baseline", file: "", changes: {}, outcome: "crisis_prob", against: "baseline", view: "main", compared: [], pinned: null };

const FILES = ["toml", "table", "report"];
const session = crypto.getRandomValues(new Uint32Array(4)).join("-");
let asked = 0;

/** Read the settings that the address carries. */
export function fromAddress() {
  if (location.hash.length < 2) return;
  try {
    const said = JSON.parse(decodeURIComponent(escape(atob(location.hash.slice(1)))));
    for (const key of Object.keys(settings)) if (key in said && Array.isArray(said[key]) === Array.isArray(settings[key]) && typeof said[key] === typeof settings[key]) settings[key] = said[key];
  } catch {
    throw new Error("This link cannot be read: its settings are damaged.");
  }
}

/** Return an address that carries the settings. */
export function address() {
  const text = btoa(unescape(encodeURIComponent(JSON.stringify(settings))));
  return `${location.origin}${location.pathname}#${text}`;
}

/** Ask the server; returns null when a newer question has made this one stale. */
export async function ask(what, more = {}, of = settings, who = "") {
  const { scenario, file, changes } = of;
  const body = JSON.stringify({ session: session + who, number: ++asked, scenario, file, changes, ...more });
  const reply = await fetch(`/api/${what}`, { method: "POST", body });
  if (!reply.ok) throw new Error((await reply.json()).error ?? "The server did not answer.");
  if (FILES.includes(what)) return reply;
  const told = await reply.json();
  return told.stale ? null : told;
}
