"""Every address of the program, with at least one row for each."""

from tests.site import faces, programs

PEOPLES = (*faces.SITE, *faces.HELP, *faces.DESK, *faces.PORTAL, *faces.OFFICE)
ALL = (*PEOPLES, *programs.ADDRESSES)
