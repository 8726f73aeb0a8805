"""The items of the case study form.

Head, twelve questions, the tick lists of question 2, and the rows that our own form adds.
"""
# ruff: noqa: E501 - wordings are read best with all languages of an item on one line

from __future__ import annotations

from dataclasses import replace

from practices.forms.wording import LANGUAGES, FormItem, by_key, item


def _question(number: int, short: str, whole: str, *variants: str) -> FormItem:
    labels = dict(zip(LANGUAGES, short.split(" | "), strict=True))
    questions = dict(zip(LANGUAGES, whole.split(" | "), strict=True))
    others = tuple(one for text in variants for one in text.split(" | "))
    return FormItem(f"q{number}", labels, others, questions=questions)


CASE_HEAD = (
    item(
        "organisation",
        "Organisation | Organisation | Organizzazione | Organisation | Organización",
        "Organization | Name of the organisation | Organisation/s | NGO | Name of your organisation | Association | Nom de l'organisation | ONG | Ente",
        "Nome dell'organizzazione | Träger | Einrichtung | Name der Organisation | Entidad | Nombre de la organización | Implementing organisation",
    ),
    item(
        "country",
        "Country | Pays | Paese | Land | País",
        "Countries | Country/-ies | State | Nazione | Staat | Countries involved | Pays concernés | Paesi coinvolti | Beteiligte Länder | Países implicados",
    ),
)

