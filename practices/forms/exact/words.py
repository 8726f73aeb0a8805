"""The words of written forms in five languages: titles, heads, short words inside values, hints."""

from practices.forms.exact.names import Names
from practices.forms.wording import LANGUAGES


def _five(text: str) -> dict[str, str]:
    """Take five wordings parted by ` | ` in the order en fr it de es."""
    return dict(zip(LANGUAGES, text.split(" | "), strict=True))


def _names(**wordings: str) -> Names:
    return Names({slug.replace("_", "-"): _five(text) for slug, text in wordings.items()})


PRACTICE_TITLE = _five(
    "Practice chart | Fiche de pratique | Scheda della pratica | Formblatt einer Praxis | "
    "Ficha de la práctica"
)
CASE_TITLE = _five(
    "Case study: transnational cooperation | Étude de cas : coopération transnationale | "
    "Studio di caso: cooperazione transnazionale | Fallstudie: transnationale Zusammenarbeit | "
    "Estudio de caso: cooperación transnacional"
)
ITEM = _five("Item | Rubrique | Voce | Punkt | Apartado")
ANSWER = _five("Answer | Réponse | Risposta | Antwort | Respuesta")
DETAILS = _five(
    "Further details for the resource centre | Autres informations pour le centre de ressources | "
    "Altre informazioni per il centro risorse | Weitere Angaben für das Ressourcenzentrum | "
    "Otros datos para el centro de recursos"
)
FILL_IN = _five(
    "Please fill in the form: short sentences or lists; leave empty what you do not know. Name no "
    "person. | Veuillez remplir le formulaire : phrases courtes ou listes ; laissez vide ce que vous "
    "ne savez pas. Ne nommez aucune personne. | Si prega di compilare il modulo: frasi brevi o "
    "elenchi; lasciare vuoto ciò che non si sa. Non nominare persone. | Bitte füllen Sie das Formular "
    "aus: kurze Sätze oder Listen; lassen Sie leer, was Sie nicht wissen. Nennen Sie keine Person. | "
    "Rellene el formulario: frases cortas o listas; deje vacío lo que no sepa. No nombre a ninguna "
    "persona."
)
CHOOSE_TYPOLOGIES = _five(
    "Typologies of intervention by category | Typologies d'intervention par catégorie | Tipologie di "
    "intervento per categoria | Arten der Intervention nach Kategorien | Tipologías de intervención "
    "por categoría"
)

SINCE = _five("Since {} | Depuis {} | Dal {} | Seit {} | Desde {}")
UNTIL = _five("Until {} | Jusqu'en {} | Fino al {} | Bis {} | Hasta {}")

CONTACT_KINDS = _names(
    email="E-mail | E-mail | E-mail | E-Mail | Correo electrónico",
    phone="Telephone | Téléphone | Telefono | Telefon | Teléfono",
    fax="Fax | Fax | Fax | Fax | Fax",
    address="Address | Adresse | Indirizzo | Adresse | Dirección",
    website="Website | Site internet | Sito internet | Website | Página web",
)
TIERS = _names(
    public="public | public | pubblico | öffentlich | público",
    members="members | membres | membri | Mitglieder | miembros",
    editors="editors | rédaction | redazione | Redaktion | redacción",
)
EVIDENCE = _names(
    self_reported="Self-reported | Déclaré par l'organisation | Dichiarato dall'organizzazione | "
    "Eigene Angaben | Declarado por la organización",
    monitored="Monitored | Suivi | Monitorato | Durch Monitoring belegt | Con seguimiento",
    surveyed="Surveyed | Enquête | Rilevato con indagine | Durch Befragung belegt | Con encuesta",
    evaluated="Externally evaluated | Évaluation externe | Valutazione esterna | Extern evaluiert | "
    "Evaluación externa",
)
SOURCE_PARTS = _names(
    title="Title | Titre | Titolo | Titel | Título",
    year="Year | Année | Anno | Jahr | Año",
    chart="Chart | Fiche | Scheda | Formblatt | Ficha",
    case="Case | Cas | Caso | Fall | Caso",
    collected="Collected | Recueilli | Raccolto | Erhoben | Recogido",
    note="Note | Remarque | Nota | Anmerkung | Nota",
)
WORKED = _five(
    "What worked: | Ce qui a fonctionné : | Che cosa ha funzionato: | Was gelungen ist: | "
    "Lo que funcionó:"
)
DID_NOT_WORK = _five(
    "What did not work: | Ce qui n'a pas fonctionné : | Che cosa non ha funzionato: | Was nicht "
    "gelungen ist: | Lo que no funcionó:"
)
ACTOR_KINDS = _names(
    ngo="NGO | ONG | ONG | NGO | ONG",
    shelter_provider="Shelter provider | Structure d'hébergement | Struttura di accoglienza | "
    "Schutzeinrichtung | Centro de acogida",
    national_coordinator="National coordination body | Organe national de coordination | Organismo "
    "nazionale di coordinamento | Nationale Koordinierungsstelle | Órgano nacional de coordinación",
    ministry="Ministry | Ministère | Ministero | Ministerium | Ministerio",
    local_authority="Local authority | Collectivité locale | Ente locale | Lokale Behörde | "
    "Autoridad local",
    police="Police | Police | Polizia | Polizei | Policía",
    prosecution_court="Prosecution or court | Parquet ou tribunal | Procura o tribunale | "
    "Staatsanwaltschaft oder Gericht | Fiscalía o tribunal",
    embassy_consulate="Embassy or consulate | Ambassade ou consulat | Ambasciata o consolato | "
    "Botschaft oder Konsulat | Embajada o consulado",
    international_organisation="International organisation | Organisation internationale | "
    "Organizzazione internazionale | Internationale Organisation | Organización internacional",
    health_provider="Health service | Service de santé | Servizio sanitario | Gesundheitsdienst | "
    "Servicio de salud",
    legal_professional="Lawyer or legal service | Avocat ou service juridique | Avvocato o servizio "
    "legale | Anwalt oder Rechtsdienst | Abogado o servicio jurídico",
    donor="Donor | Bailleur de fonds | Finanziatore | Geldgeber | Donante",
    other="Other | Autre | Altro | Sonstige | Otro",
)

#: Sentences of the site's own forms that are no answers, wherever a reader of forms meets them.
OWN_TEXTS = frozenset(
    text
    for words in (PRACTICE_TITLE, CASE_TITLE, ITEM, ANSWER, DETAILS, FILL_IN, CHOOSE_TYPOLOGIES)
    for text in words.values()
)
