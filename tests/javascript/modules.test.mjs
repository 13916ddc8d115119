import assert from 'node:assert/strict';
import { test } from 'node:test';

import { unpack } from '../../dilviz/ui/stage/bytes.js';
import { colourOf, inkOn, isDark, rangeOf } from '../../dilviz/ui/stage/colours.js';
import { History, same } from '../../dilviz/ui/stage/history.js';
import { format } from '../../dilviz/ui/stage/numbers.js';
import { runs } from '../../dilviz/ui/stage/pointing.js';
import { area, dab, line } from '../../dilviz/ui/stage/strokes.js';
import { contributionOf, dilated, padded, readersOf, readsOf, sourceOf, tapsOf } from '../../dilviz/ui/stage/tables.js';

const packed = (header, ...arrays) => {
  let text = JSON.stringify(header);
  while ((text.length + 4) % 8) text += ' ';
  const bodies = arrays.map((array) => new Uint8Array(array.buffer));
  const bytes = new Uint8Array(4 + text.length + bodies.reduce((sum, body) => sum + body.length, 0));
  new DataView(bytes.buffer).setUint32(0, text.length, true);
  bytes.set(new TextEncoder().encode(text), 4);
  let at = 4 + text.length;
  for (const body of bodies) {
    bytes.set(body, at);
    at += body.length;
  }
  return bytes;
};

test('unpacks arrays where the header says they lie', () => {
  const header = { a: { dtype: 'float64', shape: [1, 2], at: 0 }, b: { dtype: 'int32', shape: [2], at: 16 }, c: 'x' };
  const tree = unpack(packed(header, Float64Array.of(1.5, -2), Int32Array.of(3, 4)));
  assert.deepEqual([...tree.a.values], [1.5, -2]);
  assert.deepEqual([...tree.b.values], [3, 4]);
  assert.deepEqual(tree.a.shape, [1, 2]);
  assert.equal(tree.c, 'x');
});

test('unpacks a view that does not begin at a multiple of eight', () => {
  const bytes = packed({ a: { dtype: 'float64', shape: [1], at: 0 } }, Float64Array.of(7));
  const shifted = new Uint8Array(bytes.length + 3);
  shifted.set(bytes, 3);
  assert.deepEqual([...unpack(shifted.subarray(3)).a.values], [7]);
});

for (const [number, digits, text] of [
  [0, 4, '0'], [-0, 4, '0'], [1, 4, '1'], [-1.5, 4, '−1.5'], [1 / 3, 4, '0.3333'], [2 / 3, 3, '0.667'],
  [12345, 3, '12345'], [1e6, 4, '1e6'], [1.25e-7, 3, '1.25e-7'], [-3e20, 4, '−3e20'],
  [NaN, 4, 'NaN'], [Infinity, 4, '∞'], [-Infinity, 4, '−∞'], [0.1 + 0.2, 4, '0.3'],
]) {
  test(`writes ${number} with ${digits} digits as ${text}`, () => assert.equal(format(number, digits), text));
}

test('a colour lies between its neighbours in the scale', () => {
  const scale = [[0, '#000000'], [0.5, '#646464'], [1, '#ffffff']];
  assert.deepEqual(colourOf(0.25, [0, 1], scale).map(Math.round), [50, 50, 50]);
  assert.deepEqual(colourOf(-9, [0, 1], scale), [0, 0, 0]);
  assert.deepEqual(colourOf(9, [0, 1], scale), [255, 255, 255]);
});

test('ink is dark on light and light on dark', () => {
  assert.equal(inkOn([250, 250, 250]), '#111');
  assert.equal(inkOn([10, 10, 60]), '#fff');
  assert.equal(isDark('#14161a'), true);
  assert.equal(isDark('rgb(255, 255, 255)'), false);
});

const table = (values, shape) => ({ values: Int32Array.from(values), shape });
const numbers = (values, shape) => ({ values: Float64Array.from(values), shape });

/** A row of two samples, a kernel of two taps, one zero of padding before: convolution. */
const layer = {
  stage: {
    kernel: { values: numbers([3, 2], [1, 2]) },
    image: { values: numbers([10, 20], [1, 2]) },
    terms: [[0], [1, 0]],
  },
  view: {
    dilated: [1, 2],
    rows: { taps: table([0], [1, 1]), sources: table([0], [1, 1]), ring: table([0], [1]), before: 0 },
    cols: { taps: table([-1, 0, 0, 1], [2, 2]), sources: table([-1, 0, 0, 1], [2, 2]), ring: table([-1, 0, 1], [3]), before: 1 },
    row_cells: [0],
    col_cells: [1, 0],
    row_offsets: [0],
    col_offsets: [0, 1],
  },
};

