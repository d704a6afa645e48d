"""Every address of the program, with at least one row for each."""

from tests.site import appealing, faces, finding, going_back, programs

PEOPLES = (
    *faces.SITE,
    *faces.HELP,
    *faces.DESK,
    *faces.PORTAL,
    *faces.OFFICE,
    *going_back.GOING_BACK,
    *appealing.APPEALING,
    *finding.ROWS,
)
ALL = (*PEOPLES, *programs.ADDRESSES)
