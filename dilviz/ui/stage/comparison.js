// Convolution, cross-correlation and their difference, side by side when they are asked for.

import { legend } from './captions.js';
import { Picture } from './picture.js';

const COMPARED = ['convolution', 'correlation', 'difference'];

export class Comparison {
  constructor(element, Plotly) {
    this.element = element;
    this.Plotly = Plotly;
    this.pictures = [];
  }

  /** Show the results by name; where there are none, nothing. */
  show(results, theme) {
    this.element.hidden = !results;
    if (!results) return;
    if (!this.pictures.length) {
      this.pictures = COMPARED.map((name) => new Picture(this.element.querySelector(`.${name} .picture`), this.Plotly));
    }
    this.pictures.forEach((picture, i) => {
      picture.show(results[COMPARED[i]], theme);
      legend(picture, theme);
    });
  }
}