CASE_QUESTIONS = (
    _question(
        1,
        "Involvement and specific need | Participation et besoin précis | Coinvolgimento e bisogno specifico | Beteiligung und konkreter Bedarf | Participación y necesidad concreta",
        "How was your organisation involved in a transnational case, and what was the specific need? | Comment votre organisation a-t-elle participé à un cas transnational, et quel était le besoin précis ? | In che modo la vostra organizzazione è stata coinvolta in un caso transnazionale e qual era il bisogno specifico? | Wie war Ihre Organisation an einem transnationalen Fall beteiligt, und worin bestand der konkrete Bedarf? | ¿Cómo participó su organización en un caso transnacional y cuál era la necesidad concreta?",
        "Involvement | Specific need | Involvement of the NGO | Need addressed | How has your NGO been involved in managing a transnational cooperation case",
    ),
    _question(
        2,
        "Background information on the person | Informations sur la personne | Informazioni sulla persona | Angaben zur Person | Información sobre la persona",
        "Background information on the person (tick only) | Informations sur la personne (cases à cocher uniquement) | Informazioni sulla persona (solo caselle) | Angaben zur Person (nur ankreuzen) | Información sobre la persona (solo casillas)",
        "Background information on the victim | Background information | Background of the victim | Information on the victim | Background on the person",
        "Informations sur la victime | Informazioni sulla vittima | Angaben zum Opfer | Información sobre la víctima | Hintergrundinformationen zur Person | Profile of the victim",
    ),
    _question(
        3,
        "First contact | Prise de contact | Primo contatto | Erster Kontakt | Primer contacto",
        "How did you get in touch with the person or the case? | Comment êtes-vous entré en contact avec la personne ou le cas ? | Come siete entrati in contatto con la persona o con il caso? | Wie kamen Sie mit der Person oder dem Fall in Kontakt? | ¿Cómo entraron en contacto con la persona o con el caso?",
        "Contact with the victim | Contact with the person | How contact was made | How did you get in touch with the victim (or with the case) | Contact with the case",
        "Contact avec la victime | Contatto con la vittima | Kontakt zum Opfer | Kontakt mit der betroffenen Person | Contacto con la víctima | Getting in touch",
    ),
    _question(
        4,
        "Problems and obstacles | Problèmes et obstacles | Problemi e ostacoli | Probleme und Hindernisse | Problemas y obstáculos",
        "Which problems and obstacles did you face? | Quels problèmes et obstacles avez-vous rencontrés ? | Quali problemi e ostacoli avete incontrato? | Auf welche Probleme und Hindernisse sind Sie gestoßen? | ¿Qué problemas y obstáculos encontraron?",
        "What were the problems and obstacles faced | Problems/obstacles | Obstacles | Problems and obstacles faced | Difficulties | Problems encountered",
    ),
    _question(
        5,
        "Authorities and agencies involved | Autorités et organismes impliqués | Autorità ed enti coinvolti | Beteiligte Behörden und Stellen | Autoridades y organismos implicados",
        "Which authorities and agencies were involved, and in which role? | Quelles autorités et quels organismes ont participé, et avec quel rôle ? | Quali autorità ed enti sono stati coinvolti e con quale ruolo? | Welche Behörden und Stellen waren beteiligt, und in welcher Rolle? | ¿Qué autoridades y organismos participaron y con qué función?",
        "Authorities involved | Agencies involved | Authorities/agencies | Actors involved | Which national, local or international authorities/agencies have been involved in the process",
        "Authorities and agencies | Acteurs impliqués | Attori coinvolti | Beteiligte Akteure | Actores implicados",
    ),
    _question(
        6,
        "How the obstacles were dealt with | Réponse aux obstacles | Come sono stati affrontati gli ostacoli | Umgang mit den Hindernissen | Cómo se afrontaron los obstáculos",
        "How were the obstacles dealt with, step by step? | Comment les obstacles ont-ils été traités, étape par étape ? | Come sono stati affrontati gli ostacoli, passo per passo? | Wie wurde mit den Hindernissen Schritt für Schritt umgegangen? | ¿Cómo se afrontaron los obstáculos, paso a paso?",
        "How were the problems and obstacles dealt with | Were they overcome | Dealing with the obstacles | Solutions | Steps of the intervention | Procedures adopted",
        "How obstacles were dealt with | Steps taken | Étapes de l'intervention | Fasi dell'intervento | Schritte der Intervention | Pasos de la intervención",
    ),
    _question(
        7,
        "Collaboration and protocols | Collaboration et protocoles | Collaborazione e protocolli | Zusammenarbeit und Protokolle | Colaboración y protocolos",
        "How did you work with the other organisations? Do you share a protocol or procedures? | Comment avez-vous collaboré avec les autres organisations ? Partagez-vous un protocole ou des procédures ? | Come avete collaborato con le altre organizzazioni? Condividete un protocollo o delle procedure? | Wie haben Sie mit den anderen Organisationen zusammengearbeitet? Gibt es ein gemeinsames Protokoll oder Verfahren? | ¿Cómo colaboraron con las demás organizaciones? ¿Comparten un protocolo o procedimientos?",
        "Collaboration | Protocols | Collaboration with the other organisation/s | How did you manage to collaborate with the other organisation/s | Cooperation and protocols",
    ),
    _question(
        8,
        "Real conditions and wishes | Situation réelle et volonté | Condizioni reali e volontà | Tatsächliche Lage und Wünsche | Situación real y voluntad",
        "If you were not in direct touch with the person, how did you assess her or his real conditions and wishes? | Sans contact direct avec la personne, comment avez-vous évalué sa situation réelle et sa volonté ? | Senza contatto diretto con la persona, come avete valutato le sue condizioni reali e la sua volontà? | Wie haben Sie ohne direkten Kontakt die tatsächliche Lage und die Wünsche der Person eingeschätzt? | Sin contacto directo con la persona, ¿cómo valoraron su situación real y su voluntad?",
        "Assessment of conditions and wishes | Conditions and wishes | Assessment of wishes | If you were not directly in touch with the trafficked person, how did you assess her/his real conditions and will/wishes",
    ),
    _question(
        9,
        "Protection of privacy | Protection de la vie privée | Tutela della privacy | Schutz der Privatsphäre | Protección de la privacidad",
        "Which procedures protected the privacy of the person when you exchanged information? | Quelles procédures ont protégé la vie privée de la personne lors des échanges d'informations ? | Quali procedure hanno tutelato la privacy della persona nello scambio di informazioni? | Welche Verfahren schützten die Privatsphäre der Person beim Austausch von Informationen? | ¿Qué procedimientos protegieron la privacidad de la persona al intercambiar información?",
        "Privacy | Privacy procedures | Privacy and confidentiality | Confidentiality | Data protection | Which procedures did you implement to protect the privacy of the trafficked person",
        "Confidentialité | Riservatezza | Datenschutz | Confidencialidad",
    ),
    _question(
        10,
        "Successful and unsuccessful procedures | Procédures réussies et non réussies | Procedure riuscite e non riuscite | Erfolgreiche und erfolglose Verfahren | Procedimientos con y sin éxito",
        "Which procedures worked and which did not? | Quelles procédures ont fonctionné et lesquelles n'ont pas fonctionné ? | Quali procedure hanno funzionato e quali no? | Welche Verfahren waren erfolgreich, welche nicht? | ¿Qué procedimientos funcionaron y cuáles no?",
        "What worked and what did not work | What worked / what did not work | Successful/unsuccessful procedures | Please provide a description of successful procedures (what worked) and of unsuccessful procedures (what did not work)",
    ),
    _question(
        11,
        "Tools | Outils | Strumenti | Instrumente | Herramientas",
        "Which tools did you use? | Quels outils avez-vous utilisés ? | Quali strumenti avete utilizzato? | Welche Instrumente haben Sie verwendet? | ¿Qué herramientas utilizaron?",
        "Tools used | Tools and templates | Please provide a description of tools you possibly used to implement the procedures | Instruments | Arbeitsmittel | Instrumentos",
    ),
    _question(
        12,
        "Needs and recommendations | Besoins et recommandations | Bisogni e raccomandazioni | Bedarf und Empfehlungen | Necesidades y recomendaciones",
        "What do you recommend to improve transnational cooperation? | Que recommandez-vous pour améliorer la coopération transnationale ? | Che cosa raccomandate per migliorare la cooperazione transnazionale? | Was empfehlen Sie, um die transnationale Zusammenarbeit zu verbessern? | ¿Qué recomiendan para mejorar la cooperación transnacional?",
        "Recommendations | What is needed and which are your recommendations in order to further improve transnational cooperation | Recommendations and needs",
        "Recommandations | Raccomandazioni | Empfehlungen | Recomendaciones",
    ),
)

