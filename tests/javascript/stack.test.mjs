import assert from 'node:assert/strict';
import { test } from 'node:test';

import { dressed } from '../../dilviz/ui/tree/chart.js';
import { above, below, runs } from '../../dilviz/ui/tree/cones.js';
import { amount, cellSentence, coneSentence, reduction } from '../../dilviz/ui/tree/words.js';

const table = (rows) => ({ values: Int32Array.from(rows.flat()), shape: [rows.length, rows[0].length] });

// two layers of two taps at distance 2 over seven samples, as `dilviz.blocks.linked` sends them
const tables = [table([[0, 2], [1, 3], [2, 4], [3, 5], [4, 6]]), table([[0, 2], [1, 3], [2, 4]])];

test('a cone is followed down to the input, holes left out', () => {
  const { nodes, edges } = below(tables, 2, 1);
  assert.deepEqual(nodes, [[1, 3, 5], [1, 3], [1]]);
  assert.deepEqual(edges, [[1, 1, 3, 1, 3, 3, 5, 3], [1, 1, 3, 1]]);
});

test('a node of the input sees itself alone', () => {
  assert.deepEqual(below(tables, 0, 4), { nodes: [[4]], edges: [] });
});

test('a node is followed up to every output that it reaches', () => {
  assert.deepEqual(above(tables, 0, 2).nodes, [[2], [0, 2], [0, 2]]);
  assert.deepEqual(above(tables, 1, 3).nodes, [[3], [1]]);
  assert.deepEqual(above(tables, 2, 0), { nodes: [[0]], edges: [] });
});

test('padding is no node', () => {
  const padded = [table([[-1, 0], [0, 1]])];
  assert.deepEqual(below(padded, 1, 0).nodes, [[0], [0]]);
  assert.deepEqual(above(padded, 0, 0).nodes, [[0], [0, 1]]);
});

test('a sample that is read twice is one node', () => {
  assert.deepEqual(above([table([[0, 0]])], 0, 0).nodes, [[0], [0]]);
});

test('neighbours are taken together', () => {
  assert.deepEqual(runs([1, 2, 3, 7, 9, 10]), [[1, 3], [7, 1], [9, 2]]);
  assert.deepEqual(runs([]), []);
});

const cone = { level: 3, name: '4', top: 3, seen: [4, 6, 8], reached: [4], field: 5, outputs: 9 };

test('a sentence counts what an output sees, and its holes', () => {
  assert.equal(coneSentence(cone), 'Output 4 sees 3 input samples, from 4 to 8, 2 holes between them.');
});

test('a sentence says what a border takes away', () => {
  assert.equal(
    coneSentence({ ...cone, seen: [0, 1], field: 5 }),
    'Output 4 sees 2 input samples, from 0 to 1; the rest of its field of 5 lies in the padding.',
  );
  assert.equal(coneSentence({ ...cone, seen: [] }), 'Output 4 sees nothing but padding.');
});

test('a sentence says what a sample reaches', () => {
  assert.equal(coneSentence({ ...cone, level: 0, name: 'sample 6', seen: [6], reached: [1] }), 'Input sample 6 reaches 1 output of 9.');
  assert.match(coneSentence({ ...cone, level: 1, name: 'output 2' }), /^Layer 1, output 2 sees .*; it reaches 1 output of 9\.$/);
});

test('of nodes in blocks nothing is counted', () => {
  assert.equal(coneSentence({ ...cone, reduced: 3 }), 'Output 4: in colour is what it sees below and reaches above.');
});

const spans = (...pairs) => ({ values: Int32Array.from(pairs.flat()), shape: [pairs.length, 2] });
const map = {
  values: { values: Float32Array.of(2, NaN), shape: [1, 2] },
  shape: [1, 4], scale: 'seen', unit: 'paths', row_spans: spans([0, 0]), col_spans: spans([0, 1], [2, 3]),
};

test('a cell is named by its samples, and a hole is called one', () => {
  assert.equal(cellSentence(map, 0, 0), 'Samples 0 to 1: 2 paths.');
  assert.equal(cellSentence(map, 0, 1), 'Samples 2 to 3: a hole, no path reaches it.');
  assert.equal(cellSentence({ ...map, shape: [2, 4] }, 0, 0), 'Row 0, columns 0 to 1: 2 paths.');
});

test('one path is one path', () => {
  assert.equal(amount(1, 'paths'), '1 path');
  assert.equal(amount(0.25, 'of all paths'), '0.25 of all paths');
  assert.equal(amount(0.25, ''), '0.25');
});

test('a reduction is stated', () => {
  assert.equal(reduction([1, 1]), '');
  assert.equal(reduction([1, 3]), 'drawn as means over 3 samples');
  assert.equal(reduction([4, 4]), 'drawn as means over 4 × 4');
});

test('a chart wears the colours of the theme, and its arrays are plain', () => {
  const spec = { x: { values: Float64Array.of(1), shape: [1] }, line: { color: '$this' }, names: ['$up', 'a'], n: null };
  const theme = { this: '#00f', up: '#f80' };
  assert.deepEqual(dressed(spec, theme), { x: Float64Array.of(1), line: { color: '#00f' }, names: ['#f80', 'a'], n: null });
});
