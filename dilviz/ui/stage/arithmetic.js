// The sum behind one output, written out with its numbers.

import { format } from './numbers.js';

/** Write `y[row, col] = value·weight + ... = sum` into `element`, each term in its tap's colour. */
export function writeSum(element, { name, reads, total, colours }) {
  const terms = reads.flatMap((read, i) => {
    const term = span('term', `${format(read.value)}·${bracketed(read.weight)}`);
    term.style.setProperty('--tap', colours[read.tap]);
    if (read.product === 0) term.classList.add('nothing');
    if (!read.source) term.title = 'a zero of the padding';
    return i ? [' + ', term] : [term];
  });
  element.replaceChildren(span('name', `${name} = `), ...terms, span('total', ` = ${format(total, 6)}`));
}

function bracketed(number) {
  return number < 0 ? `(${format(number)})` : format(number);
}

function span(name, text) {
  const element = document.createElement('span');
  element.className = name;
  element.textContent = text;
  return element;
}
