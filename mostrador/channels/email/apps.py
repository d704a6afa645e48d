from django.apps import AppConfig


class EmailConfig(AppConfig):
    name = "mostrador.channels.email"
    label = "channels_email"