test('reads of an output are looked up, a padded zero has no source', () => {
  const [padding, sample] = readsOf(layer.stage, layer.view, 0, 0);
  assert.deepEqual([padding.source, padding.value, padding.product], [null, 0, 0]);
  assert.deepEqual([sample.source, sample.value, sample.weight, sample.product], [[0, 0], 10, 3, 30]);
  assert.deepEqual([padding.written, padding.applied, padding.term], [[0, 1], [0, 0], [0, 1]]);
});

test('readers of an input are the reads the other way round', () => {
  const readers = readersOf(layer.stage, layer.view, 0, 0).map(({ output, weight }) => [output, weight]);
  assert.deepEqual(readers, [[[0, 0], 3], [[0, 1], 2]]);
});

test('what the taps add to the outputs makes up the outputs', () => {
  const shares = tapsOf(layer.stage, layer.view).map((tap) => [...contributionOf(layer.stage, layer.view, tap).values]);
  assert.deepEqual(shares, [[0, 20], [30, 60]]);
});

test('the padded input and the drawn kernel come from the tables', () => {
  assert.deepEqual([...padded(layer.stage, layer.view).values], [0, 10, 20]);
  assert.deepEqual([...dilated(layer.stage, layer.view, 'written').values], [3, 2]);
  assert.deepEqual([...dilated(layer.stage, layer.view, 'applied').values], [2, 3]);
  assert.deepEqual(sourceOf(layer.view, [0, -1]), null);
  assert.deepEqual(sourceOf(layer.view, [0, 1]), [0, 1]);
});

test('a line has no gap, whichever way it goes', () => {
  for (const end of [[39, 39], [5, 39], [39, 5], [-7, 3], [0, 0], [-4, -9]]) {
    const cells = line([0, 0], end);
    assert.deepEqual(cells[0], [0, 0]);
    assert.deepEqual(cells[cells.length - 1], end);
    cells.slice(1).forEach(([row, col], i) => {
      assert.ok(Math.max(Math.abs(row - cells[i][0]), Math.abs(col - cells[i][1])) === 1);
    });
  }
});

test('a dab stays in the matrix, and an area ends where another value begins', () => {
  assert.deepEqual(dab([0, 0], 3, [5, 5]), [[0, 0], [0, 1], [1, 0], [1, 1]]);
  assert.deepEqual(area(numbers([0, 0, 1, 0, 1, 1], [2, 3]), [0, 0]).sort(), [[0, 0], [0, 1], [1, 0]]);
});

test('undo and redo go through the steps, and a new step ends redo', () => {
  const [a, b, c] = [[1], [2], [3]].map((values) => numbers(values, [1, 1]));
  const history = new History();
  history.record('input', a, b);
  history.record('input', b, b);
  history.record('input', b, c);
  assert.deepEqual(history.undo(), ['input', b]);
  assert.deepEqual(history.undo(), ['input', a]);
  assert.equal(history.undo(), null);
  assert.deepEqual(history.redo(), ['input', b]);
  history.record('input', b, a);
  assert.equal(history.redo(), null);
});

test('matrices are the same only bit for bit', () => {
  assert.ok(same(numbers([NaN], [1, 1]), numbers([NaN], [1, 1])));
  assert.ok(!same(numbers([0], [1, 1]), numbers([-0], [1, 1])));
  assert.ok(!same(numbers([0, 0], [1, 2]), numbers([0, 0], [2, 1])));
});

test('neighbouring places are run together', () => {
  assert.deepEqual(runs([-1, 0, 1, 4, 6, 7]), [[-1, 3], [4, 1], [6, 2]]);
});

test('the range of drawn values is as Python would have it', () => {
  assert.deepEqual(rangeOf([0, 2]), { range: [0, 2], scale: 'positive' });
  assert.deepEqual(rangeOf([-1, 3]), { range: [-3, 3], scale: 'diverging' });
  assert.deepEqual(rangeOf([-4, -1]), { range: [-4, 0], scale: 'negative' });
  assert.deepEqual(rangeOf([NaN, Infinity, 0]), { range: [0, 1], scale: 'positive' });
});
