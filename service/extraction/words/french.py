"""French."""

from __future__ import annotations

from typing import Final

from connectors.tracker import State
from service.extraction.words.language import About, Column, Language
from service.model import ItemType

FRENCH: Final = Language(
    code="fr",
    actions="""
        actions | action | actions à mener | actions à prendre | actions à entreprendre | actions à faire |
        actions à venir | actions à suivre | actions correctives | action corrective | actions correctrices |
        actions préventives | actions correctives et préventives | actions préventives et correctives |
        actions de suivi | actions d amélioration | actions futures | actions prévues | actions planifiées |
        actions proposées | actions recommandées | actions en cours | actions restantes | points d action |
        plan d action | plan d actions | plan d amélioration | plan de remédiation | mesures correctives |
        mesures correctrices | mesures préventives | mesures de prévention | mesures à prendre | mesures à venir |
        mesures d amélioration | mesures futures | prochaines étapes | prochaines actions | étapes suivantes |
        suites | suites à donner | suite à donner | suivi | suivis | tâches | tâches à faire | à faire |
        reste à faire | améliorations prévues | améliorations à venir | améliorations proposées |
        axes d amélioration | pistes d amélioration | propositions d amélioration | recommandations | préconisations |
        engagements | remédiation | remédiations | ce que nous allons faire | ce qu on va faire |
        ce que nous allons changer | comment éviter | comment prévenir | pour éviter que cela se reproduise |
        prévention des récidives | éviter la récidive | contre mesures | travaux futurs | travaux à venir
    """,
    measures="""
        améliorations | prévention | mitigation | mitigations | mesures | corrections | correctifs |
        ce qui peut être amélioré | que peut on améliorer | points d amélioration
    """,
    lessons="""
        leçons apprises | enseignements | apprentissages | conclusion | conclusions | ce que nous avons appris |
        retour d expérience
    """,
    elsewhere="""
        actions prises | actions menées | actions réalisées | actions entreprises | mesures prises |
        actions immédiates prises | actions effectuées | résumé | synthèse | chronologie | frise chronologique |
        déroulé | cause racine | causes racines | causes | cause | cause profonde | impact | impacts | détection |
        résolution | rétablissement | solution | que s est il passé | ce qui s est passé | ce qui s est bien passé |
        ce qui a bien fonctionné | ce qui s est mal passé | où avons nous eu de la chance | contexte | description |
        références | annexes | annexe | participants | métriques | introduction | diagnostic | symptômes | escalade |
        facteurs contributifs | décision
    """,
    groups="""
        court terme | moyen terme | long terme | immédiat | immédiates | priorité haute | priorité moyenne |
        priorité basse | terminées | en cours | processus | techniques | surveillance | supervision | documentation
    """,
    leads="""
        prochaines étapes | actions suivantes | mesures suivantes | actions | tâches | nous allons |
        pour éviter que cela se reproduise | mesures
    """,
    fillers="""
        le la les l un une des de du d et ou en à au aux pour par avec que qui ce cette ces incident notre nos autres
        principales immédiates futures post rotation venir
    """,
    columns={
        Column.ACTION: """
            action | actions | tâche | tâches | mesure | mesures | description | activité | amélioration | quoi |
            recommandation | point d action | action corrective | action préventive
        """,
        Column.TYPE: "type | catégorie | nature",
        Column.OWNER: """
            responsable | responsables | propriétaire | porteur | pilote | assigné à | assigné | qui | équipe | acteur
        """,
        Column.REF: "ticket | référence | lien | suivi",
        Column.DUE: """
            échéance | date limite | date | délai | date cible | date prévue | pour quand | quand | livraison
        """,
        Column.PRIORITY: "priorité | urgence",
        Column.STATUS: "statut | état | avancement",
        Column.ID: "numéro | n",
        Column.NOTES: """
            notes | commentaire | commentaires | remarque | remarques | observations | raison
        """,
        Column.EFFORT: "effort | charge | estimation",
        Column.TIME: "heure | horodatage | événement | évènement",
    },
    types={
        ItemType.PREVENT: "préven*",
        ItemType.MITIGATE: "mitig* | atténua* | réduction d impact | confinement",
        ItemType.DETECT: "détec* | surveill* | supervision | monitor* | alert* | observabilité",
        ItemType.PROCESS: "processus | procédure* | documenta* | communication | formation | organisation*",
        ItemType.INVESTIGATE: "investig* | analyse | recherche | enquête",
        ItemType.REPAIR: "correcti* | correctr* | répar* | remédi* | nettoyage",
    },
    hints={
        ItemType.DETECT: """
            alerte* | surveill* | supervis* | métrique* | tableau de bord | détect* | notifi* | logs | journaux
        """,
        ItemType.PROCESS: """
            documenter | documentation | processus | procédure* | former | formation | runbook* | communiquer
        """,
        ItemType.INVESTIGATE: "investiguer | analyser | évaluer | étudier | rechercher",
        ItemType.MITIGATE: "atténuer | sauvegarde* | redondance | réduire | bascule",
        ItemType.REPAIR: "corriger | réparer | nettoyer | supprimer | remplacer",
        ItemType.PREVENT: "prévenir | éviter | valider | test* | tester | garantir | vérifier | empêcher",
    },
    states={
        State.OPEN: """
            à faire | ouvert | ouverte | en attente | non commencé | non démarré | pas commencé | planifié |
            planifiée | prévu | prévue | reporté | à planifier | non fait
        """,
        State.IN_PROGRESS: "en cours | commencé | démarré | en développement | partiel",
        State.DONE: """
            fait | faite | terminé | terminée | fini | finie | clos | close | fermé | résolu | résolue | réalisé |
            réalisée | implémenté | déployé | corrigé | effectué | livré | ok
        """,
        State.DROPPED: "annulé | annulée | abandonné | abandonnée | rejeté | refusé | ne sera pas fait",
    },
    priorities="""
        haute | moyenne | basse | critique | urgente | urgent | élevée | faible | haut | moyen | bas
    """,
    placeholders="""
        à définir | à déterminer | aucun | aucune | non assigné | non attribué | sans objet | nom | néant | s o
    """,
    template="modèle | décrire | décrivez | remplir | complétez | lister | exemple",
    due_words="d'ici | d'ici le | d'ici au | pour le | avant le | avant | échéance",
    ref_words="voir suivi",
    plain_columns="description quoi",
    questions="pourquoi",
    numbers="un une | deux | trois | quatre | cinq | six",
    abbreviations="ex p.ex",
    postmortem="incident | panne | interruption | indisponibilité | dysfonctionnement",
    guides="modèle | guide | comment | procédure | manuel",
    verbs="""
        accélérer activer actualiser adapter ajouter ajuster alerter améliorer analyser appliquer approfondir assigner
        assurer attribuer auditer augmenter automatiser bloquer centraliser changer chercher clarifier communiquer
        compléter configurer considérer consolider contacter contrôler coordonner corriger créer définir demander
        déployer désactiver détecter développer diminuer diviser documenter durcir écrire effectuer éliminer empêcher
        encadrer enregistrer envisager envoyer établir étendre étudier évaluer éviter exécuter exiger expliquer
        explorer faire finaliser forcer former fournir garantir généraliser gérer identifier implémenter imposer
        inclure informer installer intégrer interdire introduire investiguer isoler lancer limiter maintenir mesurer
        mettre migrer minimiser modifier monitorer monter nettoyer notifier optimiser organiser ouvrir passer
        permettre planifier poursuivre préparer prévenir prévoir programmer protéger publier recruter rédiger réduire
        réécrire refactoriser refaire regenerer régénérer remplacer rendre renforcer réparer répliquer résoudre
        restaurer restreindre retirer revoir révoquer revoquer sauvegarder sécuriser séparer simplifier simuler
        stocker superviser supprimer surveiller synchroniser tester traiter utiliser valider vérifier untrack
    """,
    commitments="""
        nous allons | on va | il faut | il faudra | il faudrait | nous devons | nous devrions | doit être |
        doivent être | sera | seront | nous prévoyons | nous souhaitons | nous ajouterons | nous mettrons |
        est prévu | sont prévues | reste à | à faire
    """,
    done_verbs="ajouté corrigé créé mis déployé supprimé configuré migré",
    teams="équipe",
    about={
        About.DATE: "date | date de l incident | date incident | le",
        About.STARTED: "début | heure de début | date de début | détecté | détecté le",
        About.SEVERITY: "sévérité | gravité | criticité",
        About.STATUS: "statut | état",
        About.AUTHORS: "auteur | auteurs | rédacteur | rédigé par | écrit par",
        About.SERVICES: """
            service | services | services impactés | service impacté | services affectés | systèmes affectés |
            périmètre
        """,
        About.WRITTEN: "publié | publié le | mis à jour | dernière mise à jour | date de rédaction",
    },
    months="""
        janvier janv | février févr | mars | avril avr | mai | juin | juillet juil | août | septembre sept |
        octobre oct | novembre nov | décembre déc
    """,
    vague_dates="""
        dès que possible | semaine prochaine | mois prochain | trimestre prochain | cette semaine | ce mois |
        aujourd hui | demain | en continu | immédiat | court terme | moyen terme | long terme | prochain sprint
    """,
    units={
        "day": "jour jours j",
        "week": "semaine semaines",
        "month": "mois",
        "quarter": "trimestre t",
        "year": "an ans année",
    },
    end_of="fin | fin de | d ici fin | d ici la fin de | à la fin de",
    within="dans | sous | d ici",
)
