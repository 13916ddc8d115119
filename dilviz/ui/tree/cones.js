// Which nodes belong to one node: looked up in the tables that Python sent. No index is worked out here.
//
// A table has a row for each node of a level and in it the nodes one level below that it reads, -1 for none.

/** What a node sees, level by level, the input first: `{nodes: [[...]], edges: [[lower, upper, lower, upper, ...]]}`. */
export function below(tables, level, node) {
  const nodes = Array.from({ length: level + 1 }, () => []);
  const edges = Array.from({ length: level }, () => []);
  nodes[level] = [node];
  for (let layer = level - 1; layer >= 0; layer--) {
    const { values, shape: [, width] } = tables[layer];
    const found = new Set();
    for (const upper of nodes[layer + 1]) {
      for (const lower of values.subarray(upper * width, (upper + 1) * width)) {
        if (lower < 0) continue;
        found.add(lower);
        edges[layer].push(lower, upper);
      }
    }
    nodes[layer] = ascending(found);
  }
  return { nodes, edges };
}

/** What a node reaches, level by level, its own first; otherwise as `below`, with `edges` from its own layer up. */
export function above(tables, level, node) {
  const nodes = [[node]];
  const edges = [];
  for (const table of tables.slice(level)) {
    const found = new Set();
    const pairs = [];
    for (const lower of nodes.at(-1)) {
      for (const upper of readers(table).get(lower) ?? []) {
        found.add(upper);
        pairs.push(lower, upper);
      }
    }
    nodes.push(ascending(found));
    edges.push(pairs);
  }
  return { nodes, edges };
}

/** Neighbouring numbers together: `[[first, length], ...]` of ascending ones. */
export function runs(numbers) {
  const found = [];
  for (const number of numbers) {
    const last = found.at(-1);
    if (last && last[0] + last[1] === number) last[1] += 1;
    else found.push([number, 1]);
  }
  return found;
}

const inverses = new WeakMap();

/** For each node of the lower level, the nodes that read it; the table is read through once. */
function readers(table) {
  if (!inverses.has(table)) {
    const found = new Map();
    const width = table.shape[1];
    table.values.forEach((lower, i) => {
      if (lower < 0) return;
      if (!found.has(lower)) found.set(lower, new Set());
      found.get(lower).add(Math.floor(i / width));
    });
    inverses.set(table, found);
  }
  return inverses.get(table);
}

function ascending(set) {
  return [...set].sort((a, b) => a - b);
}
