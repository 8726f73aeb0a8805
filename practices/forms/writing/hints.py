"""The hints beside the items of blank forms, in five languages."""

from practices.forms.wording import LANGUAGES


def _five(text: str) -> dict[str, str]:
    return dict(zip(LANGUAGES, text.split(" | "), strict=True))


PRACTICE_HINTS = {
    "countries": _five(
        "Where the practice takes place. | Où la pratique a lieu. | Dove si svolge la pratica. | "
        "Wo die Praxis stattfindet. | Dónde tiene lugar la práctica."
    ),
    "organisations": _five(
        "One name a line. | Un nom par ligne. | Un nome per riga. | Ein Name je Zeile. | "
        "Un nombre por línea."
    ),
    "name": _five(
        "As it is called; the original name may follow in brackets. | Tel qu'il est utilisé ; le nom "
        "d'origine peut suivre entre parenthèses. | Come viene chiamata; il nome originale può seguire "
        "tra parentesi. | Wie sie genannt wird; der Originalname kann in Klammern folgen. | Como se "
        "denomina; el nombre original puede seguir entre paréntesis."
    ),
    "category": _five(
        "Tick one. | Cochez une case. | Spuntare una casella. | Kreuzen Sie eine an. | "
        "Marque una casilla."
    ),
    "typology": _five(
        "One or more of the list at the end, one a line. | Une ou plusieurs de la liste à la fin, une "
        "par ligne. | Una o più dell'elenco alla fine, una per riga. | Eine oder mehrere aus der Liste "
        "am Ende, je Zeile eine. | Una o varias de la lista del final, una por línea."
    ),
    "period": _five(
        "First and last year; “since …” if it goes on. | Première et dernière année ; « depuis … » si "
        "elle continue. | Primo e ultimo anno; «dal …» se continua. | Erstes und letztes Jahr; "
        "„seit …“, wenn sie andauert. | Primer y último año; «desde …» si continúa."
    ),
    "area": _five(
        "Local, national or transnational; name the places. | Locale, nationale ou transnationale ; "
        "nommez les lieux. | Locale, nazionale o transnazionale; indicare i luoghi. | Lokal, national "
        "oder transnational; nennen Sie die Orte. | Local, nacional o transnacional; indique los "
        "lugares."
    ),
    "background": _five(
        "Which problem the practice answers. | À quel problème la pratique répond. | A quale problema "
        "risponde la pratica. | Auf welches Problem die Praxis antwortet. | A qué problema responde la "
        "práctica."
    ),
    "target_groups": _five(
        "One group a line. | Un groupe par ligne. | Un gruppo per riga. | Eine Gruppe je Zeile. | "
        "Un grupo por línea."
    ),
    "objectives": _five(
        "General aim, then working objectives. | But général, puis objectifs opérationnels. | Fine "
        "generale, poi obiettivi operativi. | Allgemeines Ziel, dann Arbeitsziele. | Fin general y "
        "después objetivos de trabajo."
    ),
    "methods": _five(
        "How you work, monitoring and evaluation among it. | Comment vous travaillez, suivi et "
        "évaluation compris. | Come lavorate, compresi monitoraggio e valutazione. | Wie Sie arbeiten, "
        "auch Monitoring und Auswertung. | Cómo trabajan, incluidos el seguimiento y la evaluación."
    ),
    "human": _five(
        "One role a line with its number, for example: 3 × outreach worker | Une fonction par ligne avec "
        "son nombre, par exemple : 3 × éducateur de rue | Un ruolo per riga con il numero, per esempio: "
        "3 × operatore di strada | Je Zeile eine Funktion mit Anzahl, zum Beispiel: 3 × Streetworker | "
        "Una función por línea con su número, por ejemplo: 3 × educador de calle"
    ),
    "in_kind": _five(
        "One thing a line, for example: 1 × car | Un bien par ligne, par exemple : 1 × voiture | Un bene "
        "per riga, per esempio: 1 × automobile | Je Zeile ein Gegenstand, zum Beispiel: 1 × Auto | Un "
        "bien por línea, por ejemplo: 1 × coche"
    ),
    "funding": _five(
        "One source a line with its share, for example: Ministry: 90 % | Une source par ligne avec sa "
        "part, par exemple : Ministère: 90 % | Una fonte per riga con la quota, per esempio: Ministero: "
        "90 % | Je Zeile eine Quelle mit Anteil, zum Beispiel: Ministerium: 90 % | Una fuente por línea "
        "con su parte, por ejemplo: Ministerio: 90 %"
    ),
    "results": _five(
        "What was achieved, with figures where you have them. | Ce qui a été obtenu, avec des chiffres "
        "si vous en avez. | Che cosa è stato ottenuto, con cifre se disponibili. | Was erreicht wurde, "
        "mit Zahlen, wo Sie welche haben. | Lo que se ha logrado, con cifras si las hay."
    ),
    "transferability": _five(
        "What others would need to do the same. | Ce qu'il faudrait à d'autres pour faire de même. | "
        "Che cosa servirebbe ad altri per fare lo stesso. | Was andere bräuchten, um dasselbe zu tun. | "
        "Lo que otros necesitarían para hacer lo mismo."
    ),
    "mainstreaming": _five(
        "Whether policies or other bodies took it up. | Si des politiques ou d'autres organismes l'ont "
        "reprise. | Se è stata ripresa da politiche o da altri enti. | Ob Politik oder andere Stellen "
        "sie aufgenommen haben. | Si la han adoptado las políticas u otros organismos."
    ),
    "contact": _five(
        "Office, not persons: e-mail, telephone, website, publications. | Bureau, pas des personnes : "
        "courriel, téléphone, site, publications. | Ufficio, non persone: e-mail, telefono, sito, "
        "pubblicazioni. | Büro, keine Personen: E-Mail, Telefon, Website, Veröffentlichungen. | "
        "Oficina, no personas: correo, teléfono, web, publicaciones."
    ),
}

CASE_HINTS = {
    "country": _five(
        "Only countries that do not give a person away. | Seulement les pays qui ne trahissent pas une "
        "personne. | Solo i paesi che non fanno riconoscere una persona. | Nur Länder, die eine Person "
        "nicht erkennbar machen. | Solo países que no delaten a una persona."
    ),
    "q2": _five(
        "Tick only: no name, age, date or place. | Cochez seulement : ni nom, ni âge, ni date, ni lieu. "
        "| Solo caselle: nessun nome, età, data o luogo. | Nur ankreuzen: kein Name, Alter, Datum oder "
        "Ort. | Solo casillas: ni nombre, ni edad, ni fecha, ni lugar."
    ),
}
