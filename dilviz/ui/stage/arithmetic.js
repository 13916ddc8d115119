// What the pictures show, in words and numbers.

import { format } from './numbers.js';

const MOST_TERMS = 130; // a line of more cannot be read, and an 11 x 11 kernel has 121

/** Write `y[row, col] = value·weight + ... = sum` into `element`, each term in its tap's colour. */
export function writeSum(element, { pixel, reads, total, colours, flipped }) {
  const terms = reads.map((read) => {
    const term = tinted('term', `${format(read.value)}·${bracketed(read.weight)}`, colours[read.tap]);
    if (read.product === 0) term.classList.add('nothing');
    if (!read.source) term.title = 'a zero of the padding';
    return term;
  });
  const flip = flipped ? [words('flip', 'Flipped: the first value meets the last weight. Each term is value·weight.')] : [];
  element.replaceChildren(
    words('name', `y[${pixel.join(', ')}] = `), ...separated(terms, ' + '), words('total', ` = ${format(total, 6)}`), ...flip,
  );
}

/** Write which outputs read an input cell, each with the weight through which it does. */
export function writeReaders(element, { cell, value, readers, colours }) {
  const name = `x[${cell.join(', ')}] = ${format(value)}`;
  if (!readers.length) {
    element.replaceChildren(words('name', name), words('hint', ': no output reads this cell.'));
    return;
  }
  const terms = readers.slice(0, MOST_TERMS).map(({ output, weight, tap }) =>
    tinted('term', `y[${output.join(', ')}] · weight ${format(weight)}`, colours[tap]));
  const more = readers.length - terms.length;
  const count = new Set(readers.map(({ output }) => `${output}`)).size;
  element.replaceChildren(
    words('name', name), words('hint', ` is read by ${count} ${count === 1 ? 'output' : 'outputs'}: `),
    ...separated(terms, ', '), ...(more > 0 ? [words('hint', ` and ${more} more`)] : []),
  );
}

/** Write what one tap does. */
export function writeTap(element, { tap, outputs, colours }) {
  const [row, col] = tap.term;
  const count = outputs[0] * outputs[1];
  element.replaceChildren(
    tinted('term', `k(${row}, ${col}) = ${format(tap.weight)}`, colours[tap.tap]),
    words('hint', ` multiplies the outlined cells, one for each of the ${count} outputs; the output shows what it adds.`),
  );
}

/**
 * Write the formula with the pixel's own p, s and t, and a table of tap x value = product
 * in the layout of the kernel as written.
 */
export function writeTable(element, { reads, point, flipped, dilation, colours }) {
  const rows = 1 + Math.max(...reads.map(({ term }) => term[0]));
  const cols = 1 + Math.max(...reads.map(({ term }) => term[1]));
  const cells = Array.from({ length: rows }, () => Array(cols).fill(null));
  for (const read of reads) {
    const cell = document.createElement('td');
    cell.style.setProperty('--tap', colours[read.tap]);
    cell.classList.toggle('nothing', read.product === 0);
    cell.append(
      words('symbols', `F(${minus(read.place)})·k(${read.term.join(', ')})`),
      words('numbers', `${format(read.value)} × ${bracketed(read.weight)} = ${format(read.product)}`),
    );
    cells[read.term[0]][read.term[1]] = cell;
  }
  const table = document.createElement('table');
  table.setAttribute('aria-label', 'Products');
  cells.forEach((row) => table.insertRow().append(...row));
  element.replaceChildren(formula({ point, flipped, dilation }), table);
}

function formula({ point, flipped, dilation }) {
  const l = dilation[0] === dilation[1] ? String(dilation[0]) : `(${dilation.join(', ')})`;
  const p = `p = (${minus(point)})`;
  return words('formula', flipped
    ? `(F ∗ₗ k)(p) = Σ F(s) k(t) over s + l t = p, here l = ${l} and ${p}: below, each s and t with s + ${l} t = p`
    : `(F ⋆ₗ k)(p) = Σ F(p + l t) k(t), here l = ${l} and ${p}: below, each place p + ${l} t and its t`);
}

function minus(pair) {
  return pair.map((place) => format(place, 6)).join(', ');
}

function bracketed(number) {
  return number < 0 ? `(${format(number)})` : format(number);
}

function separated(elements, separator) {
  return elements.flatMap((element, i) => (i ? [separator, element] : [element]));
}

function tinted(name, text, colour) {
  const element = words(name, text);
  element.style.setProperty('--tap', colour);
  return element;
}

/** A span of a class with a text; what a user wrote can only ever be text. */
export function words(name, text) {
  const element = document.createElement('span');
  element.className = name;
  element.textContent = text;
  return element;
}
