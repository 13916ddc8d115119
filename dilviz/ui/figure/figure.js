// A Plotly figure as Python specified it, shown, and saved by Plotly itself: no server has a part in it.

import { unpack } from '../stage/bytes.js';

const shown = new WeakMap();

/** Plotly.js as this server hands it out. */
async function plotly() {
  if (!window.Plotly) await import(new URL('plotlyjs/VERSION.js', document.baseURI));
  return window.Plotly;
}

/** Called by Streamlit when the component appears and at every change of its data. */
export default function figure({ parentElement, data }) {
  const { spec, name } = unpack(data);
  const preview = parentElement.querySelector('.preview');
  const first = !shown.has(parentElement);
  shown.set(parentElement, { spec, name });
  plotly().then((Plotly) => Plotly.react(preview, spec.data, spec.layout, { displayModeBar: false }));
  if (first) {
    for (const button of parentElement.querySelectorAll('button')) {
      button.addEventListener('click', () => save(button, shown.get(parentElement), parentElement.querySelector('[role=status]')));
    }
  }
  return () => {
    shown.delete(parentElement);
    window.Plotly?.purge(preview);
  };
}

async function save({ dataset: { format, scale } }, { spec, name }, status) {
  status.textContent = 'Drawing …';
  const { width, height } = spec.layout;
  const Plotly = await plotly();
  const address = await Plotly.toImage({ data: spec.data, layout: spec.layout }, { format, width, height, scale: Number(scale) });
  const link = document.createElement('a');
  link.href = address;
  link.download = `${name}${format === 'png' && scale !== '1' ? `@${scale}x` : ''}.${format}`;
  link.click();
  status.textContent = `Saved ${link.download}.`;
}
