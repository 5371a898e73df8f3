// The theme: dark or light as the system prefers, until the user chooses.

import { byId } from "./dom.js";
import { keep, stored } from "./storage.js";
import { say } from "./words.js";

const STORAGE_KEY = "theme";

/** Apply the theme and connect the button that switches it. onChange: called after a switch. */
export function initTheme(onChange) {
  applyTheme(stored(STORAGE_KEY) ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light"));
  byId("theme").onclick = () => {
    const next = isDark() ? "light" : "dark";
    applyTheme(next);
    keep(STORAGE_KEY, next);
    onChange();
  };
}

export const isDark = () => document.documentElement.dataset.theme === "dark";

function applyTheme(theme) {
  document.documentElement.dataset.theme = theme;
  byId("theme").textContent = say(theme === "dark" ? "header.theme_light" : "header.theme_dark");
}
