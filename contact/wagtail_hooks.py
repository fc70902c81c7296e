"""The messages' place in Wagtail's admin."""

from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from contact.desk import DeleteMessageView, MessagesView, MessageView, may_answer


@hooks.register("register_admin_urls")
def message_urls():
    """Addresses of the messages below /admin/."""
    return [
        path("messages/", MessagesView.as_view(), name="messages"),
        path("messages/results/", MessagesView.as_view(results_only=True), name="messages_results"),
        path("messages/<int:pk>/", MessageView.as_view(), name="message"),
        path("messages/<int:pk>/delete/", DeleteMessageView.as_view(), name="delete_message"),
    ]


class MessagesMenuItem(MenuItem):
    """Shown to those who answer messages."""

    def is_shown(self, request):
        return may_answer(request.user)


@hooks.register("register_admin_menu_item")
def messages_item():
    return MessagesMenuItem(_("Messages"), reverse("messages"), icon_name="mail", order=160)
