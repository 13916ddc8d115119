// A Plotly chart from a spec with named colours.

import { plotly } from '../plotly.js';

/** The spec with the theme's colours for `$names`, and plain typed arrays for packed ones. */
export function dressed(value, theme) {
  if (typeof value === 'string') return value.startsWith('$') ? theme[value.slice(1)] : value;
  if (Array.isArray(value)) return value.map((part) => dressed(part, theme));
  if (value?.values && value.shape) return value.values;
  if (value && typeof value === 'object') {
    return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, dressed(part, theme)]));
  }
  return value;
}

export class Chart {
  constructor(root) {
    this.root = root;
  }

  async show(data, theme) {
    this.data = data;
    this.root.style.minHeight = `${data.layout.height}px`;
    const Plotly = await plotly();
    if (this.removed || data !== this.data) return;
    const style = getComputedStyle(this.root);
    const layout = {
      ...dressed(data.layout, theme),
      font: { family: style.fontFamily, color: theme.ink, size: 13 },
      paper_bgcolor: 'rgba(0,0,0,0)',
      plot_bgcolor: 'rgba(0,0,0,0)',
      hoverlabel: { bgcolor: theme.ground, font: { color: theme.ink } },
    };
    Plotly.react(this.root, dressed(data.traces, theme), layout, { displayModeBar: false, responsive: true });
  }

  resize() {}

  remove() {
    this.removed = true;
    window.Plotly?.purge(this.root);
  }
}
