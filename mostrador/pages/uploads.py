"""Several files with one field: photos of what arrived, an invoice."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

MOST_FILES = 10
MEGABYTES = 10
TOO_MANY = _("These are too many files, or one of them is too large.")

File = tuple[str, str, bytes]


class FilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    def __init__(self) -> None:
        super().__init__(
            label=_("Photos or files"),
            required=False,
            widget=FilesInput,
            help_text=_("Up to 10 files of at most 10 MB each."),
        )

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        given = data if isinstance(data, list | tuple) else [data]
        found = [super(FilesField, self).clean(one, initial) for one in given if one]
        if len(found) > MOST_FILES or any(one.size > MEGABYTES * 2**20 for one in found):
            raise forms.ValidationError(TOO_MANY)
        return found


def attachments(files: Sequence[Any]) -> list[File]:
    """Name, media type and bytes, as the acts take them."""
    return [(one.name or "", one.content_type or "", one.read()) for one in files]
