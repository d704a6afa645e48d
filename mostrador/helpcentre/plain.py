"""A line of text that is taken as it is, whatever a browser or a program puts into it."""

from typing import Any

from django import forms


class PlainField(forms.CharField):
    """NUL, which no database can keep, says nothing and keeps nobody from being heard."""

    def to_python(self, value: Any) -> str:
        return str(super().to_python(value)).replace("\0", "")
