"""Italian."""

from __future__ import annotations

from typing import Final

from connectors.tracker import State
from service.extraction.words.language import About, Column, Language
from service.model import ItemType

ITALIAN: Final = Language(
    code="it",
    actions="""
        azioni | azione | azioni correttive | azione correttiva | azioni preventive | azioni correttive e preventive |
        azioni di miglioramento | azioni di follow up | azioni future | azioni da intraprendere | azioni da fare |
        azioni pianificate | azioni proposte | punti d azione | piano d azione | piano di azione |
        piano di miglioramento | piano di rimedio | misure correttive | misure preventive | misure di prevenzione |
        misure da adottare | prossimi passi | passi successivi | prossime azioni | attività | attività di follow up |
        attività future | da fare | cose da fare | compiti | miglioramenti proposti | miglioramenti futuri |
        miglioramenti previsti | proposte di miglioramento | raccomandazioni | impegni | cosa faremo | come evitare |
        come prevenire | come evitare che succeda di nuovo | prevenzione delle ricorrenze | contromisure |
        lavori futuri | rimedi
    """,
    measures="""
        miglioramenti | prevenzione | mitigazione | mitigazioni | misure | correzioni | cosa migliorare |
        cosa possiamo migliorare | aree di miglioramento
    """,
    lessons="""
        lezioni apprese | lezioni imparate | conclusioni | conclusione | cosa abbiamo imparato
    """,
    elsewhere="""
        azioni intraprese | azioni eseguite | azioni svolte | misure adottate | riepilogo | sommario | sintesi |
        cronologia | linea temporale | causa principale | causa radice | cause | causa | impatto | rilevamento |
        rilevazione | risoluzione | ripristino | soluzione | cosa è successo | cosa è andato bene |
        cosa è andato storto | dove siamo stati fortunati | contesto | descrizione | riferimenti | allegati |
        partecipanti | metriche | introduzione | diagnosi | fattori contribuenti
    """,
    groups="""
        breve termine | medio termine | lungo termine | immediate | immediato | priorità alta | priorità media |
        priorità bassa | completate | in corso | processi | tecniche | monitoraggio | documentazione
    """,
    leads="""
        prossimi passi | seguenti azioni | seguenti misure | azioni | attività | per evitare che si ripeta
    """,
    fillers="""
        il lo la i gli le un una di del della dei delle e o in a per con che questo questa incidente nostro nostra
        nostri altre principali immediate future
    """,
    columns={
        Column.ACTION: """
            azione | azioni | attività | compito | misura | descrizione | cosa | miglioramento | raccomandazione
        """,
        Column.TYPE: "tipo | categoria | tipologia",
        Column.OWNER: """
            responsabile | responsabili | proprietario | assegnato a | assegnatario | chi | team | referente
        """,
        Column.REF: "ticket | riferimento | collegamento | link",
        Column.DUE: "scadenza | data | entro | data prevista | termine | quando | data di scadenza",
        Column.PRIORITY: "priorità | urgenza",
        Column.STATUS: "stato | avanzamento",
        Column.NOTES: "note | commenti | osservazioni",
        Column.EFFORT: "impegno | stima",
        Column.TIME: "ora | orario | evento",
    },
    types={
        ItemType.PREVENT: "prevenzi* | preventiv* | prevenire",
        ItemType.MITIGATE: "mitiga* | contenimento",
        ItemType.DETECT: "rileva* | monitor* | allarm* | alert* | osservabilità",
        ItemType.PROCESS: "processo | processi | procedur* | documenta* | comunica* | formazione",
        ItemType.INVESTIGATE: "indagin* | analisi | ricerca",
        ItemType.REPAIR: "corre* | ripar* | rimedi* | pulizia",
    },
    hints={
        ItemType.DETECT: "alert | allarm* | monitor* | metrica | metriche | rilevare | notific* | log",
        ItemType.PROCESS: "document* | process* | procedur* | formare | formazione | comunicare",
        ItemType.INVESTIGATE: "indagare | analizzare | valutare | studiare",
        ItemType.MITIGATE: "mitigare | backup | ridondanza | ridurre",
        ItemType.REPAIR: "correggere | riparare | pulire | rimuovere",
        ItemType.PREVENT: "prevenire | evitare | validare | test | testare | garantire | verificare",
    },
    states={
        State.OPEN: """
            aperto | aperta | da fare | in attesa | non iniziato | non iniziata | pianificato | pianificata | rinviato
        """,
        State.IN_PROGRESS: "in corso | iniziato | in lavorazione | parziale",
        State.DONE: """
            fatto | fatta | completato | completata | chiuso | chiusa | risolto | risolta | implementato | terminato |
            concluso
        """,
        State.DROPPED: "annullato | annullata | scartato | rifiutato | respinto",
    },
    priorities="alta | media | bassa | critica | urgente | alto | medio | basso",
    placeholders="da definire | nessuno | nessuna | non assegnato | non applicabile | nome",
    template="modello | descrivere | compilare | esempio",
    due_words="entro | entro il | scadenza",
    ref_words="vedi",
    plain_columns="descrizione cosa",
    questions="perché",
    numbers="uno una un | due | tre | quattro | cinque | sei",
    abbreviations="ecc es",
    postmortem="incidente | interruzione | disservizio | guasto",
    guides="modello | guida | come | manuale | procedura",
    verbs="""
        adattare adottare aggiornare aggiungere allertare ampliare analizzare applicare assegnare assicurare
        assicurarsi aumentare automatizzare bloccare cambiare centralizzare chiarire comunicare configurare
        considerare controllare coordinare correggere creare definire disabilitare disattivare distribuire dividere
        documentare effettuare eliminare eseguire estendere evitare fare formare fornire garantire generare gestire
        identificare implementare imporre includere informare installare integrare introdurre investigare isolare
        limitare mantenere migliorare migrare minimizzare mitigare modificare monitorare notificare ottimizzare
        organizzare pianificare preparare prevedere prevenire programmare proteggere provare pubblicare rafforzare
        realizzare richiedere ridurre rifattorizzare rilevare rimuovere riparare ripristinare risolvere rivedere
        ruotare scrivere semplificare separare sostituire spostare stabilire studiare testare usare utilizzare
        validare valutare verificare
    """,
    commitments="""
        dobbiamo | si deve | bisogna | è necessario | verrà | verranno | sarà | saranno | faremo | implementeremo |
        aggiungeremo | miglioreremo | prevediamo di | intendiamo | dovremmo | vogliamo
    """,
    done_verbs="aggiunto corretto creato implementato aggiornato rimosso",
    teams="squadra",
    about={
        About.DATE: "data | data dell incidente | data incidente",
        About.STARTED: "inizio | ora di inizio | rilevato",
        About.SEVERITY: "severità | gravità",
        About.STATUS: "stato",
        About.AUTHORS: "autore | autori | scritto da | redatto da",
        About.SERVICES: """
            servizio | servizi | servizi interessati | servizi impattati | sistemi interessati
        """,
        About.WRITTEN: "pubblicato | aggiornato | ultimo aggiornamento",
    },
    months="""
        gennaio gen | febbraio feb | marzo mar | aprile apr | maggio mag | giugno giu | luglio lug | agosto ago |
        settembre set sett | ottobre ott | novembre nov | dicembre dic
    """,
    vague_dates="""
        il prima possibile | prossima settimana | prossimo mese | prossimo trimestre | questa settimana |
        questo mese | oggi | domani | continuo | immediato | breve termine | lungo termine
    """,
    units={
        "day": "giorno giorni",
        "week": "settimana settimane",
        "month": "mese mesi",
        "quarter": "trimestre",
        "year": "anno anni",
    },
    end_of="fine | fine di | entro fine | entro la fine di | alla fine di",
    within="in | entro | tra | fra",
)
