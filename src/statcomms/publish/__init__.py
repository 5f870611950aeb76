"""Turn the authors' text into notebooks, and the notebooks and pages into a book."""
