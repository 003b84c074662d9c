from tests.services.decks.conftest import classroom, sandbox

__all__ = ["classroom", "sandbox"]
