// Runs in the page; `python -m benchmarks.browser` calls what is in `measure`.
window.measure = (() => {
  const find = (selector) => document.querySelector(`.stage ${selector}`);
  const range = find('.slider.rows input');
  const plot = (name) => find(`.${name} .plot`);
  const nextFrame = () => new Promise(requestAnimationFrame);

  /** A task that runs after the frame now being made has been laid out and painted. */
  const painted = () => new Promise((resolve) => {
    const channel = new MessageChannel();
    channel.port1.onmessage = resolve;
    channel.port2.postMessage(null);
  });

  /** Run `act` at the start of a frame: [ms until it returns, ms until the frame is painted]. */
  async function time(act) {
    await nextFrame();
    const start = performance.now();
    act();
    const done = performance.now();
    await painted();
    return [done - start, performance.now() - start];
  }

  /** Both candidates once each per round, in either order; `arrange(i)` gives them. */
  async function interleave(rounds, arrange) {
    const took = { ours: [], bare: [] };
    for (let i = -8; i < rounds; i++) { // the first eight warm up
      const acts = arrange(i + 8);
      const order = Math.random() < 0.5 ? ['ours', 'bare'] : ['bare', 'ours'];
      for (const name of order) {
        const sample = await time(acts[name]);
        if (i >= 0) took[name].push(sample);
      }
    }
    return took;
  }

  function set(value) {
    range.value = value;
    range.dispatchEvent(new Event('input', { bubbles: true }));
  }

  /** The middle of a cell of a picture, by the numbers at its edges, [x, y] in the window. */
  function place(row, col, name = 'output') {
    const svg = find(`.${name} .picture > svg`);
    const { left, top } = svg.getBoundingClientRect();
    const along = (name, axis, wanted) => {
      const [[a, from], [b, to]] = [...svg.querySelectorAll(`.label .${name}:not([display=none])`)]
        .map((node) => [Number(node.textContent), Number(node.getAttribute(axis))]);
      return from + (wanted - a) * (to - from) / (b - a);
    };
    return [left + along('col', 'x', col), top + along('row', 'y', row)];
  }

  function point([clientX, clientY], name = 'output') {
    find(`.${name} .picture`).dispatchEvent(new PointerEvent('pointermove', { clientX, clientY, bubbles: true, pointerType: 'mouse' }));
  }

  /** All cells of a picture as drawn, [row, col]; of the kernel the taps alone. */
  const cellsOf = (name) => plot(name).data[0].z
    .flatMap((row, i) => Array.from(row, (value, j) => [i, j, value]).filter(([, , value]) => !Number.isNaN(value)));
  const outputs = () => cellsOf('output');

  /** The rows of a heatmap with other numbers where there were any. */
  const varied = (name) => plot(name).data[0].z.map((row) => row.map((value) => value * (0.5 + Math.random())));

  async function drag(rounds) {
    return interleave(rounds, (i) => ({
      ours: () => set(1 + (i % 4)),
      bare: () => ['kernel', 'output'].forEach((name) => window.Plotly.restyle(plot(name), { z: [varied(name)] })),
    }));
  }

  async function hover(rounds) {
    set(3);
    const spots = outputs().map(([row, col]) => place(row, col));
    const shape = (k, i) => ({
      type: 'rect', x0: k / 10, x1: (k + 1) / 10, y0: (i % 9) / 10, y1: (i % 9) / 10 + 0.1, line: { color: '#d55e00', width: 2 },
    });
    const took = await interleave(rounds, (i) => ({
      ours: () => point(spots[i % spots.length]),
      bare: () => window.Plotly.relayout(plot('input'), { shapes: Array.from({ length: 10 }, (_, k) => shape(k, i)) }),
    }));
    if (!find('.input .mark rect:not([display=none])')) throw Error('nothing was outlined');
    window.Plotly.relayout(plot('input'), { shapes: [] });
    return took;
  }

  /** Point at one cell of a picture after another, drawn by lot and never twice the same. */
  async function pointing(times, name = 'output') {
    const cells = cellsOf(name);
    const took = [];
    let at = 0;
    for (let i = -20; i < times; i++) { // the first twenty warm up
      at = (at + 1 + Math.floor(Math.random() * (cells.length - 1))) % cells.length;
      const spot = place(cells[at][0], cells[at][1], name);
      const sample = await time(() => point(spot, name));
      if (i >= 0) took.push(sample);
    }
    return took;
  }

  /** Drag the dilation to and fro, every change drawn. */
  async function changes(times) {
    for (let i = 0; i < times; i++) {
      set(1 + (i % 4));
      await painted();
    }
    set(3);
  }

  /** Let go of the handle, and wait until Python's sentence about the extent has followed. */
  async function release(value) {
    set(value);
    range.dispatchEvent(new Event('change', { bubbles: true }));
    const extent = 2 * value + 1; // of the example's kernel of 3 x 3
    const end = performance.now() + 20000;
    while (!document.body.textContent.includes(`spans ${extent} × ${extent} samples`)) {
      if (performance.now() > end) throw Error(`Python did not follow to the dilation ${value}`);
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }

  async function releases(times) {
    for (let i = 0; i < times; i++) await release(1 + (i % 4));
    await release(3);
  }

  return { drag, hover, pointing, changes, releases };
})();
