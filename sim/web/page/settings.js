// What is set: the scenario, or an opened file, and what is changed in it. An address carries all of it.

export const DEFAULTS = Object.freeze({ scenario: "baseline", file: "", changes: {}, outcome: "crisis_prob", against: "baseline", view: "main", compared: [], pinned: null });
export const settings = structuredClone(DEFAULTS);

const FILES = ["toml", "table", "report"];
const TIMES = 3; // that a question is asked
const PAUSE = 400; // ms between them
const session = crypto.getRandomValues(new Uint32Array(4)).join("-");

const text = (value) => typeof value === "string";
const table = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
const policy = (value) => table(value) && text(value.scenario) && text(value.file) && table(value.changes);
const FITS = {
  scenario: text, file: text, changes: table, outcome: text, against: text, view: text,
  compared: (value) => Array.isArray(value) && value.every(text), pinned: (value) => value === null || policy(value),
};

/** Return the settings that the address carries, or what is set without any. */
export function fromAddress() {
  if (location.hash.length < 2) return structuredClone(DEFAULTS);
  try {
    const bytes = Uint8Array.from(atob(location.hash.slice(1)), (letter) => letter.codePointAt(0));
    const said = JSON.parse(new TextDecoder().decode(bytes));
    const kept = Object.entries(FITS).filter(([key, fits]) => Object.hasOwn(said, key) && fits(said[key])).map(([key]) => [key, said[key]]);
    return { ...structuredClone(DEFAULTS), ...Object.fromEntries(kept) };
  } catch {
    throw new Error("This link cannot be read: its settings are damaged.");
  }
}

/** Return an address that carries the settings. */
export function address() {
  const said = JSON.stringify(settings);
  if (said === JSON.stringify(DEFAULTS)) return location.origin + location.pathname;
  const bytes = new TextEncoder().encode(said);
  return `${location.origin}${location.pathname}#${btoa(Array.from(bytes, (byte) => String.fromCodePoint(byte)).join(""))}`;
}

/** Ask the server. who: tells apart what one page asks at once; signal: gives the question up, which then throws. */
export async function ask(what, more = {}, { scenario, file, changes } = settings, who = "", signal = undefined) {
  const body = JSON.stringify({ session: session + who, scenario, file, changes, ...more });
  for (let time = 0; time < TIMES; time += 1) {
    const reply = await fetched(`/api/${what}`, { method: "POST", headers: { "Content-Type": "application/json" }, body, signal }, FILES.includes(what));
    // the page itself gives older questions up: what is stale all the same has lost its place to a crowd
    if (!reply.stale) return reply;
    await new Promise((done) => { setTimeout(done, PAUSE); });
  }
  throw new Error("Too many ask at once: the answer did not come; change something to ask again.");
}

/** Fetch from the server, in words of its own where it refuses; whole: the reply and not what it says. */
export async function fetched(path, how = {}, whole = false) {
  const reply = await fetch(path, how).catch((fault) => {
    if (how.signal?.aborted) throw fault;
    throw new Error("The server does not answer: is 'peninsula web' still running?");
  });
  if (!reply.ok) throw new Error((await reply.json().catch(() => ({}))).error ?? `The server failed (${reply.status}); its window may say why.`);
  return whole ? reply : reply.json();
}
