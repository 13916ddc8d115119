// What the pictures of a stack say.

import { format } from '../stage/numbers.js';

/** What a node of the tree sees and reaches; `seen` and `reached` are numbers of nodes per level, as `below` and `above` give them. */
export function coneSentence({ level, name, top, seen, reached, field, outputs, reduced }) {
  const who = level === 0 ? `Input ${name}` : level === top ? `Output ${name}` : `Layer ${level}, ${name}`;
  if (reduced > 1) return `${who}: in colour is what it sees below and reaches above.`;
  const up = level === top ? '' : `reaches ${count(reached.length, 'output')} of ${outputs.toLocaleString('en')}`;
  if (level === 0) return `${who} ${up}.`;
  const down = seenSentence(seen, field);
  return up ? `${who} ${down}; it ${up}.` : `${who} ${down}.`;
}

function seenSentence(seen, field) {
  if (!seen.length) return 'sees nothing but padding';
  const width = seen.at(-1) - seen[0] + 1;
  const holes = width - seen.length;
  const missing = holes ? `, ${count(holes, 'hole')} between them` : '';
  const clipped = width < field ? `; the rest of its field of ${field.toLocaleString('en')} lies in the padding` : '';
  return `sees ${count(seen.length, 'input sample')}, from ${seen[0]} to ${seen.at(-1)}${missing}${clipped}`;
}

/** What a cell of a heatmap is. */
export function cellSentence(map, row, col) {
  const value = map.values.values[row * map.values.shape[1] + col];
  const place = placeOf(map, row, col);
  if (Number.isNaN(value) && map.scale === 'seen') return `${place}: a hole, no path reaches it.`;
  return `${place}: ${amount(value, map.unit)}.`;
}

/** A value with its unit, one path in the singular. */
export function amount(value, unit) {
  const text = format(value, 4);
  return unit ? `${text} ${unit === 'paths' && value === 1 ? 'path' : unit}` : text;
}

/** The samples of a cell, in words. */
export function placeOf(map, row, col) {
  const flat = map.shape[0] === 1;
  const along = (name, { values }, i) => {
    const [first, last] = [values[2 * i], values[2 * i + 1]];
    return first === last ? `${name} ${first}` : `${name}s ${first} to ${last}`;
  };
  const across = along(flat ? 'sample' : 'column', map.col_spans, col);
  return flat ? capital(across) : `${capital(along('row', map.row_spans, row))}, ${across}`;
}

/** That a picture is drawn reduced, and how; nothing if it is not. */
export function reduction([rows, cols]) {
  if (rows === 1 && cols === 1) return '';
  return rows === 1 ? `drawn as means over ${cols} samples` : `drawn as means over ${rows} × ${cols}`;
}

export function count(number, noun) {
  return `${number.toLocaleString('en')} ${noun}${number === 1 ? '' : 's'}`;
}

function capital(text) {
  return text[0].toUpperCase() + text.slice(1);
}
