"""Charts drawn on the server: each is a pure function from figures to a `drawing.Chart`.

A chart has a title, a sentence that says what it shows, and the same figures as a table, so
that nothing depends on seeing it. Shapes carry classes and no colours; a colour never carries
a meaning alone. The drawings are 300 units wide and grow and shrink with their column.
"""
