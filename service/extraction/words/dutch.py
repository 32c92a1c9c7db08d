"""Dutch."""

from __future__ import annotations

from typing import Final

from connectors.tracker import State
from service.extraction.words.language import About, Column, Language
from service.model import ItemType

DUTCH: Final = Language(
    code="nl",
    actions="""
        acties | actie | actiepunten | actiepunt | actielijst | actieplan | corrigerende acties |
        corrigerende maatregelen | preventieve acties | preventieve maatregelen | verbeteracties |
        verbetermaatregelen | verbeterpunten | verbeterplan | vervolgacties | vervolgstappen | volgende stappen |
        vervolg | opvolging | opvolgacties | maatregelen | te nemen maatregelen | te nemen acties | geplande acties |
        openstaande acties | toekomstige maatregelen | toekomstige verbeteringen | geplande verbeteringen |
        aanbevelingen | taken | te doen | nog te doen | openstaande punten | herstelmaatregelen | tegenmaatregelen |
        hoe voorkomen we | hoe voorkomen we dit | voorkomen van herhaling | wat gaan we doen | wat we gaan doen |
        toekomstig werk
    """,
    measures="""
        verbeteringen | preventie | mitigatie | mitigaties | oplossingen | wat kan beter | wat kunnen we verbeteren
    """,
    lessons="""
        geleerde lessen | lessen | conclusie | conclusies | wat we geleerd hebben | wat hebben we geleerd
    """,
    elsewhere="""
        genomen acties | genomen maatregelen | ondernomen acties | uitgevoerde acties | samenvatting | tijdlijn |
        chronologie | oorzaak | oorzaken | hoofdoorzaak | grondoorzaak | impact | gevolgen | detectie | oplossing |
        herstel | wat is er gebeurd | wat er gebeurde | wat ging goed | wat ging er goed | wat ging fout |
        wat ging er mis | waar hadden we geluk | achtergrond | context | beschrijving | referenties | bijlage |
        bijlagen | deelnemers | inleiding
    """,
    groups="""
        korte termijn | middellange termijn | lange termijn | direct | hoge prioriteit | lage prioriteit | afgerond |
        lopend | proces | technisch | documentatie
    """,
    leads="""
        volgende stappen | volgende acties | volgende maatregelen | acties | taken | gaan we | om dit te voorkomen
    """,
    fillers="""
        de het een en of van voor in op te met naar dit deze dat onze ons incident toekomstige geplande verdere andere
    """,
    columns={
        Column.ACTION: """
            actie | acties | actiepunt | taak | maatregel | omschrijving | beschrijving | wat | verbetering |
            aanbeveling
        """,
        Column.TYPE: "type | soort | categorie",
        Column.OWNER: """
            eigenaar | verantwoordelijke | verantwoordelijk | wie | toegewezen aan | team | actiehouder
        """,
        Column.REF: "ticket | link | referentie",
        Column.DUE: "deadline | einddatum | datum | wanneer | gereed | streefdatum | uiterlijk",
        Column.PRIORITY: "prioriteit | urgentie",
        Column.STATUS: "status | stand | voortgang",
        Column.NOTES: "opmerking | opmerkingen | notities | toelichting",
        Column.EFFORT: "inspanning | schatting",
        Column.TIME: "tijd | tijdstip | gebeurtenis",
    },
    types={
        ItemType.PREVENT: "prevent* | voorkom*",
        ItemType.MITIGATE: "mitig* | beperking",
        ItemType.DETECT: "detect* | monitor* | alarm* | bewaking",
        ItemType.PROCESS: "proces | processen | procedure* | document* | communicatie | training",
        ItemType.INVESTIGATE: "onderzoek* | analyse",
        ItemType.REPAIR: "herstel* | repar* | corrig* | opschon*",
    },
    hints={
        ItemType.DETECT: "alarm* | monitor* | metriek* | dashboard* | detect* | melding* | alert*",
        ItemType.PROCESS: "document* | proces* | training | runbook* | communiceren",
        ItemType.INVESTIGATE: "onderzoek* | analyseren | evalueren | uitzoeken",
        ItemType.MITIGATE: "backup* | redundantie | beperken",
        ItemType.REPAIR: "herstellen | repareren | opruimen | verwijderen",
        ItemType.PREVENT: "voorkomen | valideren | test* | testen | zorgen | controleren",
    },
    states={
        State.OPEN: "te doen | openstaand | niet gestart | gepland | uitgesteld | nog niet",
        State.IN_PROGRESS: "in uitvoering | mee bezig | bezig | lopend | gestart | in behandeling",
        State.DONE: "gedaan | klaar | afgerond | voltooid | gesloten | opgelost | uitgevoerd | gereed",
        State.DROPPED: "geannuleerd | vervallen | afgewezen",
    },
    priorities="hoog | middel | gemiddeld | laag | kritiek | urgent",
    placeholders="nader te bepalen | ntb | geen | niemand | niet toegewezen | nvt | n v t | onbekend",
    template="sjabloon | beschrijf | invullen | voorbeeld",
    due_words="uiterlijk | vóór | voor | deadline",
    ref_words="zie",
    plain_columns="omschrijving beschrijving wat",
    questions="waarom",
    numbers="een | twee | drie | vier | vijf | zes",
    abbreviations="bijv bv enz",
    postmortem="incident | storing | uitval",
    guides="sjabloon | handleiding | gids | procedure",
    verbs="""
        aanmaken aanpassen aanscherpen aanvullen activeren afdwingen analyseren automatiseren beperken bepalen
        bespreken beveiligen bijwerken blokkeren bouwen communiceren configureren controleren corrigeren creëren
        definiëren documenteren evalueren implementeren informeren inbouwen inrichten installeren instellen integreren
        invoeren inzichtelijk maken migreren minimaliseren monitoren onderzoeken ontwikkelen opruimen opschonen
        opstellen optimaliseren opzetten organiseren plannen reduceren repareren schrijven splitsen testen toevoegen
        trainen uitbreiden uitfaseren uitschakelen uitvoeren uitzoeken valideren verbeteren vereenvoudigen verhogen
        verminderen vernieuwen verplaatsen vervangen verwijderen voorkomen voorbereiden wijzigen zorgen
    """,
    commitments="""
        we gaan | we zullen | we moeten | we willen | wordt | worden | moet | moeten | zal | zullen | we zijn van plan
    """,
    done_verbs="toegevoegd opgelost aangepast bijgewerkt verwijderd",
    teams="team | afdeling",
    about={
        About.DATE: "datum | datum incident | incidentdatum",
        About.STARTED: "begin | start | starttijd | ontdekt",
        About.SEVERITY: "ernst | prioriteit",
        About.STATUS: "status",
        About.AUTHORS: "auteur | auteurs | geschreven door | opgesteld door",
        About.SERVICES: "dienst | diensten | getroffen diensten | getroffen systemen",
        About.WRITTEN: "gepubliceerd | bijgewerkt | laatst bijgewerkt",
    },
    months="""
        januari jan | februari feb | maart mrt | april apr | mei | juni jun | juli jul | augustus aug |
        september sep sept | oktober okt | november nov | december dec
    """,
    vague_dates="""
        zo snel mogelijk | zsm | volgende week | volgende maand | volgend kwartaal | deze week | deze maand |
        vandaag | morgen | doorlopend | direct | korte termijn | lange termijn | volgende sprint
    """,
    units={
        "day": "dag dagen",
        "week": "week weken",
        "month": "maand maanden",
        "quarter": "kwartaal",
        "year": "jaar",
    },
    end_of="eind | einde | eind van | voor eind",
    within="binnen | over",
)
