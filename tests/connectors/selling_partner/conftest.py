import pytest

from mostrador.connectors.selling_partner import limits


@pytest.fixture
def _full_buckets() -> None:
    """As after a start: buckets outlive a test, and a port may be given twice."""
    limits.forget()
