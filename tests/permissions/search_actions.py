"""How each cell of the search is tried: see tests/permissions/actions.py."""

from tests.permissions.actions import tries


@tries("see what is searched for", "search")
def see_what_is_searched_for(trial, key):
    return trial.get("search_insight").status_code == 200


@tries("export what is searched for", "search")
def export_what_is_searched_for(trial, key):
    return trial.get("search_insight_csv").status_code == 200


@tries("explain a search", "search")
def explain_a_search(trial, key):
    return trial.get("search_explained").status_code == 200
