"""The pictures of a stack: one Streamlit component, its Python face and its modules."""
