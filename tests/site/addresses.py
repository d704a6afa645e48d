"""Every address of the program, with at least one row for each."""

from tests.site import (
    appealing,
    connected,
    faces,
    finding,
    going_back,
    importing,
    programs,
    shadowing,
)

PEOPLES = (
    *faces.SITE,
    *faces.HELP,
    *faces.DESK,
    *faces.PORTAL,
    *faces.OFFICE,
    *going_back.GOING_BACK,
    *appealing.APPEALING,
    *finding.ROWS,
    *connected.CONNECTED,
    *importing.ROWS,
    *shadowing.ROWS,
)
ALL = (*PEOPLES, *programs.ADDRESSES)
