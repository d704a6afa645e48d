from tests.intake.conftest import marketplace

__all__ = ["marketplace"]
