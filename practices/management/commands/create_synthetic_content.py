"""`create_synthetic_content`: fills a site with invented records for benchmarks."""

from argparse import ArgumentParser, RawDescriptionHelpFormatter
from time import perf_counter

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from practices.synthetic.creation import create_collection, has_own_content, has_seed

# More page rows than this do not fit below one parent: its children have four digits of base 36.
MOST_DOCUMENTS = 1_000_000


class Command(BaseCommand):
    """Write invented charts, case studies and organisations, the same for the same seed."""

    help = (
        "Write N invented records: seven of ten are practice charts, two organisations, one a case study.\n"
        "Their texts mean nothing; each names “Synthetic record” as its source. The search index is\n"
        "rebuilt only with --rebuild-search.\n\n"
        "Example: manage.py create_synthetic_content --documents 10000 --seed 1 --rebuild-search"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the options."""
        parser.formatter_class = RawDescriptionHelpFormatter
        parser.add_argument(
            "--documents", type=int, required=True, help="how many records to write"
        )
        parser.add_argument("--seed", type=int, default=1, help="start of the chance (default: 1)")
        parser.add_argument(
            "--rebuild-search", action="store_true", help="rebuild the search index afterwards"
        )

    def handle(self, *args: object, **options: object) -> None:
        """Check that nothing of value is at stake, then write."""
        documents, seed = int(str(options["documents"])), int(str(options["seed"]))
        self._check(documents, seed)
        begun = perf_counter()
        with tqdm(total=documents, unit=" records", disable=None, file=self.stderr) as bar:
            try:
                made = create_collection(documents, seed, bar.update)
            except LookupError as error:
                raise CommandError(str(error)) from error
        seconds = perf_counter() - begun
        self.stdout.write(
            f"Wrote {made.practices} charts, {made.case_studies} case studies and "
            f"{made.organisations} organisations in {seconds:.1f} s ({documents / seconds:.0f} a second)."
        )
        if options["rebuild_search"]:
            call_command("rebuild_search")
        else:
            self.stdout.write(
                "Run “manage.py rebuild_search” now: the search does not know them yet."
            )

    def _check(self, documents: int, seed: int) -> None:
        if not 1 <= documents <= MOST_DOCUMENTS:
            raise CommandError(f"--documents must be between 1 and {MOST_DOCUMENTS}.")
        if seed < 0:
            raise CommandError("--seed must not be negative.")
        if not settings.DEMONSTRATION and has_own_content():
            raise CommandError(
                "This site has content of its own. Invented records are only written into an empty site, "
                "or with the settings of the demonstration."
            )
        if has_seed(seed):
            raise CommandError(
                f"The records of seed {seed} are there already; choose another --seed."
            )
