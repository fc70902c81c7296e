"""Who may see learner records in the admin."""

from wagtail.permission_policies import ModelPermissionPolicy

from learning.models import Enrolment


class ReportAccess:
    """For views: open to those with the permission `learning.view_enrolment`."""

    permission_policy = ModelPermissionPolicy(Enrolment)
    any_permission_required = ["view"]


def may_see_reports(user):
    """Whether `user` may read learner records."""
    return ReportAccess.permission_policy.user_has_permission(user, "view")
