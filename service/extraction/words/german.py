"""German."""

from __future__ import annotations

from typing import Final

from connectors.tracker import State
from service.extraction.words.language import About, Column, Language
from service.model import ItemType

GERMAN: Final = Language(
    code="de",
    actions="""
        maßnahmen | massnahmen | maßnahme | massnahme | korrekturmaßnahmen | korrekturmassnahmen | korrekturmaßnahme |
        vorbeugende maßnahmen | präventivmaßnahmen | präventionsmaßnahmen | präventive maßnahmen |
        vorbeugungsmaßnahmen | gegenmaßnahmen | folgemaßnahmen | abhilfemaßnahmen | verbesserungsmaßnahmen |
        geplante maßnahmen | weitere maßnahmen | künftige maßnahmen | zukünftige maßnahmen | langfristige maßnahmen |
        kurzfristige maßnahmen | offene maßnahmen | maßnahmenplan | maßnahmenkatalog | aktionsplan | aktionspunkte |
        aktionen | handlungsbedarf | handlungsempfehlungen | to dos | aufgaben | offene aufgaben | offene punkte |
        nächste schritte | weitere schritte | weiteres vorgehen | nachverfolgung | nachbereitung | folgeaufgaben |
        folgeaktionen | follow ups | empfehlungen | verbesserungsvorschläge | vorgeschlagene verbesserungen |
        geplante verbesserungen | zu erledigen | was wir tun werden | was werden wir tun | was wir ändern |
        wie wir das verhindern | wie verhindern wir | wie können wir das verhindern | vermeidung |
        vermeidung in der zukunft | verhinderung der wiederholung | künftige arbeiten | ausblick
    """,
    measures="""
        verbesserungen | prävention | vorbeugung | mitigation | schadensbegrenzung | abhilfe | korrekturen |
        behebungen | verbesserungspotenzial | verbesserungspotential | was können wir verbessern |
        was können wir besser machen | sofortmaßnahmen | sofortmassnahmen
    """,
    lessons="""
        lessons learned | gelernte lektionen | erkenntnisse | fazit | schlussfolgerungen | schlussfolgerung |
        was wir gelernt haben | gelerntes
    """,
    elsewhere="""
        ergriffene maßnahmen | durchgeführte maßnahmen | getroffene maßnahmen | ergriffene sofortmaßnahmen |
        zusammenfassung | zeitlicher ablauf | zeitverlauf | zeitleiste | zeitachse | chronologie | ablauf | ursache |
        ursachen | grundursache | ursachenanalyse | hauptursache | auslöser | auswirkung | auswirkungen | erkennung |
        entdeckung | behebung | lösung | wiederherstellung | was ist passiert | was passiert ist | was lief gut |
        was gut lief | was lief schlecht | was schlecht lief | wo wir glück hatten | hintergrund | kontext |
        beschreibung | referenzen | verweise | anhang | teilnehmer | beteiligte | metriken | einleitung | diagnose |
        beitragende faktoren
    """,
    groups="""
        kurzfristig | mittelfristig | langfristig | sofort | hohe priorität | mittlere priorität |
        niedrige priorität | erledigt | in arbeit | offen | prozess | prozesse | technisch | technik | überwachung |
        dokumentation | monitoring
    """,
    leads="""
        nächste schritte | folgende maßnahmen | folgende schritte | folgende aufgaben | maßnahmen | aufgaben |
        werden wir | um das zu verhindern | um dies zu verhindern
    """,
    fillers="""
        der die das den dem des ein eine einer eines und oder für zu zur zum in im an am auf mit von aus dieser diese
        dieses vorfall vorfalls störung unsere unser weitere geplante zukünftige künftige
    """,
    columns={
        Column.ACTION: """
            maßnahme | maßnahmen | massnahme | massnahmen | aufgabe | aufgaben | aktion | was | beschreibung | todo |
            verbesserung | empfehlung | aktionspunkt | tätigkeit | schritt
        """,
        Column.TYPE: "typ | art | kategorie",
        Column.OWNER: """
            verantwortlich | verantwortliche | verantwortlicher | zuständig | zuständigkeit | wer | bearbeiter |
            besitzer | team | eigentümer | zugewiesen an
        """,
        Column.REF: "ticket | verweis | referenz | link | vorgang",
        Column.DUE: """
            fällig | fällig am | fälligkeit | frist | termin | bis | bis wann | wann | datum | zieldatum | deadline |
            fälligkeitsdatum
        """,
        Column.PRIORITY: "priorität | prio | dringlichkeit",
        Column.STATUS: "status | stand | zustand",
        Column.ID: "nr | nummer | lfd nr",
        Column.NOTES: """
            bemerkung | bemerkungen | kommentar | anmerkung | anmerkungen | notizen | begründung
        """,
        Column.EFFORT: "aufwand | schätzung",
        Column.TIME: "uhrzeit | zeit | ereignis | zeitpunkt",
    },
    types={
        ItemType.PREVENT: "präven* | vorbeug* | verhinder* | vermeidung",
        ItemType.MITIGATE: "mitig* | schadensbegrenzung | abmilderung | eindämmung",
        ItemType.DETECT: "erkenn* | überwach* | monitor* | alarm* | detekt*",
        ItemType.PROCESS: "prozess* | verfahren | dokument* | kommunikation | schulung* | training",
        ItemType.INVESTIGATE: "untersuch* | analyse | recherche | ursachenanalyse",
        ItemType.REPAIR: "reparatur* | korrekt* | behebung* | bereinigung | korrigier* | abhilfe*",
    },
    hints={
        ItemType.DETECT: """
            alarm* | überwach* | monitor* | metrik* | dashboard* | erkenn* | benachrichtig* | log | logs
        """,
        ItemType.PROCESS: """
            dokument* | prozess* | schulung* | schulen | runbook* | kommunizieren | checkliste*
        """,
        ItemType.INVESTIGATE: "untersuchen | analysieren | evaluieren | prüfen ob | klären | ermitteln",
        ItemType.MITIGATE: "backup* | redundanz | reduzieren | failover | begrenzen",
        ItemType.REPAIR: "beheben | korrigieren | reparieren | bereinigen | entfernen | ersetzen",
        ItemType.PREVENT: """
            verhindern | vermeiden | validieren | test* | testen | sicherstellen | erzwingen | prüfen
        """,
    },
    states={
        State.OPEN: """
            offen | ausstehend | nicht begonnen | nicht gestartet | geplant | zu erledigen | zurückgestellt |
            noch offen | verschoben
        """,
        State.IN_PROGRESS: """
            in arbeit | in bearbeitung | begonnen | laufend | läuft | teilweise | in umsetzung
        """,
        State.DONE: """
            erledigt | fertig | abgeschlossen | geschlossen | umgesetzt | behoben | gelöst | implementiert |
            durchgeführt
        """,
        State.DROPPED: """
            abgelehnt | abgebrochen | verworfen | entfällt | wird nicht umgesetzt | storniert
        """,
    },
    priorities="hoch | mittel | niedrig | gering | kritisch | dringend | sehr hoch",
    placeholders="""
        noch offen | offen | keine | keiner | niemand | nicht zugewiesen | entfällt | noch zu klären | unbekannt | k a
    """,
    template="vorlage | beschreiben sie | ausfüllen | beispiel",
    due_words="bis | bis zum | fällig | fällig am | frist | termin",
    ref_words="siehe",
    plain_columns="beschreibung was",
    questions="warum",
    numbers="ein eine einem einer | zwei | drei | vier | fünf | sechs",
    abbreviations="z.b bzw d.h u.a usw ggf inkl evtl",
    postmortem="vorfall | störung | ausfall | zwischenfall",
    guides="vorlage | leitfaden | anleitung | handbuch | richtlinie",
    verbs="""
        abschalten aktivieren aktualisieren analysieren anlegen anpassen anbinden aufbauen aufnehmen aufräumen
        ausbauen auslagern austauschen ausweiten automatisieren beheben benachrichtigen bereinigen bereitstellen
        beschaffen beschränken bewerten deaktivieren definieren diskutieren dokumentieren durchführen einbauen
        einführen einplanen einrichten einschränken entfernen entkoppeln entwickeln erarbeiten erfassen ergänzen
        erhöhen ermitteln ersetzen erstellen erweitern evaluieren festlegen hinzufügen implementieren informieren
        installieren integrieren klären kommunizieren konfigurieren kontrollieren korrigieren limitieren messen
        migrieren minimieren modernisieren optimieren organisieren planen prüfen protokollieren reduzieren
        refaktorieren reparieren schreiben schulen sichern sicherstellen simulieren sperren standardisieren stärken
        testen trennen überarbeiten überprüfen überwachen umbauen umsetzen umstellen umziehen untersuchen validieren
        verbessern vereinfachen vereinheitlichen verhindern verkürzen vermeiden verschieben vorbereiten warten
        wechseln wiederherstellen
    """,
    commitments="""
        wir werden | wir müssen | wir sollten | wir wollen | wir planen | wird | werden | muss | müssen | soll |
        sollen | sollte | sollten | ist geplant | sind geplant | wir haben vor
    """,
    done_verbs="hinzugefügt behoben erstellt eingeführt angepasst aktualisiert",
    teams="team | mannschaft | abteilung",
    about={
        About.DATE: "datum | datum des vorfalls | vorfalldatum | tag",
        About.STARTED: "beginn | start | startzeit | entdeckt | erkannt",
        About.SEVERITY: "schweregrad | schwere | priorität",
        About.STATUS: "status",
        About.AUTHORS: "autor | autoren | autorin | verfasser | verfasst von | erstellt von",
        About.SERVICES: """
            dienst | dienste | betroffene dienste | betroffener dienst | betroffene systeme | betroffenes system
        """,
        About.WRITTEN: """
            veröffentlicht | veröffentlicht am | aktualisiert | letzte aktualisierung | erstellt am
        """,
    },
    months="""
        januar jan | februar feb | märz mär mrz | april apr | mai | juni jun | juli jul | august aug |
        september sep sept | oktober okt | november nov | dezember dez
    """,
    vague_dates="""
        so bald wie möglich | nächste woche | nächsten monat | nächstes quartal | diese woche | diesen monat | heute |
        morgen | laufend | sofort | kurzfristig | mittelfristig | langfristig | nächster sprint | nächsten sprint
    """,
    units={
        "day": "tag tage tagen",
        "week": "woche wochen kw",
        "month": "monat monate monaten",
        "quarter": "quartal quartals q",
        "year": "jahr jahre jahren",
    },
    end_of="ende | bis ende | ende des | ende der",
    within="in | innerhalb von | binnen",
)