CASE_EXTRA = (
    item(
        "number",
        "Case No. | Cas n° | Caso n. | Fall Nr. | Caso n.º",
        "Case number | Case | Case study no.",
        extra=True,
    ),
    item(
        "slug",
        "Record key | Clé de la fiche | Chiave della scheda | Datensatzschlüssel | Clave de la ficha",
        extra=True,
    ),
    item(
        "title",
        "Title | Titre | Titolo | Titel | Título",
        "Title of the case | Name of the case",
        extra=True,
    ),
    item("summary", "Summary | Résumé | Sintesi | Zusammenfassung | Resumen", extra=True),
    item(
        "background",
        "General description | Description générale | Descrizione generale | Allgemeine Beschreibung | Descripción general",
        extra=True,
    ),
    item(
        "contact_channel",
        "Contact channel | Canal de contact | Canale di contatto | Kontaktweg | Canal de contacto",
        extra=True,
    ),
    item(
        "needs",
        "Kinds of need | Types de besoin | Tipi di bisogno | Arten des Bedarfs | Tipos de necesidad",
        extra=True,
    ),
    item(
        "exploitation_forms",
        "Forms of exploitation | Formes d'exploitation | Forme di sfruttamento | Formen der Ausbeutung | Formas de explotación",
        extra=True,
    ),
    item("lessons", "Lessons | Enseignements | Insegnamenti | Lehren | Lecciones", extra=True),
    item(
        "generalised_fields",
        "Generalised details | Détails généralisés | Dettagli generalizzati | Verallgemeinerte Angaben | Datos generalizados",
        extra=True,
    ),
    item(
        "tags",
        "Tags | Mots-clés | Parole chiave | Schlagwörter | Etiquetas",
        "Keywords",
        extra=True,
    ),
    item("licence", "Licence | Licence | Licenza | Lizenz | Licencia", "License", extra=True),
    item("source_note", "Source | Source | Fonte | Quelle | Fuente", extra=True),
    item(
        "review_by",
        "Review by | À revoir avant le | Da rivedere entro | Zu prüfen bis | Revisar antes del",
        extra=True,
    ),
    item(
        "organisation_keys",
        "Key of the organisation | Clé de l'organisation | Chiave dell'organizzazione | Schlüssel der Organisation | Clave de la organización",
        extra=True,
    ),
)

