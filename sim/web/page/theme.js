// Dark or light: as the system says, until somebody chooses.

import { byId } from "./nodes.js";

const KEY = "theme";

/** Dress the page, and let its button change the theme; changed: called when it did. */
export function dress(changed) {
  wear(kept() ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light"));
  byId("theme").onclick = () => {
    const next = document.documentElement.dataset.theme === "dark" ? "light" : "dark";
    wear(next);
    keep(next);
    changed();
  };
}

function wear(theme) {
  document.documentElement.dataset.theme = theme;
  byId("theme").textContent = theme === "dark" ? "Light" : "Dark";
}

// a browser may refuse to keep anything
function kept() { try { return localStorage.getItem(KEY); } catch { return null; } }
function keep(theme) { try { localStorage.setItem(KEY, theme); } catch { /* then it is chosen again next time */ } }
