// A Plotly figure as Python specified it, shown, and saved by Plotly itself: no server has a part in it.

const shown = new WeakMap();

/** Plotly.js as this server hands it out. */
async function plotly() {
  if (!window.Plotly) await import(new URL('plotlyjs/VERSION.js', document.baseURI));
  return window.Plotly;
}

/** Called by Streamlit when the component appears and at every change of its data. */
export default function figure({ parentElement, data }) {
  const latest = JSON.parse(new TextDecoder().decode(data));
  const first = !shown.has(parentElement);
  shown.set(parentElement, latest);
  draw(latest, 'svg', 1).then((address) => {
    if (shown.get(parentElement) === latest) parentElement.querySelector('.preview').src = address;
  });
  if (first) {
    const status = parentElement.querySelector('[role=status]');
    for (const button of parentElement.querySelectorAll('button')) {
      button.addEventListener('click', () => save(button.dataset, shown.get(parentElement), status));
    }
  }
  return () => shown.delete(parentElement);
}

/** The figure as the address of a picture. */
async function draw({ spec: { data, layout } }, format, scale) {
  const Plotly = await plotly();
  const { width, height } = layout;
  return Plotly.toImage({ data, layout }, { format, width, height, scale });
}

async function save({ format, scale }, latest, status) {
  status.textContent = 'Drawing …';
  const link = document.createElement('a');
  link.href = await draw(latest, format, Number(scale));
  link.download = `${latest.name}${scale === '1' ? '' : `@${scale}x`}.${format}`;
  link.click();
  status.textContent = `Saved ${link.download}.`;
}