#: Headings of the five tick lists of question 2.
TICK_GROUPS: tuple[FormItem, ...] = (
    item("gender", "Gender | Genre | Genere | Geschlecht | Género", "Sex | Sexe | Sesso | Sexo"),
    item(
        "age_group",
        "Age | Âge | Età | Alter | Edad",
        "Age group | Adult/child | Âge de la personne | Altersgruppe | Grupo de edad | Adult or child | Fascia d'età",
    ),
    item(
        "exploitation",
        "Type of exploitation | Type d'exploitation | Tipo di sfruttamento | Art der Ausbeutung | Tipo de explotación",
        "Exploitation | Form of exploitation | Kind of exploitation | Forme d'exploitation | Forma di sfruttamento | Form der Ausbeutung | Types of exploitation",
    ),
    item(
        "recruitment",
        "How was the person recruited? | Comment la personne a-t-elle été recrutée ? | Come è stata reclutata la persona? | Wie wurde die Person angeworben? | ¿Cómo fue captada la persona?",
        "Recruitment | How recruited | How was the victim recruited | Recrutement | Reclutamento | Anwerbung | Captación | Reclutamiento | Recruited by | Means of recruitment",
        "How was she/he recruited | Wie wurde das Opfer angeworben",
    ),
    item(
        "proposed",
        "What was the person offered? | Qu'a-t-on proposé à la personne ? | Che cosa è stato proposto alla persona? | Was wurde der Person angeboten? | ¿Qué se ofreció a la persona?",
        "What was the victim proposed | What was proposed | Proposed | Offer | What was the person proposed | What was promised | Proposition | Proposta | Angebot | Propuesta | Oferta",
        "What was the victim offered",
    ),
)
TICK_GROUPS = tuple(replace(one, part_of="q2") for one in TICK_GROUPS)
GROUPS = by_key(TICK_GROUPS)

