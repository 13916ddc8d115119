/** Plotly.js as this server hands it out, or as the exported file carries it. */
export async function plotly() {
  if (!window.Plotly) await import(new URL('plotlyjs/VERSION.js', document.baseURI));
  return window.Plotly;
}
