// The dilation's sliders: one for both axes, or one each.

/** The sliders of a stage; `slideTo` is called while a handle is held, `settle` when it is let go. */
export class Sliders {
  constructor(root, { slideTo, settle, unlink, signal }) {
    this.root = root;
    this.sliders = [...root.querySelectorAll('.slider')];
    this.link = root.querySelector('.link input');
    this.held = false;
    this.sliders.forEach((slider, i) => {
      const range = slider.querySelector('input');
      range.addEventListener('input', () => {
        this.held = true;
        slideTo(this.dilation(i));
      }, { signal });
      range.addEventListener('change', () => {
        this.held = false;
        settle();
      }, { signal });
    });
    this.link.addEventListener('change', () => unlink(this.link.checked), { signal });
  }

  /** The dilation that the handles stand at after slider `i` has moved. */
  dilation(i) {
    const values = this.sliders.map((slider) => Number(slider.querySelector('input').value));
    return this.link.checked ? [values[i], values[i]] : values;
  }

  /** Show one slider or two, with their names, as far as they reach. */
  arrange({ linked, reach }) {
    this.link.checked = linked;
    this.sliders.forEach((slider, i) => {
      const name = linked ? 'Dilation' : ['Row dilation', 'Column dilation'][i];
      const range = slider.querySelector('input');
      slider.hidden = i === 1 && linked;
      slider.querySelector('.label').textContent = name;
      range.setAttribute('aria-label', name);
      range.max = reach;
    });
  }

  show(dilation) {
    this.root.dataset.dilation = dilation.join(',');
    this.sliders.forEach((slider, i) => {
      slider.querySelector('input').value = dilation[i];
      slider.querySelector('output').textContent = dilation[i];
    });
  }
}
