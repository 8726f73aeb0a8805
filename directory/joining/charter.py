"""The charter that organisations agree to: the text that a new site starts with; editors change the page."""

import json

TITLE = "Charter"
SUMMARY = "What an organisation promises when it asks to be listed in the directory."

_TEXT = """
<p>The directory sends people who are in danger to the organisations that it lists. Whoever is listed agrees to
this:</p>
<h2>The person comes first</h2>
<ul>
<li>Nothing is done without the informed consent of the person, and a child's best interests decide.</li>
<li>Help does not depend on whether a person testifies, works with the police or goes home.</li>
<li>Nobody is turned away for origin, sex, age, religion, disability, sexual orientation, work or papers. Where an
organisation helps one group only, its entry says so.</li>
<li>Those who are assisted pay nothing, and nobody earns by them.</li>
</ul>
<h2>What is confidential stays so</h2>
<ul>
<li>No name, date, place, picture or story by which a person could be found is published, here or elsewhere.</li>
<li>Addresses of shelters are told to nobody who does not need them.</li>
<li>What members see of each other is used for referrals and not passed on.</li>
</ul>
<h2>The entry tells the truth</h2>
<ul>
<li>It names the services that the organisation really offers, in the languages that it really speaks.</li>
<li>The organisation confirms its entry when it is asked to, and says at once when something has changed.</li>
<li>It tells who funds it when the editors ask.</li>
</ul>
<h2>We work together</h2>
<ul>
<li>A referral gets an answer, also when the answer is that one cannot help.</li>
<li>Concerns about a listed organisation go to the editors, who hear both sides. An organisation that does not keep the
charter leaves the directory.</li>
</ul>
"""


def body() -> str:
    """Return the text as the blocks of a plain page."""
    return json.dumps([{"type": "text", "value": " ".join(_TEXT.split())}])
