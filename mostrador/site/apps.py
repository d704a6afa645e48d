from django.apps import AppConfig


class SiteConfig(AppConfig):
    name = "mostrador.site"
    label = "mostrador_site"

    def ready(self) -> None:
        from mostrador.site import wiring  # noqa: PLC0415  models are ready only now

        wiring.connect()
