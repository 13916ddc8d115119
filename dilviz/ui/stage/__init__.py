"""The linked picture: one Streamlit component, its Python face and its modules."""
