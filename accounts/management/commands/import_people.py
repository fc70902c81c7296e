from accounts.management.importing import ImportCommand
from accounts.models import PeopleFile


class Command(ImportCommand):
    help = "Invite the people of a CSV file; nobody where a row has a problem."
    model = PeopleFile
    done = "invited"
    by_help = "who invites them, and may give the roles in the file; without one there are none"
