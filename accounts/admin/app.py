from wagtail.users.apps import WagtailUsersAppConfig


class UsersConfig(WagtailUsersAppConfig):
    """Wagtail's user admin, with what we know about people."""

    user_viewset = "accounts.admin.users.PeopleViewSet"
