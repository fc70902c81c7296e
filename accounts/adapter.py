"""How django-allauth is fitted to the portal."""

from allauth.account.adapter import DefaultAccountAdapter
from django.utils.translation import get_language


class AccountAdapter(DefaultAccountAdapter):
    """Leads people to My learning in their language."""

    def get_login_redirect_url(self, request):
        language = request.user.preferred_language or get_language()
        return f"/{language}/my-learning/"
