"""Spanish."""

from __future__ import annotations

from typing import Final

from connectors.tracker import State
from service.extraction.words.language import About, Column, Language
from service.model import ItemType

SPANISH: Final = Language(
    code="es",
    actions="""
        acciones | acción | acciones a tomar | acciones a realizar | acciones correctivas | acción correctiva |
        acciones preventivas | acción preventiva | acciones correctivas y preventivas | acciones de mejora |
        acciones de seguimiento | acciones pendientes | acciones futuras | acciones propuestas |
        acciones recomendadas | acciones requeridas | plan de acción | plan de mejora | plan de remediación |
        puntos de acción | elementos de acción | ítems de acción | items de acción | medidas correctivas |
        medidas preventivas | medidas correctivas y preventivas | medidas de prevención | medidas a tomar |
        medidas futuras | medidas de corrección | medidas de mejora | próximos pasos | siguientes pasos |
        pasos a seguir | pasos siguientes | seguimiento | seguimientos | tareas | tareas pendientes |
        tareas de seguimiento | pendientes | por hacer | mejoras propuestas | mejoras futuras | mejoras a realizar |
        mejoras planificadas | propuestas de mejora | oportunidades de mejora | recomendaciones | compromisos |
        remediación | qué vamos a hacer | qué haremos | cómo evitarlo | cómo prevenirlo |
        cómo evitar que vuelva a ocurrir | cómo prevenir | prevención de recurrencia | para evitar que se repita |
        contramedidas | trabajo futuro | trabajos futuros
    """,
    measures="""
        mejoras | prevención | mitigación | mitigaciones | medidas | correcciones | qué se puede mejorar |
        qué podemos mejorar | qué mejorar | áreas de mejora | soluciones propuestas
    """,
    lessons="lecciones aprendidas | aprendizajes | conclusiones | conclusión | qué aprendimos",
    elsewhere="""
        acciones tomadas | acciones realizadas | medidas tomadas | medidas adoptadas | acciones inmediatas tomadas |
        acciones ejecutadas | resumen | resumen ejecutivo | línea de tiempo | cronología | cronograma | causa raíz |
        causas | causa | impacto | detección | resolución | recuperación | solución | qué pasó | qué ocurrió |
        qué salió bien | qué salió mal | qué funcionó | dónde tuvimos suerte | antecedentes | contexto | descripción |
        referencias | anexos | anexo | participantes | métricas | introducción | diagnóstico | respuesta |
        factores contribuyentes
    """,
    groups="""
        corto plazo | medio plazo | mediano plazo | largo plazo | inmediato | inmediatas | prioridad alta |
        prioridad media | prioridad baja | completadas | en curso | pendiente | procesos | técnicas | monitoreo |
        monitorización | documentación
    """,
    leads="""
        próximos pasos | siguientes acciones | siguientes medidas | acciones | tareas | vamos a |
        para evitar que vuelva a ocurrir | para evitarlo | medidas
    """,
    fillers="""
        el la los las un una de del y e o en a para por con que este esta estos estas incidente nuestro nuestra
        nuestras nuestros otras otros principales inmediatas futuras propuestas
    """,
    columns={
        Column.ACTION: """
            acción | acciones | tarea | tareas | medida | medidas | descripción | actividad | mejora | qué |
            elemento de acción | recomendación | próximo paso
        """,
        Column.TYPE: "tipo | categoría | clase",
        Column.OWNER: """
            responsable | responsables | propietario | dueño | asignado | asignado a | encargado | quién | equipo
        """,
        Column.REF: "ticket | incidencia | enlace | referencia | seguimiento",
        Column.DUE: """
            fecha límite | fecha | plazo | vencimiento | fecha de vencimiento | fecha objetivo | fecha compromiso |
            cuándo | fecha estimada | entrega
        """,
        Column.PRIORITY: "prioridad | urgencia",
        Column.STATUS: "estado | estatus | situación | avance",
        Column.ID: "núm | número",
        Column.NOTES: "notas | comentarios | observaciones | motivo | resultado",
        Column.EFFORT: "esfuerzo | estimación",
        Column.TIME: "hora | evento | suceso | tiempo",
    },
    types={
        ItemType.PREVENT: "prevenc* | prevenir | preventiv*",
        ItemType.MITIGATE: "mitiga* | contención",
        ItemType.DETECT: "detec* | monitor* | alerta* | observabilidad",
        ItemType.PROCESS: """
            proceso | procesos | procedimiento* | documenta* | comunicac* | formación | capacitación
        """,
        ItemType.INVESTIGATE: "investiga* | análisis",
        ItemType.REPAIR: "correc* | repara* | remedia* | arreglo* | limpieza",
    },
    hints={
        ItemType.DETECT: "alerta* | monitor* | métrica* | panel | detect* | notific* | logs | registro*",
        ItemType.PROCESS: """
            document* | proceso* | procedimiento* | formar | capacitar | runbook* | comunicar | guía*
        """,
        ItemType.INVESTIGATE: "investigar | analizar | evaluar | estudiar | averiguar",
        ItemType.MITIGATE: "mitigar | respaldo* | copia de seguridad | redundancia | failover | reducir",
        ItemType.REPAIR: "corregir | arreglar | reparar | limpiar | eliminar",
        ItemType.PREVENT: """
            prevenir | evitar | validar | prueba* | test* | asegurar | garantizar | verificar
        """,
    },
    states={
        State.OPEN: """
            pendiente | pendientes | por hacer | abierto | abierta | no iniciado | no iniciada | planificado |
            planificada | programado | sin empezar | aplazado
        """,
        State.IN_PROGRESS: "en progreso | en curso | en proceso | iniciado | en desarrollo | parcial",
        State.DONE: """
            hecho | hecha | completado | completada | completo | terminado | terminada | finalizado | finalizada |
            cerrado | cerrada | resuelto | resuelta | implementado | implementada | listo | realizado | realizada
        """,
        State.DROPPED: """
            cancelado | cancelada | descartado | descartada | rechazado | rechazada | no se hará
        """,
    },
    priorities="alta | media | baja | crítica | crítico | urgente | alto | medio | bajo",
    placeholders="""
        por definir | por determinar | ninguno | ninguna | sin asignar | pendiente de asignar | no aplica | nombre |
        a definir
    """,
    template="plantilla | describe | describir | rellenar | completar | ejemplo",
    due_words="para el | antes del | antes de | hasta el | fecha límite | plazo",
    ref_words="ver véase incidencia",
    plain_columns="descripción qué",
    questions="por qué cuál",
    openers="por favor primero también",
    numbers="un una uno | dos | tres | cuatro | cinco | seis",
    abbreviations="ej p.ej núm art",
    postmortem="incidente | caída | interrupción | fallo | análisis post mortem | causa raíz",
    guides="plantilla | guía | cómo | manual | procedimiento",
    verbs="""
        actualizar actualizando adaptar agregar agregando ajustar alertar ampliar analizar añadir aplicar aprender
        asegurar asignar aumentar automatizar auditar ayudar bloquear buscar cambiar capacitar centralizar comprobar
        comunicar configurar considerar contratar controlar coordinar corregir crear cubrir definir desactivar
        desarrollar desplegar detectar dividir documentar eliminar ejecutar enviar escribir establecer estudiar
        evaluar evitar exigir explorar formar fortalecer garantizar generar habilitar hacer implementar implantar
        incluir incorporar incrementar informar instalar integrar introducir investigar limitar limpiar mantener
        mejorar migrar minimizar mitigar modificar monitorear monitorizar mover notificar optimizar organizar permitir
        planificar preparar probar programar promover proteger publicar realizar reducir reemplazar reforzar
        refactorizar registrar renovar reparar replicar resolver restaurar restringir revisar revocar rotar separar
        simplificar simular solicitar solucionar supervisar sustituir tener usar utilizar validar verificar vigilar
    """,
    commitments="""
        vamos a | se va a | se implementará | se implementarán | se debe | se deben | debemos | tenemos que |
        hay que | es necesario | planeamos | implementaremos | añadiremos | mejoraremos | se realizará | se añadirá |
        deberíamos | queremos
    """,
    done_verbs="""
        implementamos añadimos corregimos actualizamos creamos configuramos agregamos mejoramos
    """,
    teams="equipo",
    about={
        About.DATE: "fecha | fecha del incidente | fecha de incidente",
        About.STARTED: "inicio | hora de inicio | fecha de inicio | detectado",
        About.SEVERITY: "severidad | gravedad",
        About.STATUS: "estado",
        About.AUTHORS: "autor | autores | autora | elaborado por | escrito por",
        About.SERVICES: """
            servicio | servicios | servicio afectado | servicios afectados | sistemas afectados
        """,
        About.WRITTEN: "publicado | actualizado | fecha de publicación | última actualización",
    },
    months="""
        enero ene | febrero feb | marzo mar | abril abr | mayo may | junio jun | julio jul | agosto ago |
        septiembre setiembre sep set | octubre oct | noviembre nov | diciembre dic
    """,
    vague_dates="""
        lo antes posible | próxima semana | próximo mes | próximo trimestre | esta semana | este mes | hoy | mañana |
        continuo | inmediato | corto plazo | medio plazo | largo plazo | próximo sprint
    """,
    units={
        "day": "día días",
        "week": "semana semanas",
        "month": "mes meses",
        "quarter": "trimestre",
        "year": "año años",
    },
    end_of="fin de | finales de | final de | a finales de",
    within="en | dentro de",
)
