"""Small texts of our own in the shapes that notes really have."""

from __future__ import annotations

TERM_FIRST = """Unit 3 Flashcards
kettle
a vessel in which water is brought to the boil for tea
steeping
the process of leaving leaves in hot water until it takes their taste
Signs of good tea
- clear colour
- fresh smell
- no dust in the cup
Steps of brewing
1. warm the pot
2. add the leaves
3. pour the water
Infuser
Hold the leaves together so that they can be taken out of the pot before the tea turns bitter.
Caddy
a box with a tight lid in which dry leaves are kept away from light and damp"""

TERM_LAST = """UNIT 4 FINAL TEST
is the tax that was once paid on leaves brought in by ship from overseas
tea duty
a meeting in the afternoon where tea and small cakes are offered to the guests
tea party
what are the 3 C's of a cup
the good... colour clarity content
occurs when leaves are left in contact with air until they turn dark
oxidation
why does green tea stay green?
1. it is heated early 2. it is never left to oxidise
the process of rolling leaves by hand or machine in order to break their cells
rolling"""

WATER = (
    "Soft water makes brighter tea because it has little lime in it. Hard water leaves a skin on "
    "top. Most towns print how hard their water is. A filter takes out some of the lime, though "
    "never all of it, and has to be changed often."
)
WEB_PAGE = f"""Chapter One: Water
{WATER}
What changes with the water:
- colour
- taste
- skin on top
page: 1 2
tell a friend about this page |
subscribe to newsletter | vote now |
Chapter One: Water
{WATER}
What changes with the water:
- colour
- taste
- skin on top
\u0e01\u0e33\u0e25\u0e31\u0e07\u0e41\u0e1b\u0e25
17
"""
