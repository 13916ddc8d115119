import assert from 'node:assert/strict';
import { test } from 'node:test';

import { unpack } from '../../dilviz/ui/stage/bytes.js';
import { colourOf, inkOn, isDark } from '../../dilviz/ui/stage/colours.js';
import { format } from '../../dilviz/ui/stage/numbers.js';
import { readsOf } from '../../dilviz/ui/stage/tables.js';

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

test('reads of an output are looked up, a padded zero has no source', () => {
  const table = (values, shape) => ({ values: Int32Array.from(values), shape });
  const stage = {
    weights: { values: Float64Array.of(2, 3), shape: [1, 2] },
    image: { values: { values: Float64Array.of(10, 20), shape: [1, 2] } },
  };
  const view = {
    rows: { taps: table([0], [1, 1]), sources: table([0], [1, 1]) },
    cols: { taps: table([-1, 0], [1, 2]), sources: table([-1, 0], [1, 2]) },
    row_cells: [0],
    col_cells: [1, 0],
  };
  const [padding, sample] = readsOf(stage, view, 0, 0);
  assert.deepEqual([padding.source, padding.value, padding.product], [null, 0, 0]);
  assert.deepEqual([sample.source, sample.value, sample.weight, sample.product], [[0, 0], 10, 3, 30]);
  assert.deepEqual(padding.written, [0, 1]);
});
