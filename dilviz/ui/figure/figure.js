// A Plotly figure as Python specified it, shown, and saved by the browser: no server has a part in it.
// Its font goes into the file, so that it looks the same wherever that is opened.

import { plotly } from '../plotly.js';

const FAMILY = 'Bitstream Vera Sans';
const FACES = { normal: 'regular', bold: 'bold' };
const shown = new WeakMap();
let faces;

/** Called by Streamlit when the component appears and at every change of its data. */
export default function figure({ parentElement, data }) {
  const latest = JSON.parse(new TextDecoder().decode(data));
  const first = !shown.has(parentElement);
  shown.set(parentElement, latest);
  drawn(latest).then((svg) => {
    if (shown.get(parentElement) === latest) parentElement.querySelector('.preview').src = addressOf(svg);
  });
  if (first) {
    const status = parentElement.querySelector('[role=status]');
    for (const button of parentElement.querySelectorAll('button')) {
      button.addEventListener('click', () => save(button.dataset, shown.get(parentElement), status));
    }
  }
  return () => shown.delete(parentElement);
}

/** The figure as SVG, its font inside. */
async function drawn({ spec: { data, layout } }) {
  const [Plotly, rules] = await Promise.all([plotly(), fonts()]);
  const { width, height } = layout;
  const font = { ...layout.font, family: `${FAMILY}, DejaVu Sans, Verdana, sans-serif` };
  const address = await Plotly.toImage({ data, layout: { ...layout, font } }, { format: 'svg', width, height });
  const svg = decodeURIComponent(address.slice(address.indexOf(',') + 1));
  return svg.replace(/<svg[^>]*>/, (opening) => `${opening}<style>${rules}</style>`);
}

/** The rules with which a file carries the font, and the font for this page, which lays the texts out. */
function fonts() {
  faces ??= Promise.all(Object.entries(FACES).map(face)).then((rules) => rules.join(''), () => ''); // else the reader's
  return faces;
}

async function face([weight, name]) {
  const answer = await fetch(new URL(`fonts/${name}.woff`, document.baseURI));
  const bytes = await answer.arrayBuffer();
  document.fonts.add(await new FontFace(FAMILY, bytes, { weight }).load());
  const content = btoa(String.fromCharCode(...new Uint8Array(bytes)));
  return `@font-face{font-family:"${FAMILY}";font-weight:${weight};src:url(data:font/woff;base64,${content})}`;
}

async function save({ format, scale }, latest, status) {
  status.textContent = 'Drawing …';
  const svg = await drawn(latest);
  const link = document.createElement('a');
  link.href = format === 'svg' ? addressOf(svg) : await painted(svg, latest.spec.layout, Number(scale));
  link.download = `${latest.name}${scale === '1' ? '' : `@${scale}x`}.${format}`;
  link.click();
  status.textContent = `Saved ${link.download}.`;
}

/** The address of a PNG with `scale` pixels to each of the figure's. */
async function painted(svg, { width, height }, scale) {
  const image = new Image();
  image.src = addressOf(svg);
  await image.decode();
  const canvas = document.createElement('canvas');
  Object.assign(canvas, { width: width * scale, height: height * scale });
  canvas.getContext('2d').drawImage(image, 0, 0, canvas.width, canvas.height);
  return canvas.toDataURL('image/png');
}

function addressOf(svg) {
  return `data:image/svg+xml,${encodeURIComponent(svg)}`;
}
