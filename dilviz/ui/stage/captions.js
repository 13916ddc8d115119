// What stands above and below a picture: its size, and the colours in use.

import { format } from './numbers.js';

/** A shape as people write it. */
export function size([height, width]) {
  return `${height} × ${width}`;
}

/** Write a size, and what it has grown to if it has. */
export function caption(picture, shape, grown, to = shape) {
  const text = `${to}` === `${shape}` ? size(shape) : `${size(shape)}, ${grown} to ${size(to)}`;
  picture.element.parentElement.querySelector('small').textContent = text;
}

/** A strip of the colours in use, with the values at its ends. */
export function legend({ element, picture }, theme) {
  if (!picture) return;
  const { range, scale, colour } = picture;
  const key = `${range} ${scale} ${theme.ground} ${Boolean(colour)}`;
  const strip = element.parentElement.querySelector('.legend');
  if (strip.dataset.key === key) return;
  strip.dataset.key = key;
  if (colour) {
    strip.replaceChildren('each channel by itself, cut off at black and white');
    return;
  }
  const colours = document.createElement('i');
  colours.style.background = `linear-gradient(90deg, ${theme.scales[scale].map(([, colour]) => colour).join(', ')})`;
  strip.replaceChildren(format(range[0], 3), colours, format(range[1], 3));
}
