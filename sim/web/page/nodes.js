// Making elements.

/** Return an element with properties and children. */
export function node(tag, properties = {}, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
}

export const byId = (id) => document.getElementById(id);

/** Fill a list with pairs of value and text. */
export function fill(list, pairs, chosen) {
  list.replaceChildren(...pairs.map(([value, text]) => new Option(text, value, false, value === chosen)));
}

/** Draw anew what lies in a place; what has the focus has it again, by its place among what can have it. */
export function keepingFocus(place, draw) {
  const all = () => [...place.querySelectorAll("button, input, select, summary")];
  const at = all().indexOf(document.activeElement);
  draw();
  if (at >= 0) all()[Math.min(at, all().length - 1)]?.focus();
}
