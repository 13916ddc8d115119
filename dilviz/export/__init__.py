"""What a scene leaves behind: code, data, figures, animations and sheets, as text and bytes."""
