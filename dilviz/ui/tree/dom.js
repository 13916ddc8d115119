// Elements, made without markup: what a user wrote can only ever be text.

const SVG = 'http://www.w3.org/2000/svg';

/** An element with a class, attributes, and children or text. */
export function element(tag, name = '', attributes = {}, ...children) {
  const made = document.createElement(tag);
  if (name) made.className = name;
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

/** An element of a drawing. */
export function shape(tag, attributes = {}) {
  const made = document.createElementNS(SVG, tag);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}

/** Where an arrow key leads, `[down, right]`; undefined for other keys. */
export function arrow(event) {
  return { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }[event.key];
}

export function clamp(number, least, most) {
  return Math.min(Math.max(number, least), most);
}
