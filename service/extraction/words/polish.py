"""Polish."""

from __future__ import annotations

from typing import Final

from connectors.tracker import State
from service.extraction.words.language import About, Column, Language
from service.model import ItemType

POLISH: Final = Language(
    code="pl",
    actions="""
        działania | działanie | działania naprawcze | działania korygujące | działania zapobiegawcze |
        działania prewencyjne | działania naprawcze i zapobiegawcze | działania korygujące i zapobiegawcze |
        działania następcze | działania do podjęcia | planowane działania | dalsze działania | przyszłe działania |
        plan działania | plan działań | plan naprawczy | lista działań | punkty działania | akcje |
        akcje do wykonania | zadania | zadania do wykonania | do zrobienia | następne kroki | kolejne kroki |
        dalsze kroki | środki zaradcze | środki zapobiegawcze | środki naprawcze | środki prewencyjne | rekomendacje |
        zalecenia | usprawnienia | planowane usprawnienia | propozycje usprawnień | wnioski i działania | co zrobimy |
        jak zapobiec | jak temu zapobiec | zapobieganie w przyszłości | zapobieganie nawrotom
    """,
    measures="""
        zapobieganie | prewencja | mitygacja | ulepszenia | poprawki | co można poprawić | co możemy poprawić
    """,
    lessons="""
        wnioski | wyciągnięte wnioski | lekcje | podsumowanie i wnioski | czego się nauczyliśmy
    """,
    elsewhere="""
        podjęte działania | wykonane działania | działania podjęte | działania natychmiastowe podjęte | podsumowanie |
        streszczenie | oś czasu | chronologia | przebieg zdarzeń | przebieg | przyczyna | przyczyny |
        przyczyna źródłowa | główna przyczyna | wpływ | skutki | wykrycie | detekcja | rozwiązanie | naprawa |
        przywrócenie | co się stało | co poszło dobrze | co poszło źle | gdzie mieliśmy szczęście | kontekst | tło |
        opis | odniesienia | odnośniki | załączniki | uczestnicy | wstęp
    """,
    groups="""
        krótkoterminowe | średnioterminowe | długoterminowe | natychmiastowe | wysoki priorytet | niski priorytet |
        zakończone | w trakcie | proces | techniczne | monitoring | monitorowanie | dokumentacja
    """,
    leads="""
        następne kroki | następujące działania | następujące kroki | działania | zadania | aby temu zapobiec
    """,
    fillers="""
        i oraz lub w we na z ze do dla po od o to ten ta te incydent incydentu nasze dalsze planowane przyszłe
    """,
    columns={
        Column.ACTION: """
            działanie | działania | zadanie | akcja | opis | co | czynność | usprawnienie | rekomendacja
        """,
        Column.TYPE: "typ | rodzaj | kategoria",
        Column.OWNER: """
            odpowiedzialny | właściciel | osoba odpowiedzialna | kto | przypisane do | zespół
        """,
        Column.REF: "zgłoszenie | ticket | link | odnośnik",
        Column.DUE: "termin | data | do kiedy | kiedy | termin realizacji",
        Column.PRIORITY: "priorytet | pilność",
        Column.STATUS: "status | stan",
        Column.ID: "lp",
        Column.NOTES: "uwagi | komentarz | notatki",
        Column.EFFORT: "pracochłonność | szacunek",
        Column.TIME: "czas | godzina | zdarzenie",
    },
    types={
        ItemType.PREVENT: "zapobieg* | prewenc*",
        ItemType.MITIGATE: "mityg* | ograniczenie | łagodz*",
        ItemType.DETECT: "wykry* | detekc* | monitor* | alert*",
        ItemType.PROCESS: "proces* | procedur* | dokument* | komunikac* | szkoleni*",
        ItemType.INVESTIGATE: "zbada* | analiz* | badani*",
        ItemType.REPAIR: "napraw* | koryg* | poprawk* | sprząt*",
    },
    hints={
        ItemType.DETECT: "alert* | monitor* | metryk* | wykry* | powiadom* | dashboard*",
        ItemType.PROCESS: "dokument* | proces* | procedur* | szkol* | runbook*",
        ItemType.INVESTIGATE: "zbadać | przeanalizować | sprawdzić czy | ocenić",
        ItemType.MITIGATE: "ograniczyć | kopi* | backup* | redundan*",
        ItemType.REPAIR: "naprawić | usunąć | poprawić | wyczyścić",
        ItemType.PREVENT: "zapobiec | uniknąć | walid* | test* | zapewnić | wymusić",
    },
    states={
        State.OPEN: """
            do zrobienia | otwarte | otwarty | oczekuje | oczekujące | nie rozpoczęto | zaplanowane | planowane |
            odłożone
        """,
        State.IN_PROGRESS: "w toku | w trakcie | rozpoczęte | w realizacji",
        State.DONE: """
            zrobione | zakończone | wykonane | ukończone | zamknięte | gotowe | rozwiązane | wdrożone | naprawione
        """,
        State.DROPPED: "anulowane | odrzucone | porzucone",
    },
    priorities="wysoki | średni | niski | krytyczny | pilne | pilny",
    placeholders="do ustalenia | brak | nikt | nieprzypisane | nie dotyczy | do uzupełnienia",
    template="szablon | opisz | uzupełnij | przykład",
    due_words="do | do dnia | termin",
    ref_words="zob patrz",
    plain_columns="opis co",
    questions="dlaczego",
    numbers="jeden jedna | dwa dwie | trzy | cztery | pięć | sześć",
    abbreviations="np tzw m.in itd",
    postmortem="incydent | awaria | przerwa",
    guides="szablon | przewodnik | instrukcja | procedura",
    verbs="""
        aktualizować dodać dostosować edukować ograniczyć analizować monitorować naprawić ocenić odświeżyć opracować
        opisać poprawić powiadomić przeanalizować przeglądać przejrzeć przenieść przeprowadzić przeszkolić
        przetestować przygotować rozbudować rozdzielić rozszerzyć rozważyć skonfigurować skrócić sprawdzić stworzyć
        testować udokumentować ulepszyć uporządkować uruchomić usprawnić ustalić ustandaryzować ustawić usunąć
        utworzyć walidować wdrożyć weryfikować włączyć wprowadzić wyczyścić wyłączyć wymusić wymienić zabezpieczyć
        zablokować zainstalować zaimplementować zaktualizować zaplanować zapewnić zapobiec zastąpić zautomatyzować
        zbadać zbudować zdefiniować zintegrować zmienić zmniejszyć zmigrować zoptymalizować zorganizować zwiększyć
        zweryfikować
    """,
    commitments="""
        będziemy | musimy | powinniśmy | planujemy | zamierzamy | należy | trzeba | zostanie | zostaną | chcemy |
        dodamy | wdrożymy | poprawimy
    """,
    done_verbs="dodano naprawiono wdrożono zaktualizowano usunięto utworzono",
    teams="zespół | dział",
    about={
        About.DATE: "data | data incydentu | data zdarzenia",
        About.STARTED: "początek | rozpoczęcie | wykryto",
        About.SEVERITY: "priorytet | poziom | ważność",
        About.STATUS: "status",
        About.AUTHORS: "autor | autorzy | autorka | przygotował",
        About.SERVICES: "usługa | usługi | dotknięte usługi | dotknięte systemy",
        About.WRITTEN: "opublikowano | zaktualizowano | ostatnia aktualizacja",
    },
    months="""
        styczeń stycznia sty | luty lutego lut | marzec marca mar | kwiecień kwietnia kwi | maj maja |
        czerwiec czerwca cze | lipiec lipca lip | sierpień sierpnia sie | wrzesień września wrz |
        październik października paź | listopad listopada lis | grudzień grudnia gru
    """,
    vague_dates="""
        jak najszybciej | w przyszłym tygodniu | w przyszłym miesiącu | w tym tygodniu | dzisiaj | jutro |
        na bieżąco | natychmiast | krótkoterminowo | długoterminowo
    """,
    units={
        "day": "dzień dni",
        "week": "tydzień tygodnie tygodni tygodniu",
        "month": "miesiąc miesiące miesięcy miesiącu",
        "quarter": "kwartał kwartału kwartale",
        "year": "rok lata roku",
    },
    end_of="koniec | do końca | pod koniec",
    within="w ciągu | za",
)
