"""A Plotly figure to look at and to save as PNG or SVG, made in the browser."""
