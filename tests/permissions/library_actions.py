"""How each cell of the libraries is tried: see tests/permissions/actions.py."""

from library.models import PoliciesPage, PolicyPage, Ratification
from tests.permissions.actions import tries
from tests.permissions.support import add


def ratification(trial):
    """Return a row of the table, of an instrument that the site has."""
    policy = add(PoliciesPage.objects.get(), PolicyPage(title="A convention"), publish=True)
    return Ratification.objects.create(policy=policy, country_id="FR", ratified=1999)


def ratification_form(row, **fields):
    return {"policy": row.policy_id, "country": "FR", "ratified": 1999, **fields}


@tries("see public", "ratification")
def see_ratifications(trial, key):
    ratification(trial)
    return b"A convention" in trial.client.get("/library/policies/ratifications/").content


@tries("see", "ratification")
def list_ratifications(trial, key):
    return trial.get("ratifications:index").status_code == 200


@tries("create", "ratification")
def create_ratification(trial, key):
    data = ratification_form(ratification(trial), country="IT")
    trial.post("ratifications:add", data=data)
    return Ratification.objects.filter(country="IT").exists()


@tries("edit", "ratification")
def edit_ratification(trial, key):
    row = ratification(trial)
    trial.post("ratifications:edit", row.pk, data=ratification_form(row, ratified=2001))
    return Ratification.objects.get(pk=row.pk).ratified == 2001


@tries("delete", "ratification")
def delete_ratification(trial, key):
    row = ratification(trial)
    trial.post("ratifications:delete", row.pk)
    return not Ratification.objects.filter(pk=row.pk).exists()
