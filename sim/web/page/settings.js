// What is set: the scenario, or an opened file, and what is changed in it. An address carries all of it.

export const settings = { scenario: "baseline", file: "", changes: {}, outcome: "crisis_prob", against: "baseline", view: "main", compared: [], pinned: null };

const FILES = ["toml", "table", "report"];
const session = crypto.getRandomValues(new Uint32Array(4)).join("-");

const text = (value) => typeof value === "string";
const table = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
const policy = (value) => table(value) && text(value.scenario) && text(value.file) && table(value.changes);
const FITS = {
  scenario: text, file: text, changes: table, outcome: text, against: text, view: text,
  compared: (value) => Array.isArray(value) && value.every(text), pinned: (value) => value === null || policy(value),
};

/** Read the settings that the address carries, if it does; tells whether it did. */
export function fromAddress() {
  if (location.hash.length < 2) return false;
  try {
    const bytes = Uint8Array.from(atob(location.hash.slice(1)), (letter) => letter.codePointAt(0));
    const said = JSON.parse(new TextDecoder().decode(bytes));
    for (const [key, fits] of Object.entries(FITS)) if (Object.hasOwn(said, key) && fits(said[key])) settings[key] = said[key];
    return true;
  } catch {
    throw new Error("This link cannot be read: its settings are damaged.");
  }
}

/** Return an address that carries the settings. */
export function address() {
  const bytes = new TextEncoder().encode(JSON.stringify(settings));
  return `${location.origin}${location.pathname}#${btoa(Array.from(bytes, (byte) => String.fromCodePoint(byte)).join(""))}`;
}

/** Ask the server; returns null when a newer question has made this one stale. who: tells apart what one page asks at once. */
export async function ask(what, more = {}, { scenario, file, changes } = settings, who = "") {
  const body = JSON.stringify({ session: session + who, scenario, file, changes, ...more });
  const reply = await fetched(`/api/${what}`, { method: "POST", headers: { "Content-Type": "application/json" }, body }, FILES.includes(what));
  return reply.stale ? null : reply;
}

/** Fetch from the server, in words of its own where it refuses; whole: the reply and not what it says. */
export async function fetched(path, how = {}, whole = false) {
  const reply = await fetch(path, how).catch(() => {
    throw new Error("The server does not answer: is 'peninsula web' still running?");
  });
  if (!reply.ok) throw new Error((await reply.json().catch(() => ({}))).error ?? `The server failed (${reply.status}); its window may say why.`);
  return whole ? reply : reply.json();
}
