// The pictures of a stack: what Python sent decides which one, and the page's theme its colours.

import { unpack } from '../stage/bytes.js';
import { isDark } from '../stage/colours.js';
import { Chart } from './chart.js';
import { Diagram } from './diagram.js';
import { Maps } from './maps.js';

const KINDS = { tree: Diagram, maps: Maps, chart: Chart };
const views = new WeakMap();

/** Called by Streamlit when the component appears and at every change of its data. */
export default function stack({ parentElement, data, setStateValue }) {
  let shown = views.get(parentElement);
  if (!shown) {
    shown = new View(parentElement.querySelector('.stack-view'));
    views.set(parentElement, shown);
  }
  shown.tell = setStateValue;
  shown.receive(data);
  return () => {
    shown.remove();
    views.delete(parentElement);
  };
}

class View {
  constructor(root) {
    this.root = root;
    this.listening = new AbortController();
    root.addEventListener('transitionend', (event) => event.target === root && this.paint(), { signal: this.listening.signal });
    this.sizes = new ResizeObserver(() => this.picture?.resize());
    this.sizes.observe(root);
  }

  /** Take what Python sent; the same once more leaves the picture as it is, and what is lit in it. */
  receive(bytes) {
    if (!this.bytes || !sameBytes(bytes, this.bytes)) this.data = unpack(bytes);
    this.bytes = bytes;
    const { data } = this;
    if (this.kind !== data.kind) {
      this.picture?.remove();
      this.kind = data.kind;
      this.picture = new KINDS[data.kind](this.root, (node) => this.tell('node', node));
    }
    this.paint();
  }

  /** Draw in the colours of the page. */
  paint() {
    const style = getComputedStyle(this.root);
    const ground = style.getPropertyValue('--st-background-color').trim() || style.backgroundColor;
    this.picture.show(this.data, { ...this.data.colours[isDark(ground) ? 'dark' : 'light'], ground, ink: style.getPropertyValue('--st-text-color').trim() || style.color });
    this.root.dataset.shown = this.kind;
  }

  remove() {
    this.listening.abort();
    this.sizes.disconnect();
    this.picture?.remove();
  }
}

function sameBytes(a, b) {
  return a.length === b.length && a.every((byte, i) => byte === b[i]);
}
