// What is outlined where, and written below, for the cell that is pointed at: the three directions.

import { words, writeReaders, writeSum, writeTable, writeTap } from './arithmetic.js';
import { rangeOf } from './colours.js';
import { at, contributionOf, holds, placesOf, readersOf, readsOf, sourceOf, tapsOf } from './tables.js';

const MOST_MARKS = 600; // outlines; more are drawn as tinted blocks

/** Outline what the output at `cell` read, and write its sum; false if there is no such output. */
export function pointAtOutput(stage, cell) {
  const { view, data, theme } = stage;
  if (!holds(view.output.values.shape, cell)) return false;
  const reads = readsOf(data, view, ...cell);
  const colours = theme.taps;
  stage.output.mark([{ row: cell[0], col: cell[1], colour: theme.pixel }]);
  stage.input.mark(reads.flatMap((read) => placed(read, colours[read.tap])));
  stage.kernel.mark(reads.map((read) => tapMark(stage, read)));
  const flipped = data.operation === 'convolution';
  writeSum(stage.sums, { pixel: cell, reads, total: at(view.output.values, ...cell), colours, flipped });
  if (!stage.products.hidden) {
    const ends = flipped ? reads[reads.length - 1] : reads[0]; // the term t = (0, 0) reads F(p)
    writeTable(stage.products, { reads, point: ends.place, flipped, dilation: stage.dilation, colours });
  }
  return true;
}

/** Outline the outputs that read the input at `cell`, and the taps through which they do. */
export function pointAtInput(stage, cell) {
  const { view, data, theme } = stage;
  const source = sourceOf(view, cell);
  const here = { row: cell[0], col: cell[1], colour: theme.pixel };
  if (!source) {
    stage.input.mark([here]);
    stage.sums.replaceChildren(words('hint', `(${cell.join(', ')}) is a zero of the padding: it adds nothing to any output.`));
    return true;
  }
  const readers = readersOf(data, view, ...source);
  const moved = `${source}` !== `${cell}`;
  stage.input.mark([moved ? { ...here, row: source[0], col: source[1], from: cell } : here, ...(moved ? [here] : [])]);
  stage.output.mark(readers.slice(0, MOST_MARKS).map(({ output: [row, col], tap }) => ({ row, col, colour: theme.taps[tap] })));
  const taps = new Map(readers.map((reader) => [reader.tap, reader]));
  stage.kernel.mark([...taps.values()].map((tap) => tapMark(stage, tap)));
  writeReaders(stage.sums, { cell: source, value: at(data.image.values, ...source), readers, colours: theme.taps });
  return true;
}

/** Outline every input cell that the tap at `cell` multiplies, and show what it adds to the output. */
export function pointAtKernel(stage, cell) {
  const { view, data, theme } = stage;
  const tap = tapAt(stage, cell);
  if (!tap) {
    stage.kernel.mark([{ row: cell[0], col: cell[1], colour: theme.pixel }]);
    stage.sums.replaceChildren(words('hint', 'A zero between two taps: it was put there by the dilation, reads nothing and costs nothing.'));
    return true;
  }
  const colour = theme.taps[tap.tap];
  const added = contributionOf(data, view, tap);
  stage.output.show({ values: added, ...rangeOf(added.values) }, theme);
  stage.output.annotate();
  stage.borrowed = true;
  const { rows, cols } = placesOf(view, tap);
  if (rows.length * cols.length <= MOST_MARKS) {
    stage.input.mark(rows.flatMap((row) => cols.map((col) => ({ row, col, colour, kind: kindOf(data, [row, col]) }))));
  } else {
    stage.input.mark([]);
    stage.input.tint(runs(rows).flatMap(([row, height]) =>
      runs(cols).map(([col, width]) => ({ row, col, height, width, colour }))));
  }
  stage.kernel.mark([tapMark(stage, tap)]);
  writeTap(stage.sums, { tap, outputs: added.shape, colours: theme.taps });
  return true;
}

/** The tap that is drawn in a cell of the kernel, if there is one. */
export function tapAt({ data, view, way }, cell) {
  return tapsOf(data, view).find((tap) => `${tap[way]}` === `${cell}`);
}

/** Neighbouring places as `[first, how many]`; places that stand alone are each their own. */
export function runs(places) {
  const found = [];
  for (const place of places) {
    const last = found[found.length - 1];
    if (last && last[0] + last[1] === place) last[1] += 1;
    else found.push([place, 1]);
  }
  return found.length > MOST_MARKS ? [[found[0][0], places[places.length - 1] - found[0][0] + 1]] : found;
}

/** A read as marks: its place, and where that is in the padding, the real cell behind it. */
function placed({ place, source }, colour) {
  const [row, col] = place;
  if (source && `${source}` === `${place}`) return [{ row, col, colour, kind: 'real' }];
  const here = { row, col, colour, kind: 'padded' };
  return source ? [{ row: source[0], col: source[1], colour, kind: 'origin', from: place }, here] : [here];
}

function tapMark({ theme, way }, tap) {
  return { row: tap[way][0], col: tap[way][1], colour: theme.taps[tap.tap] };
}

function kindOf({ image }, cell) {
  return holds(image.values.shape, cell) ? 'real' : 'padded';
}
