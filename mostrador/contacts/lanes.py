"""Who answers, whose ears words are for, and by which way they came."""

from django.db import models


class Handler(models.TextChoices):
    SERVICE = "service"
    SELLER = "seller"
    OPERATOR = "operator"


class Lane(models.TextChoices):
    BUYER = "buyer"
    SELLER = "seller"
    INSIDE = "inside"


class Channel(models.TextChoices):
    API = "api"
    MAIL = "mail"
    CHAT = "chat"
    VOICE = "voice"
    WEB = "web"
    # In a thread of the marketplace's own; only a connector opens such a contact.
    THREAD = "thread"


# What others may say of a contact that they tell us of.
TOLD = tuple(channel for channel in Channel if channel is not Channel.THREAD)
