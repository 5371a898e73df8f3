// Creating and filling elements.

/** Return a new element with properties and children. */
export function element(tag, properties = {}, ...children) {
  const created = Object.assign(document.createElement(tag), properties);
  created.append(...children);
  return created;
}

export const byId = (id) => document.getElementById(id);

/** Fill a list with options. pairs: value and text of each. */
export function fillSelect(select, pairs, chosen) {
  select.replaceChildren(...pairs.map(([value, text]) => new Option(text, value, false, value === chosen)));
}

/** Fill a list with things that have a name and a title, in groups. groupOf: returns the label of a thing's group. */
export function fillGroupedSelect(select, things, groupOf, chosen) {
  select.replaceChildren(...[...Map.groupBy(things, groupOf)].map(([label, members]) => {
    const group = element("optgroup", { label });
    fillSelect(group, members.map(({ name, title }) => [name, title]), chosen);
    return group;
  }));
  select.value = chosen;
}

/** Return a table of rows under one head. */
export function table(head, rows) {
  return element("table", {}, element("thead", {}, head), element("tbody", {}, ...rows));
}

/** Redraw the content of a container and give the focus back to the control at the same position. */
export function preserveFocus(container, redraw) {
  const controls = () => [...container.querySelectorAll("button, input, select, summary")];
  const index = controls().indexOf(document.activeElement);
  redraw();
  if (index >= 0) controls()[Math.min(index, controls().length - 1)]?.focus();
}