#: The options of each tick list, in the order of the form; the English wording is what a record holds.
TICK_OPTIONS: dict[str, tuple[FormItem, ...]] = {
    "gender": (
        item(
            "male",
            "Male | Masculin | Maschio | Männlich | Masculino",
            "Man | Homme | Maschile | Uomo | Mann | Hombre | Varón | M",
        ),
        item(
            "female",
            "Female | Féminin | Femmina | Weiblich | Femenino",
            "Woman | Femme | Femminile | Donna | Frau | Mujer | F",
        ),
        item(
            "transgender",
            "Transgender | Transgenre | Transgender | Transgender | Transgénero",
            "Trans | Transsexual | Transessuale | Transsexuell",
        ),
        item(
            "mixed",
            "More than one | Plusieurs | Più di uno | Mehrere | Más de uno",
            "Mixed | Mixte | Misto | Gemischt | Mixto",
        ),
    ),
    "age_group": (
        item(
            "adult",
            "Adult | Adulte | Adulto | Erwachsen | Adulto",
            "Over 18 | Majeur | Majeure | Maggiorenne | Adulta | Volljährig | Erwachsene | Mayor de edad | Adulta",
        ),
        item(
            "minor",
            "Minor | Mineur | Minore | Minderjährig | Menor",
            "Child | Under 18 | Mineure | Enfant | Minorenne | Kind | Minderjährige | Menor de edad | Niño",
        ),
        item(
            "mixed",
            "Adults and minors | Adultes et mineurs | Adulti e minori | Erwachsene und Minderjährige | Adultos y menores",
        ),
    ),
    "exploitation": (
        item(
            "sexual-exploitation",
            "Sexual services | Services sexuels | Servizi sessuali | Sexuelle Dienstleistungen | Servicios sexuales",
            "Sexual exploitation | Sexual | Exploitation sexuelle | Sfruttamento sessuale | Sexuelle Ausbeutung | Explotación sexual | Prostitution | Prostituzione | Prostitución",
        ),
        item(
            "forced-marriage",
            "Forced marriage | Mariage forcé | Matrimonio forzato | Zwangsheirat | Matrimonio forzado",
        ),
        item(
            "debt-bondage",
            "Servitude for debts | Servitude pour dettes | Servitù per debiti | Schuldknechtschaft | Servidumbre por deudas",
            "Debt bondage | Debt servitude | Servitude | Asservimento per debiti",
        ),
        item(
            "forced-labour",
            "Forced labour | Travail forcé | Lavoro forzato | Zwangsarbeit | Trabajo forzado",
            "Forced labor | Labour exploitation | Labour | Exploitation par le travail | Sfruttamento lavorativo | Arbeitsausbeutung | Explotación laboral",
        ),
        item(
            "forced-begging",
            "Forced begging | Mendicité forcée | Accattonaggio forzato | Erzwungene Bettelei | Mendicidad forzada",
            "Begging | Mendicité | Accattonaggio | Bettelei | Mendicidad",
        ),
        item(
            "forced-criminality",
            "Forced illegal activities | Activités illégales forcées | Attività illegali forzate | Erzwungene illegale Handlungen | Actividades ilegales forzadas",
            "Illegal activities | Forced criminal activities | Forced crime | Activités illicites forcées | Attività illecite forzate",
        ),
        item(
            "organ-removal",
            "Removal of organs | Prélèvement d'organes | Prelievo di organi | Organentnahme | Extracción de órganos",
            "Organ removal | Organ trafficking | Trafficking in organs",
        ),
        item(
            "domestic-work",
            "Domestic servitude | Servitude domestique | Servitù domestica | Häusliche Knechtschaft | Servidumbre doméstica",
            "Domestic work | Domestic slavery",
        ),
        item(
            "other",
            "Other | Autre | Altro | Sonstiges | Otro",
            "Other (specify) | Please specify | Autres | Andere | Anderes | Otra | Otros | Altra",
        ),
    ),
    "recruitment": (
        item(
            "friend",
            "Friend | Ami(e) | Amico/a | Freundeskreis | Amigo/a",
            "Friends | Ami | Amie | Amico | Amica | Freund | Freundin | Freund/in | Amigo | Amiga",
        ),
        item(
            "acquaintance",
            "Acquaintance | Connaissance | Conoscente | Bekanntenkreis | Persona conocida",
            "Acquaintances | Conoscenti | Bekannte | Bekannte/r | Bekannter | Conocido | Conocido/a | Conocida",
        ),
        item(
            "partner-or-spouse",
            "Spouse | Conjoint(e) | Coniuge | Ehepartner | Cónyuge",
            "Partner or spouse | Husband | Partner | Boyfriend | Spouse/partner | Conjoint | Époux | Marito | Ehemann | Ehepartner/in | Esposo | Pareja | Loverboy",
        ),
        item(
            "relative",
            "Relative | Membre de la famille | Parente | Verwandte | Familiar",
            "Relatives | Family member | Family | Parent | Proche | Familiare | Verwandter | Verwandte/r | Familie | Pariente",
        ),
        item(
            "newspaper-advertisement",
            "Newspaper ad | Petite annonce | Annuncio sul giornale | Zeitungsanzeige | Anuncio en el periódico",
            "Newspaper advertisement | Newspaper | Advertisement | Ad | Annonce | Annonce dans un journal | Annuncio | Anzeige | Anuncio | Newspaper add",
        ),
        item(
            "abduction",
            "Kidnapped | Enlèvement | Rapimento | Entführung | Secuestro",
            "Abduction | Abducted | Kidnapping | Enlevé(e) | Rapita | Rapito | Entführt | Secuestrada | Secuestrado",
        ),
        item(
            "other",
            "Other | Autre | Altro | Sonstiges | Otro",
            "Other (specify) | Please specify | Autres | Andere | Anderes | Otra | Otros | Altra",
        ),
    ),
    "proposed": (
        item(
            "job",
            "Job promise | Promesse d'emploi | Promessa di lavoro | Arbeitsversprechen | Promesa de trabajo",
            "Job | Job offer | Promise of work | Work | Promise of a job | Emploi | Lavoro | Arbeit | Arbeitsangebot | Trabajo | Offre d'emploi | Oferta de trabajo",
        ),
        item(
            "invitation-abroad",
            "Invitation abroad | Invitation à l'étranger | Invito all'estero | Einladung ins Ausland | Invitación al extranjero",
            "Invitation abroad or holiday | Invitation | Holiday | Trip abroad | Voyage à l'étranger | Viaggio all'estero | Reise | Viaje",
        ),
        item(
            "marriage",
            "Marriage promise | Promesse de mariage | Promessa di matrimonio | Eheversprechen | Promesa de matrimonio",
            "Promise of marriage | Marriage | Mariage | Matrimonio | Heirat | Heiratsversprechen",
        ),
        item(
            "none-force",
            "Was forced | A été contrainte | È stata costretta | Wurde gezwungen | Fue forzada",
            "Forced | Force | No offer: force was used | A été forcée | A été forcé | Contrainte | Costretta | Costretto | Gezwungen | Forzada | Forzado | Fue obligada",
        ),
        item(
            "other",
            "Other | Autre | Altro | Sonstiges | Otro",
            "Other (specify) | Please specify | Autres | Andere | Anderes | Otra | Otros | Altra",
        ),
    ),
}

CASE_ITEMS: tuple[FormItem, ...] = (*CASE_HEAD, *CASE_QUESTIONS, *TICK_GROUPS, *CASE_EXTRA)
CASE = by_key(CASE_ITEMS)
