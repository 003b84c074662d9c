"""Our own marks in the words of a block: attributes, clozes, comments. `prose` reads them all."""
