"""Portuguese."""

from __future__ import annotations

from typing import Final

from connectors.tracker import State
from service.extraction.words.language import About, Column, Language
from service.model import ItemType

PORTUGUESE: Final = Language(
    code="pt",
    actions="""
        ações | ação | ações corretivas | ação corretiva | ações preventivas | ação preventiva |
        ações corretivas e preventivas | ações de melhoria | ações de acompanhamento | ações futuras |
        ações pendentes | ações a tomar | ações a serem tomadas | ações propostas | ações recomendadas |
        ações planejadas | itens de ação | item de ação | pontos de ação | plano de ação | plano de melhoria |
        plano de remediação | plano de prevenção | medidas corretivas | medidas preventivas |
        medidas corretivas e preventivas | medidas de prevenção | medidas a tomar | próximos passos | próximas ações |
        próximas etapas | passos seguintes | acompanhamento | acompanhamentos | tarefas | tarefas pendentes |
        pendências | a fazer | melhorias relacionadas | melhorias propostas | melhorias futuras |
        melhorias planejadas | oportunidades de melhoria | recomendações | compromissos | remediação |
        o que vamos fazer | o que faremos | como evitar | como prevenir | como evitar que aconteça novamente |
        prevenção de recorrência | prevenção de reincidência | contramedidas | trabalho futuro | trabalhos futuros |
        follow ups
    """,
    measures="""
        melhorias | prevenção | mitigação | mitigações | medidas | correções | o que pode melhorar |
        o que podemos melhorar | pontos de melhoria | long term fixes
    """,
    lessons="lições aprendidas | aprendizados | conclusão | conclusões | o que aprendemos",
    elsewhere="""
        ações tomadas | ações realizadas | ações imediatas tomadas | medidas tomadas | medidas adotadas |
        ações executadas | resumo | resumo executivo | resumo do incidente | linha do tempo | cronologia |
        causa raiz | causas | causa | impacto | detecção | deteção | diagnóstico | correção | resolução |
        recuperação | solução | o que aconteceu | o que funcionou bem | o que deu certo | o que deu errado |
        o que não funcionou bem | onde tivemos sorte | contexto | descrição | referências | anexos | responsáveis |
        métricas | metadados | notas finais | resposta | fatores contribuintes
    """,
    groups="""
        curto prazo | médio prazo | longo prazo | imediato | imediatas | prioridade alta | prioridade média |
        prioridade baixa | concluídas | em andamento | processos | técnicas | monitoramento | documentação
    """,
    leads="""
        próximos passos | seguintes ações | seguintes medidas | ações | tarefas | vamos |
        para evitar que aconteça novamente | medidas
    """,
    fillers="""
        o a os as um uma de do da dos das e ou em no na para por com que este esta incidente nosso nossa nossas nossos
        outras outros principais imediatas futuras
    """,
    columns={
        Column.ACTION: """
            ação | ações | tarefa | tarefas | medida | descrição | atividade | melhoria | o que | item de ação |
            recomendação
        """,
        Column.TYPE: "tipo | categoria | classe",
        Column.OWNER: "responsável | responsáveis | dono | atribuído a | quem | equipe | time",
        Column.REF: "ticket | chamado | referência | link | issue",
        Column.DUE: """
            prazo | data limite | data | data prevista | vencimento | previsão | quando | data de entrega | entrega
        """,
        Column.PRIORITY: "prioridade | urgência",
        Column.STATUS: "status | estado | situação",
        Column.NOTES: "notas | comentários | observação | observações | motivo | valor",
        Column.EFFORT: "esforço | estimativa",
        Column.TIME: "hora | horário | evento",
    },
    types={
        ItemType.PREVENT: "preven*",
        ItemType.MITIGATE: "mitiga* | contenção",
        ItemType.DETECT: "detec* | detet* | monitor* | alerta* | observabilidade",
        ItemType.PROCESS: """
            processo* | procedimento* | documenta* | comunica* | treinamento | formação | educa*
        """,
        ItemType.INVESTIGATE: "investiga* | análise",
        ItemType.REPAIR: "corre* | repar* | remedia* | limpeza",
    },
    hints={
        ItemType.DETECT: "alerta* | monitor* | métrica* | painel | detect* | notific* | logs",
        ItemType.PROCESS: """
            document* | processo* | procedimento* | treinar | treinamento | runbook* | comunicar
        """,
        ItemType.INVESTIGATE: "investigar | analisar | avaliar | estudar",
        ItemType.MITIGATE: "mitigar | backup* | redundância | reduzir",
        ItemType.REPAIR: "corrigir | consertar | reparar | limpar | remover",
        ItemType.PREVENT: "prevenir | evitar | validar | teste* | testar | garantir | verificar",
    },
    states={
        State.OPEN: """
            pendente | a fazer | aberto | aberta | não iniciado | não iniciada | planejado | planejada | agendado |
            adiado
        """,
        State.IN_PROGRESS: "em andamento | em progresso | em curso | iniciado | em desenvolvimento | parcial",
        State.DONE: """
            feito | feita | concluído | concluída | completo | completa | finalizado | finalizada | fechado |
            resolvido | resolvida | implementado | implementada | pronto | realizado | entregue
        """,
        State.DROPPED: "cancelado | cancelada | descartado | rejeitado | não será feito",
    },
    priorities="alta | média | baixa | crítica | urgente | alto | médio | baixo",
    placeholders="""
        a definir | nenhum | nenhuma | não atribuído | não se aplica | nome | sem responsável | se aplicável
    """,
    template="modelo | descreva | preencha | preencher | liste | exemplo",
    due_words="até | até o dia | prazo | para o dia | antes de",
    ref_words="ver veja chamado",
    plain_columns="descrição",
    numbers="um uma | dois duas | três | quatro | cinco | seis",
    abbreviations="ex p.ex",
    postmortem="incidente | queda | interrupção | falha | indisponibilidade",
    guides="modelo | guia | como | manual | procedimento | título do incidente",
    verbs="""
        adicionar adaptar adotar ajustar alertar alterar ampliar analisar aplicar aprimorar atualizar atribuir
        aumentar automatizar auditar avaliar bloquear buscar capacitar centralizar comunicar configurar considerar
        contratar controlar coordenar corrigir criar definir desabilitar desativar desenvolver detectar dividir
        documentar eliminar enviar escrever estabelecer estudar evitar exigir executar explorar fazer fortalecer
        garantir gerar habilitar implantar implementar incluir incorporar informar instalar integrar introduzir
        investigar limitar limpar manter melhorar migrar minimizar mitigar modificar monitorar mover notificar
        otimizar organizar permitir planejar preparar programar proteger publicar realizar reduzir refatorar reforçar
        registrar remover reparar replicar resolver restaurar restringir revisar revogar rotacionar separar
        simplificar simular solicitar substituir testar tornar treinar usar utilizar validar verificar
    """,
    commitments="""
        vamos | iremos | será implementado | serão implementados | devemos | precisamos | temos que | é necessário |
        planejamos | implementaremos | adicionaremos | será realizado | deveríamos | pretendemos
    """,
    done_verbs="implementamos adicionamos corrigimos atualizamos criamos configuramos melhoramos",
    teams="equipe | time",
    about={
        About.DATE: "data | data do incidente | data hora | data e hora",
        About.STARTED: "início | hora de início | data de início | detectado em",
        About.SEVERITY: "severidade | gravidade",
        About.STATUS: "status | estado",
        About.AUTHORS: "autor | autores | autora | escrito por | elaborado por",
        About.SERVICES: "serviço | serviços | serviços afetados | serviço afetado | sistemas afetados",
        About.WRITTEN: "publicado | atualizado | última atualização | data do post mortem",
    },
    months="""
        janeiro jan | fevereiro fev | março mar | abril abr | maio mai | junho jun | julho jul | agosto ago |
        setembro set | outubro out | novembro nov | dezembro dez
    """,
    vague_dates="""
        o mais rápido possível | próxima semana | próximo mês | próximo trimestre | esta semana | este mês | hoje |
        amanhã | contínuo | imediato | curto prazo | médio prazo | longo prazo | próxima sprint
    """,
    units={
        "day": "dia dias",
        "week": "semana semanas",
        "month": "mês meses",
        "quarter": "trimestre",
        "year": "ano anos",
    },
    end_of="fim de | fim do | final de | final do | até o fim de | até o final de",
    within="em | dentro de",
)
