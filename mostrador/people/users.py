"""Adding people who sign in."""

from mostrador.people.models import Role, User


class NameTakenError(Exception):
    """Somebody signs in with this name already."""


def add(
    name: str, *, role: str, password: str, first: str = "", language: str = "", email: str = ""
) -> User:
    """A person with one role. Raises NameTakenError."""
    if User.objects.filter(username=name).exists():
        raise NameTakenError(name)
    return User.objects.create_user(
        name, password=password, role=Role(role), first_name=first, language=language, email=email
    )


def change_email(user: User, address: str) -> None:
    """Where test mails go, and by which an OpenID Connect provider knows the person."""
    user.email = address
    user.save(update_fields=["email"])
