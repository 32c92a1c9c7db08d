"""English."""

from __future__ import annotations

from typing import Final

from connectors.tracker import State
from service.extraction.words.language import About, Column, Language
from service.model import ItemType

ENGLISH: Final = Language(
    code="en",
    actions="""
        action item* | action point* | action plan | action list | actions | ais | actionable* |
        actionable item* | actions to take | actions to be taken | actions required | required action* |
        actions needed | actions to do | action | action needed | action required | call to action | calls to action |
        follow up | follow ups | followup | followups | follow up action* | follow up item* | follow up task* |
        follow up work | follow on | follow on work | follow on action* | follow on hardening | following action* |
        followup action* | followup task* | corrective action* | corrective measure* | corrective step* |
        corrective and preventive | corrections | corrective and preventative measure* |
        corrective and preventive measure* | corrective preventive measure* | corrective and preventive action* |
        corrective and preventative action* | corrective preventive action* | capa | preventive measure* |
        preventative measure* | preventive action* | preventative action* | prevention measure* | preventive step* |
        preventative step* | prevention step* | prevention plan | prevention action* | prevention item* |
        prevention task* | preventive task* | prevention work | prevention and follow up |
        preventive maintenance task* | remediation | remediation item* | remediation action* | remediation plan |
        remediation step* | remediation task* | remediations | remedial action* | remedial measure* | remedial step* |
        remedial work | next steps | next step | what s next | what is next | whats next | what next |
        what comes next | what now | now what | next actions | steps forward | way forward | path forward |
        moving forward | going forward |
        looking forward | looking ahead | to do | to dos | todo | todos | todo list | to do list | tasks | task list |
        tickets | jira tickets | tickets filed | issues filed | tracking issue* | tracked work | work item* |
        backlog item* | open item* | open action* | open task* | improvement plan | improvement item* |
        improvement action* | improvement task* | improvement measure* | planned improvement* | improvements to make |
        proposed improvement* | future improvement* | improvements planned | process improvement* | future work |
        future measure* | future action* | future prevention | future plan* | future change* | future mitigation* |
        future step* | planned work | planned action* | planned change* | planned follow up* | plans | planned fix* |
        long term change* | long term fix* | long term solution* | long term action* | long term plan* |
        longer term work | longer term fix* | longer term action* | short term action* | short term fix* |
        permanent fix | permanent fixes | planned mitigation* | review action* | mitigation action* |
        mitigation plan | mitigation item* | detection action* | process action* | risk mitigation action* |
        recommended action* | recommended follow up* | recommended next step* | recommended change* |
        recommended improvement* | recommended fix* | recommendations | recommendation | suggested action* |
        suggested improvement* | suggestions | suggested change* | suggested fix* | proposed action* |
        proposed change* | proposed fix* | proposed mitigation* | proposed measure* | proposals | proposed solution* |
        proposed next step* | proposed work | commitments | our commitment* | deliverables | decisions and action* |
        countermeasure* | counter measure* | what we will do | what will we do | what are we doing |
        what we re doing | what we are doing | what we ll do | what we plan to do | what we re going to do |
        what we are going to do | what we are changing | what we re changing | what we will change |
        what will change | what s changing | what we will improve | what we are improving | what we ll change |
        what needs to change | what we should do | what should we do | what needs to be done |
        what remains to be done | what is left | things to do | things to fix | things to improve | things to change |
        how we will prevent | how will we prevent | how do we prevent | how can we prevent | how to prevent |
        how we prevent | how are we preventing | how we re preventing | how we are preventing | how we can prevent |
        how we plan to prevent | how could we prevent | steps to prevent | steps we are taking | steps we re taking |
        steps being taken | steps we will take | measures to prevent | actions to prevent | changes to prevent |
        measures to be taken | preventing recurrence | prevent recurrence | prevention of recurrence |
        recurrence prevention | preventing this | preventing a recurrence | preventing future | preventing similar |
        preventing reoccurrence | avoiding recurrence | avoiding this in the future | regression prevention |
        ensuring this does not happen again | making sure this does not happen again | so it doesn t happen again |
        happening again | happen again | from recurring | from reoccurring | keep this from |
        hardening | hardening plan | hardening item* | hardening task* | resiliency improvement* |
        reliability improvement* | reliability work | stability improvement* | improvement opportunit* |
        opportunities for improvement | outstanding work | outstanding item* | outstanding action* | remaining work |
        remaining action* | remaining item* | remaining task* | pending action* | pending item* | pending task* |
        pending work | post incident action* | post incident task* | post mortem action* | postmortem action* |
        postmortem item* | incident action* | assigned action* | assigned task* | ongoing action* | ongoing work |
        deferred item* | deferred work | resulting action* | outcome and action* | immediate action item* |
        immediate next step* | immediate follow up*
    """,
    measures="""
        prevention | preventative | preventive | preventions | prevention strateg* | prevention mechanism* |
        mitigation | mitigations | mitigation measure* | mitigation step* | mitigation strateg* | mitigation effort* |
        mitigating action* | improvements | improvement | what can be improved | what could be improved |
        what should be improved | areas for improvement | areas of improvement | areas to improve |
        room for improvement | improvement area* | what to improve | what can we improve | what could we improve |
        what could we do better | what we could do better | what we can do better | what can we do better |
        what can we learn | what could have been better | what could have gone better |
        what should we do differently | what would we do differently | what we would do differently |
        what we ll do differently | ideas | ideas for improvement | discussion item* | measures | safeguards |
        guardrails | changes | fixes | resolution plan | protections | process | process changes | changes made |
        changes we made | technical changes | strategy | plan | safety net* | operational improvement* |
        technical improvement* | monitoring improvement* | best practice* | prevention checklist |
        preventive controls | future considerations | considerations | additional measure* | security measure* |
        defense in depth | technical debt | open questions | immediate actions | immediate action |
        immediate measure* | short term | long term | medium term | solution and prevention |
        resolution and prevention | fix and prevention | ways to prevent | monitoring and alerting |
        monitoring and prevention | security improvement* | permanent solution* | infrastructure improvement*
    """,
    lessons="""
        lessons learned | lessons learnt | lessons | lesson | learnings | key learnings | takeaways | key takeaways |
        what we learned | what did we learn | what have we learned | what we have learned | conclusion | conclusions |
        closing | summary and conclusion* | retrospective | reflection* | what went wrong | what went poorly |
        what didn t go well | what did not go well | postmortem | post mortem | analysis | findings | outcome |
        outcomes | discussion | notes
    """,
    elsewhere="""
        action taken | actions taken | actions we took | actions performed | actions already taken |
        immediate actions taken | immediate action taken | corrective action taken | corrective actions taken |
        steps taken | remediation actions taken | mitigation actions taken | measures taken | steps we took |
        what we did | what was done | what did we do | how it was fixed | how was it fixed | how we fixed it |
        how did we fix it | how we resolved | how it was resolved | how we responded | response | incident response |
        response actions | recovery actions | recovery steps | containment | containment actions |
        stabilization steps | mitigation during the incident | timeline | time line | incident timeline |
        timeline of events | chronology | sequence of events | key events | events | event log | log of events |
        history | update history | incident log | revision history | change log | changelog | summary |
        executive summary | incident summary | issue summary | overview | tl dr | tldr | abstract | introduction |
        background | context | description | what happened | the incident | problem | problem statement |
        the problem | symptoms | symptom | observed | observations | trigger | triggers | discovery | root cause |
        root causes | root cause analysis | rca | cause | causes | why did it happen | why it happened | five whys |
        5 whys | contributing factor* | fault | lead up | leadup | investigation | diagnosis | technical details |
        technical analysis | details | hypotheses | hypothesis | evidence | facts | impact | customer impact |
        user impact | business impact | impact assessment | affected services | affected systems | affected users |
        scope | severity | duration | data loss | financial impact | blast radius | detection | how was it detected |
        how it was detected | how we detected | time to detect | why detection took as long as it did | resolution |
        resolution and recovery | recovery | root cause and resolution | restoration | fix | the fix | fix applied |
        fixes applied | applied fix* | solution | the solution | workaround | workarounds | hotfix | immediate fix |
        immediate mitigation | immediate resolution | rollback |
        regression tests | what went well | what went right | what worked | what worked well | things that went well |
        where we got lucky | where did we get lucky | we got lucky | lucky breaks | luck | what failed |
        what didn t work | things that went badly | things that went wrong | references | related |
        related documents | related incidents | related links | links | see also | appendix | appendices | glossary |
        supporting information | attachments | attendees | participants | authors | author | owner | owners |
        reviewers | sign off | approval | approvals | metadata | status | stats | statistics | metrics | slo impact |
        screenshots | logs | raw data | footnotes | acknowledgements | thanks | contact | about | comments | faq |
        questions and answers | share this | related posts | recent posts | subscribe | tags | date |
        constraints respected | backlog check | recurrence | assumptions invalidated | hypotheses considered |
        counterfactuals |
        prior art | prior incidents | runbook | recovery runbook | how to use this template |
        usage notes | instructions | example | examples | contingency | correction | erratum | files changed |
        files modified | commits | completed actions taken | advice for users | advice to users |
        recommendations for users | recommendations to users | recommendations for customers | what you should do |
        what do you need to do | what you need to do | what should i do | what do i need to do | customer action* |
        user action* | required customer action* | action required by customers | how to protect yourself |
        why the action item* | previous action item* | action items from the last | tracking action items |
        status of action items from
    """,
    groups="""
        immediate | immediately | short term | medium term | mid term | long term | longer term | near term | today |
        this week | next week | this month | next month | next quarter | this quarter | within | done | completed |
        in progress | to do | pending | open | planned | ongoing | backlog | high priority | medium priority |
        low priority | critical | high | medium | low | priority | technical | process | organizational |
        operational | people | tooling | tools | testing | tests | monitoring | alerting | documentation | docs |
        communication | training | infrastructure | platform | security | observability | prevention | prevent |
        detection | detect | mitigation | mitigate | repair | investigate | code | deployment | architecture |
        engineering | for developers | for operations | for the team | must have | nice to have | should have |
        could have | response | recovery | containment | other | misc | miscellaneous | general
    """,
    leads="""
        action items | actions | next steps | follow ups | follow up | following actions | following steps |
        following measures | following changes | following improvements | following tasks | following action items |
        we will | we ll | we plan to | we are going to | we re going to | prevent this | prevent this in the future |
        prevent it from happening again | prevent similar | avoid this in the future | tasks | todo | to do |
        tickets | to prevent recurrence | we have identified | we intend to | we should | we need to | going forward |
        improvements | recommendations | planned | lessons that we are taking away | taking the following |
        take the following |
        remediation
    """,
    fillers="""
        a an the our my your their we us and or of for to in on at by with from this that these those it s is are be
        been key main major proposed planned future further additional other revised updated new all current final
        initial list items plan plans section overview table summary required needed suggested recommended possible
        potential concrete specific identified agreed internal external technical general overall immediate short
        medium mid long longer near term time team teams post incident incidents mortem postmortem outage review retro
        retrospective after following resulting related prevention preventive preventative corrective prevent
        mitigation mitigations detection process improvement improvements improve measures measure actions action
        steps step tasks task item work follow up ups followup next fix fixes change changes outstanding remaining
        pending open issue issues similar again happening happen recurrence recurring reoccurrence avoid ensure going
        forward lessons learned phase part stage
    """,
    columns={
        Column.ACTION: """
            action item* | action | actions | action point* | action taken or planned | action description | task |
            tasks | task description | item | items | todo | to do | what | what to do | follow up |
            follow up action* | followup | follow ups | corrective action* | preventive action* |
            preventative action* | corrective measure* | preventive measure* | preventative measure* | measure |
            measures | improvement | improvements | recommendation | recommendations | remediation |
            remediation item | remediation action | next step | next steps | deliverable | prevention | mitigation |
            mitigation action | step | steps | work item | work | proposal | proposed action | proposed fix |
            suggestion | fix | change | countermeasure | commitment | title | description | summary | action details |
            issue and action | activity | requirement | recommended action | detail | details | control
        """,
        Column.TYPE: """
            type | kind | category | class | classification | action type | area | theme | nature
        """,
        Column.OWNER: """
            owner | owners | owner s | accountable role | role | proposed owner | point person | lead
            owner | action by | by | assignee | assignees | assigned | assigned to | assigned team |
            responsible |
            responsible party | responsible person | responsible team | responsibility | who | dri | lead | team |
            person | action owner | owned by | owning team | point of contact | poc | contact | accountable |
            owner team | driver | executor | by whom | implementer | engineer | champion | owner role | raised to
        """,
        Column.REF: """
            ticket | tickets | linear | asana | trello | gitlab | phabricator | shortcut | clickup |
            youtrack | issue | issues | bug | bugs | jira | jira ticket | jira issue | github | github
            issue |
            gh issue | link | links | url | pr | prs | pull request | mr | merge request | tracking | tracking issue |
            tracking ticket | tracker | reference | references | ref | refs | ticket link | issue link |
            ticket number | work order | card | story | epic | tracking id | tracked in | ticket id | bug id |
            commit | prp | evidence | issue pr | pr issue | ticket pr
        """,
        Column.DUE: """
            due | due date | due by | deadline | target | target date | target completion | target completion date |
            eta | when | expected date | expected | expected completion | by when | completion date | date due |
            timeline | timeframe | time frame | planned date | estimated completion | estimated date | planned for |
            sla | schedule | finish date | end date | milestone | target release | target version | sprint | quarter |
            release | date
        """,
        Column.PRIORITY: """
            priority | prio | p | severity | sev | urgency | importance | pri | criticality | rank | impact
        """,
        Column.STATUS: """
            status | state | progress | done | completed | complete | completion | current status | action status |
            resolution | done? | outcome | stage
        """,
        Column.ID: """
            id | no | nr | number | item no | action id | s no | sr no | sn | seq | num | item id | task id | ai |
            key | code
        """,
        Column.NOTES: """
            pro | pros | con | cons | advantage | advantages | disadvantage | disadvantages | trade off |
            notes | note | completion evidence | success criterion | evidence or target | acceptance
            criterion | done when | definition of done | comment | comments | remark | remarks | rationale
            | why | reason | purpose |
            success criteria | acceptance criteria | verification | result | results | expected outcome | benefit |
            how | problem | root cause | cause | finding | gap | goal | where | context | component | service | risk |
            lesson | issue addressed | addresses | expected impact | update | updates | latest update | file | files |
            location | scope
        """,
        Column.EFFORT: """
            effort | estimate | estimation | size | points | story points | t shirt size | complexity | cost | hours |
            estimated effort | difficulty | duration | level of effort
        """,
        Column.TIME: """
            time | timestamp | time utc | utc | time utc event | event | events | when utc | start time | start |
            end | elapsed | hour | datetime | date time | from | t | clock | what happened
        """,
    },
    types={
        ItemType.PREVENT: "prevent* | avoidance | recurrence prevention",
        ItemType.MITIGATE: """
            mitigat* | reduce impact | impact reduction | containment | resilien* | limit impact
        """,
        ItemType.DETECT: "detect* | monitor* | alert* | observab* | telemetry | logging",
        ItemType.PROCESS: """
            process | processes | procedur* | document* | docs | communicat* | train* | runbook* | policy | policies |
            organizational | governance | education* | process lesson | code review process | people
        """,
        ItemType.INVESTIGATE: """
            investigat* | research* | root cause | root cause analysis | analysis | analyze | spike | explore |
            exploration | discovery
        """,
        ItemType.REPAIR: """
            repair* | fix | fixes | fixing | bug fix | bugfix | remediat* | clean up | cleanup | cleaning |
            corrective | correction* | correct | restore | remedial
        """,
    },
    hints={
        ItemType.DETECT: """
            alert | alerts | alerting | alarm* | monitor | monitors | monitoring | dashboard* | metric | metrics |
            detect* | notify | notification* | notified | logging | logs | log | observability | visibility | probe |
            probes | health check* | healthcheck* | canary | synthetic* | page on | paging | pagerduty | grafana |
            prometheus | sentry | datadog | cloudwatch | trace | tracing | warn* | report | reports | anomal* |
            threshold* | surface | watch | track* | telemetry | lag | latency | liveness | signal | drift | scheduled |
            uptime
        """,
        ItemType.PROCESS: """
            document | documents | documentation | docs | runbook* | playbook* | process | processes | procedure* |
            checklist* | train | training | communicat* | policy | policies | guideline* | guide | wiki | onboarding |
            on call | oncall | escalation* | rotation | meeting | discuss | postmortem* | game day | gameday |
            drill* | drills | write | write up | announce* | status page | inform | teach | education | workshop |
            review process | code review | sop | template | plan for | schedule | team | rule | rules | agree |
            standard | standards | readme | institutionalize | record | announcement
        """,
        ItemType.INVESTIGATE: """
            investigate | investigat* | research | explore | evaluate | assess | analyze | analyse | find out |
            understand | look into | figure out | determine | identify | examine | study | consider | root cause |
            audit | why | spike | find why | check whether | check if | verify whether | see if | decide | diagnose |
            feasibility
        """,
        ItemType.MITIGATE: """
            mitigat* | failover | fail over | fallback | fall back | rollback | roll back | rolled back | backup* |
            restore | recovery | recover* | redundan* | replica* | graceful* | degrad* | circuit breaker* | retry |
            retries | timeout* | rate limit* | throttl* | load shed* | disaster | faster | quickly | reduce | limit |
            auto scal* | autoscal* | scale | capacity | kill switch | feature flag* | emergency | break glass |
            self heal* | cache | caching | removal | remove publication | survive | manual override | revert | cdn |
            logs survive | time to recover | blast radius | isolat* | drain
        """,
        ItemType.REPAIR: """
            fix | fixed | fixes | repair | clean up | cleanup | remove | delete | correct | patch | restore |
            migrate data | backfill | replace | rotate | revoke | upgrade | update | bug | re establish |
            reestablish | resolve | reconcile | purge | hotfix | refund* | reissue | rebuild
        """,
        ItemType.PREVENT: """
            prevent* | avoid | ensure | enforce | validate | validation | block | guard* | test | tests | testing |
            ci | lint* | check | checks | require | protect* | disallow | never | pin | restrict* | lock | staging |
            safeguard* | automate* | gate | verify | refuse | bound | sync | bundle | version | pre commit |
            interlock | type safety | schema validation | integration test* | e2e | smoke test* | release process |
            permissions | access | code freeze | constraint* | isolation | hard | quota* | immutable | default
        """,
    },
    states={
        State.OPEN: """
            todo | to do | open | opened | not started | not yet | not yet started | not done | not completed |
            not complete | not implemented | pending | planned | backlog | backlogged | new | to be done |
            to be scheduled | scheduled | not scheduled | deferred | postponed | on hold | blocked | future |
            future enhancement | proposed | unstarted | created | accepted | triaged | assigned | outstanding |
            incomplete | unresolved | queued | upcoming | draft | waiting | awaiting | needs owner | ready |
            not fixed | undone | unassigned | to start | still valid | still open | no
        """,
        State.IN_PROGRESS: """
            in progress | inprogress | wip | work in progress | ongoing | on going | started | underway | under way |
            doing | in review | in development | being worked on | working on | partially done | partially complete* |
            partial | partly done | in flight | active | unmerged | pr open | in testing | in dev |
            in qa | under review | under investigation | investigating | mostly done | almost done | rolling out |
            implementing | pr in review | in code review
        """,
        State.DONE: """
            done | complete | completed | closed | finished | fixed | already fixed | resolved | merged | shipped |
            landed | deployed | implemented | released | applied | delivered | live | rolled out | already done |
            already in place | in place | all done | verified | fully implemented | rolled back | in production |
            yes | historical | addressed | patched | pr merged | published | enabled | already implemented |
            achieved | solved | issue closed | met
        """,
        State.DROPPED: """
            won t do | wont do | will not do | wontfix | won t fix | will not fix | cancelled | canceled | rejected |
            dropped | not pursued | not pursuing | abandoned | declined | obsolete | superseded | no longer needed |
            no longer required | no longer applicable | not needed | not planned | discarded | invalid | withdrawn |
            descoped | out of scope | closed as not planned | closed won t fix | closed wontfix | duplicate
        """,
    },
    priorities="""
        critical | highest | very high | high | medium high | medium | med | moderate | normal | low | very low |
        lowest | urgent | blocker | major | minor | trivial | must | should | could | nice to have | must have |
        immediate | asap | high priority | medium priority | low priority
    """,
    placeholders="""
        tbd | tba | tbc | n a | na | none | nil | null | unknown | unassigned | to be determined | to be decided |
        to be defined | to be confirmed | to be announced | not assigned | not applicable | nobody | no one |
        no owner | someone | anyone | name | owner | your name | action | action item | item | none yet | nothing |
        none identified | no action items | no actions | no action required | no action needed |
        no action items identified | no follow up needed | no follow up actions | add action items here |
        another item | description here | xxx | xx | lorem ipsum | placeholder | example | task | date | link |
        ticket | not yet assigned | various | see above | see below | new | blank | empty | fill in | insert here |
        team or person | owner name | short title
    """,
    template="""
        template | how to write | how to use this | use this template | replace this | fill in | fill out |
        delete this | remove this section | guidelines for | copy this | insert | describe the | describe what |
        describe how | list the | describe your | write a | provide a | instructions | placeholder | example
    """,
    due_words="""
        due | due date | due by | due on | by | before | until | till | eta | deadline | target | targeted for |
        target date
    """,
    ref_words="""
        issue issues ticket tickets ticker pr prs pull request requests mr bug bugs see tracked tracking in by via
        gh jira github gitlab and fix fixed fixes ref refs reference closes commit commits task tasks link filed
        here story card epic the for done created exists open opened raised logged under with this as on follow up
        work item to add added
    """,
    plain_columns="""
        item items description title what detail details summary issue fix change step steps requirement activity
        control work
    """,
    questions="why whose which",
    reader="you your yours yourself",
    openers="""
        please also then firstly first secondly finally possibly maybe potentially always never automatically better
        properly permanently continue more to not do don t let s we
    """,
    numbers="one a an | two couple | three | four | five | six | seven | eight | nine | ten",
    abbreviations="""
        e.g i.e etc vs cf approx ca no nr fig sec incl excl resp st mr mrs ms dr prof inc ltd co corp dept est max
        min
    """,
    postmortem="""
        postmortem | post mortem | incident | incidents | outage | rca | root cause analysis | root cause |
        retrospective | retro | pir | post incident | downtime | failure | disruption | degradation | breach | down
        | incident report | correction of error | coe | after action
    """,
    guides="""
        template | how to | guide | runbook | playbook | checklist template | handbook | policy | guidelines | best
        practices | what is a | writing | tips | cheat sheet | process | procedure | incident response plan |
        incident management | example postmortem
    """,
    verbs="""
        abandon abolish accelerate accept access account acquire activate adapt add address adjust adopt advertise
        advise agree alarm alert align allocate allow alter amend analyse analyze announce answer apply appoint approve
        archive arrange ask assert assess assign assist assure attach audit authorize auto automate avoid backfill
        backport back bake ban batch be begin benchmark better block book bootstrap bound break bring broaden budget
        build bump bundle buy cache calculate call cancel cap capture carry catch centralize centralise change chase
        check choose circulate clarify classify clean cleanup clear close codify collaborate collect combine
        commission commit communicate compare compile complete conduct configure confirm connect consider consolidate
        construct consult contact contain continue contribute convert convey coordinate copy correct correlate cover
        create cross cut cutover deactivate debug decide declare decommission decouple decrease dedicate default defer
        define delay delegate delete deliver demand demonstrate deploy deprecate derive describe design detach detect
        determine develop diagnose differentiate disable disallow discard disconnect discontinue discover discuss
        display distribute diversify divide do document double downgrade downsize draft drain drill drive drop dry
        dump duplicate educate elevate eliminate email embed emit emphasize employ empower enable encourage encrypt
        end enforce engage enhance enlarge enrich ensure escalate establish estimate evaluate examine exclude execute
        exercise expand expedite explain explicitly explore export expose extend extract fail familiarize figure file
        fill filter finalize finalise find finish fire fix flag flip flush focus follow force forbid forecast
        formalize formalise forward fork freeze gate gather generate get give go govern graduate grant group grow
        guarantee guard guide halt handle hang harden have help hide highlight hire hold host identify ignore
        implement import impose improve include incorporate increase index inform ingest inhibit initiate inject
        insert inspect install instill institute institutionalize instruct instrument integrate intensify introduce
        invalidate invest investigate invite involve isolate issue iterate join keep kill label land launch learn
        leave let lengthen leverage limit line link lint list load localize lock log look lower maintain make manage
        mandate map mark measure meet mention merge migrate minimize minimise mirror mitigate mock modernize modify
        monitor mount move mute name narrow never normalize notify note obtain offboard offer offload onboard open
        operationalize optimize optimise order organize organise orchestrate outline override overhaul own package
        page parallelize parameterize parse participate partition pass patch pause perform periodically persist phase
        pick pilot pin pipe place plan point populate port post postpone practice pre precompute prefer prepare
        present preserve prevent price prioritize prioritise probe process procure produce profile prohibit prolong
        promote prompt propagate propose protect prototype prove provide provision proxy prune publicize publish pull
        purchase purge push put quantify quarantine query queue quiesce raise ramp randomize rate re reach read
        realign rearchitect reassess rebalance rebuild recalculate recheck recommend reconcile reconfigure reconsider
        record recover recreate recruit rectify recycle redesign redeploy redirect redo reduce reevaluate refactor
        refer refine reflect refresh refund refuse regenerate register reimplement reinforce reinstall reinstate
        reissue reject relax release relocate remediate remember remind remove rename render renew reorder reorganize
        repair repeat replace replicate report reproduce request require reroute rerun rescale reschedule research
        reserve reset reshard resize resolve respond restart restore restrict restructure resume retain retest rethink
        retire retrain retry return reuse revamp reverse revert review revise revisit revoke rewrite roll rollback
        rotate round route run safeguard sanitize sanitise save scale scan schedule scope script seal search secure
        see seed segment segregate select send separate serialize serve set setup shard share shift ship shorten show
        shrink shut shutdown sign silence simplify simulate size skip slow snapshot socialize solve sort source speak
        specify speed spin split spread stabilize stabilise stage staff standardize standardise start state stop store
        streamline strengthen stress strip structure study submit subscribe suggest summarize supply support surface
        survey suspend switch sync synchronize synchronise systematically tag take talk teach tear tell template
        terminate test think throttle throw tie tighten time toggle trace track train transfer transform transition
        translate treat triage trigger trim troubleshoot truncate try tune turn tweak understand undertake undo unify
        uninstall unpin untrack update upgrade upload upskill use utilize validate vary verify version vet view
        visualize wait walk warn watch weigh whitelist widen wipe withdraw work wrap write
        allowlist amplify blocklist compensate compress curate debounce
        dedupe deduplicate demote denylist depool dig encapsulate evict fetch flatten honor honour
        itemize nudge overprovision paginate parallelise poll prefetch preload prewarm rebase recalibrate
        reclaim reclassify recompute reconfirm rehearse rekey relabel repool reprocess reprovision requeue rescue
        reseed resend retrofit retune revalidate rightsize scrub shed
        subdivide substitute sunset swap tackle unblock unlock unmount unset unwind
        wire
    """,
    commitments="""
        we will | we ll | we shall | we are going to | we re going to | is going to | are going to | we plan to |
        we re planning | we are planning | we plan on | we intend to | we have to | we need to | we should | we must |
        we want to | we would like to | we aim to | we hope to | we are hoping to | we are looking into |
        we re looking into | we are also looking into | we are looking at | we are working on | we re working on |
        we are currently working | we are working to | are working to | are working on | we are in the process of |
        will be | should be | must be | needs to be | need to be | has to be | have to be | should | will | must |
        needs to | need to | going to | plan to | plans to | planned to | intend to | intends to | is planned |
        are planned | is scheduled | to be done | i will | i ll | i should | i need to | i plan to | team will |
        resolves to | is aiming | are aiming | are investigating | is investigating | we are investigating |
        we are evaluating | we are considering | shall | we commit to | we are committed to | we re committed to |
        let s | it would be good to | consider | might be some follow up | we also plan | we also need |
        we also will | we will also | we are adding | we re adding | we are implementing | we are improving |
        we re improving | we are making | we are updating | we are reviewing | we are changing | we are taking |
        we have started | we have begun | we ve started | we ve begun | have already taken steps |
        corrective action was taken
    """,
    counterfactuals="""
        should have been | should not have been | shouldn t have been | could have been | could not have been |
        would have been | would not have been | might have been | must have been | will have been | should have had |
        could have had | would have had | would have prevented | could have prevented | would have caught |
        should have caught | should have noticed | could have avoided | should have alerted | would have alerted |
        could have recycled | would have helped | could have helped | should have known | should not have
    """,
    done_verbs="""
        added implemented fixed created updated removed deployed improved introduced enabled disabled changed migrated
        moved replaced increased decreased configured documented released merged patched restored reverted rotated
        upgraded automated completed established extended refactored reduced resolved rewrote wrote set switched
        tested validated verified shipped landed applied generated installed cleaned closed ensured enforced hardened
        expanded enhanced strengthened reviewed audited reconfigured redesigned simplified tightened doubled raised
        lowered scaled revoked rebuilt redeployed adjusted corrected split tuned wrapped
    """,
    teams="""
        team | teams | squad | group | guild | department | dept | engineering | engineers | ops | sre | sres |
        devops | platform | infra | infrastructure | security | qa | support | backend | frontend | data | on call |
        oncall | management | product | operator | operations | developers | devs | leadership | everyone | all |
        chapter | admins | maintainers | staff
    """,
    about={
        About.TITLE: """
            title | incident title | incident name | incident | event | event name | postmortem title | subject
        """,
        About.DATE: """
            date | incident date | date of incident | date of the incident | date of event | event date |
            outage date | date of outage | when | date utc | incident date utc | occurred | occurred on | date time |
            date and time | incident time | time of incident | day | incident day | failure date
        """,
        About.STARTED: """
            start | started | start time | start date | started at | incident start | incident started |
            incident start time | began | first observed | first occurrence | first detected | first seen | detected |
            detected at | onset | outage start | begin | impact start | time of detection | detection time |
            reported | incident declared | incident window | time | discovered | discovery date | issue detected |
            fault occurs | timestamp | duration | incident duration
        """,
        About.SEVERITY: """
            severity | sev | severity level | incident severity | priority | incident level | incident priority |
            impact level
        """,
        About.STATUS: "status | incident status | state | current status | postmortem status",
        About.AUTHORS: """
            author | authors | author s | written by | prepared by | reporter | report author | by |
            postmortem author | postmortem owner | document owner | created by | editor | editors | owner | owners |
            incident commander
        """,
        About.SERVICES: """
            service | services | affected service | affected services | affected service s | affected systems |
            affected system | systems affected | services affected | service affected | impacted services |
            impacted service | impacted systems | affected components | affected component | component | components |
            system | systems | product | application | workload | services impacted | affected
        """,
        About.WRITTEN: """
            published | publish date | published on | written | created | created on | last updated | updated |
            report date | postmortem date | document date | review date | date written | date of report | posted |
            posted on | date published | modified | date posted | date created | pubdate | published time
        """,
    },
    months="""
        january jan | february feb | march mar | april apr | may | june jun | july jul | august aug |
        september sep sept | october oct | november nov | december dec
    """,
    vague_dates="""
        asap | soon | now | immediately | today | tomorrow | tonight | next sprint | this sprint | next release |
        next version | ongoing | continuous | in the coming weeks | coming weeks | near future | eow | eom | eoq |
        eoy | next | later | follow up | short term | long term | medium term | mid term | near term | immediate |
        end of sprint | end of week | end of month | end of quarter | end of year | next business day | this week |
        next week | next month | next quarter | next year | this month | this quarter | this year | sprint |
        post launch | q1 | q2 | q3 | q4
    """,
    units={
        "day": "day days d working business",
        "week": "week weeks wk wks w",
        "month": "month months mo",
        "quarter": "quarter quarters qtr",
        "year": "year years",
        "sprint": "sprint sprints release releases iteration",
    },
    end_of="end of | by the end of | by end of | the end of | late | before the end of",
    within="in | within | in the next | over the next | for the next | within the next",
)
