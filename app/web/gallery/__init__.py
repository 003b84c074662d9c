"""Every component in every state on one page, for whoever develops; not part of a real site."""
