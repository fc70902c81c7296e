from accounts.management.importing import ImportCommand
from accounts.models import OrganisationsFile


class Command(ImportCommand):
    help = "Add the organisations of a CSV file, and fill what is empty; none where a row is wrong."
    model = OrganisationsFile
    done = "written"
    by_help = "who adds them, for the log"

    def add_arguments(self, parser):
        super().add_arguments(parser)
        parser.add_argument(
            "--alike",
            action="store_true",
            help="add those, too, that are named nearly like another",
        )

    def facts_of_file(self, options):
        return {"takes_alike": options["alike"]}

    def further(self, checked):
        alike = [{"row": row.number, "names": row.alike} for row in checked.rows if row.alike]
        return {"alike": alike}
