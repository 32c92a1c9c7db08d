"""Korean."""

from __future__ import annotations

from typing import Final

from connectors.tracker import State
from service.extraction.words.language import About, Column, Language
from service.model import ItemType

KOREAN: Final = Language(
    code="ko",
    actions="""
        액션 아이템 | 액션아이템 | 액션 플랜 | 조치 사항 | 조치사항 | 조치 계획 | 향후 조치 | 후속 조치 | 후속조치 |
        후속 작업 | 후속작업 | 추가 조치 | 재발 방지 | 재발방지 | 재발 방지 대책 | 재발 방지책 | 재발 방지 조치 |
        재발 방지 계획 | 개선 사항 | 개선사항 | 개선 계획 | 개선 방안 | 개선안 | 개선 과제 | 개선 조치 | 예방 조치 |
        예방조치 | 예방 대책 | 예방책 | 시정 조치 | 시정조치 | 대책 | 대응 방안 | 향후 계획 | 향후 대책 | 향후 과제 |
        향후 개선 | 다음 단계 | 다음 할 일 | 다음 작업 | 할 일 | 해야 할 일 | 남은 작업 | 남은 과제 | 미해결 과제 |
        권장 사항 | 권고 사항 | 제안 | 팔로업 | 추후 작업 | 추후 계획 | 해결 과제 | 근본 대책 | 장기 대책
    """,
    measures="개선점 | 개선 | 예방 | 완화 | 조치 | 방지 | 보완 | 보완 사항 | 개선할 점 | 아쉬운 점",
    lessons="교훈 | 배운 점 | 배운점 | 배운 것 | 느낀 점 | 회고 | 결론 | 마무리 | 정리 | 시사점",
    elsewhere="""
        조치 내용 | 조치 내역 | 수행한 조치 | 취한 조치 | 조치 결과 | 즉시 조치 | 긴급 조치 | 임시 조치 | 대응 내용 |
        대응 과정 | 요약 | 개요 | 타임라인 | 시간순 | 경과 | 근본 원인 | 원인 | 원인 분석 | 직접 원인 | 영향 |
        영향 범위 | 탐지 | 감지 | 발견 | 해결 | 해결 방법 | 해결 과정 | 복구 | 무슨 일이 있었나 | 무슨 일이 일어났나 |
        잘된 점 | 잘한 점 | 잘못된 점 | 운이 좋았던 점 | 배경 | 상세 | 설명 | 현상 | 증상 | 참고 | 참고 자료 |
        관련 문서 | 부록 | 참석자 | 상태 | 트리거 | 문제 | 문제 상황
    """,
    groups="""
        단기 | 중기 | 장기 | 즉시 | 우선순위 높음 | 완료 | 진행 중 | 진행중 | 프로세스 | 기술 | 모니터링 | 문서 | 운영
    """,
    leads="다음과 같은 조치 | 다음 조치 | 재발을 방지 | 향후 다음 | 다음과 같이 개선",
    fillers="및 과 와 의 를 을 위한 사항 계획 목록 방안 향후 추가 이번 장애",
    columns={
        Column.ACTION: """
            조치 | 조치 사항 | 조치사항 | 조치 내용 | 액션 | 액션 아이템 | 작업 | 내용 | 항목 | 할 일 | 개선 사항 |
            대책 | 과제 | 설명
        """,
        Column.TYPE: "종류 | 유형 | 구분 | 분류 | 타입",
        Column.OWNER: "담당 | 담당자 | 책임자 | 오너 | 담당 팀 | 담당팀 | 팀",
        Column.REF: "티켓 | 이슈 | 링크 | 참조",
        Column.DUE: "기한 | 마감 | 마감일 | 완료 예정일 | 예정일 | 일정 | 목표일 | 완료일 | 데드라인",
        Column.PRIORITY: "우선순위 | 중요도 | 우선 순위",
        Column.STATUS: "상태 | 진행 상태 | 진행상황 | 진행 상황 | 현황",
        Column.ID: "번호",
        Column.NOTES: "비고 | 메모 | 코멘트 | 이유 | 근거",
        Column.EFFORT: "공수",
        Column.TIME: "시각 | 시간 | 사건 | 이벤트 | 일시",
    },
    types={
        ItemType.PREVENT: "예방 | 방지 | 재발 방지",
        ItemType.MITIGATE: "완화 | 영향 축소 | 경감",
        ItemType.DETECT: "감지 | 탐지 | 모니터링 | 알림 | 알람 | 경보",
        ItemType.PROCESS: "프로세스 | 절차 | 문서 | 문서화 | 교육 | 커뮤니케이션 | 런북",
        ItemType.INVESTIGATE: "조사 | 분석 | 원인 분석 | 연구",
        ItemType.REPAIR: "수정 | 복구 | 수리 | 시정 | 정리",
    },
    hints={
        ItemType.DETECT: "알림 | 알람 | 모니터링 | 감지 | 대시보드 | 메트릭 | 로그 | 임계",
        ItemType.PROCESS: "문서 | 절차 | 프로세스 | 교육 | 런북 | 가이드 | 공유",
        ItemType.INVESTIGATE: "조사 | 분석 | 검토 | 확인",
        ItemType.MITIGATE: "백업 | 이중화 | 롤백 | 완화 | 폴백",
        ItemType.REPAIR: "수정 | 삭제 | 교체 | 제거",
        ItemType.PREVENT: "방지 | 테스트 | 검증 | 자동화 | 제한 | 체크 | 정책",
    },
    states={
        State.OPEN: """
            미착수 | 예정 | 대기 | 미완료 | 미진행 | 검토 중 | 보류 | 백로그 | 시작 전 | 할 일
        """,
        State.IN_PROGRESS: "진행 중 | 진행중 | 작업 중 | 작업중 | 착수 | 일부 완료",
        State.DONE: """
            완료 | 완료됨 | 적용됨 | 적용 완료 | 해결 | 해결됨 | 반영 | 반영됨 | 조치 완료 | 종료 | 배포 완료 |
            처리 완료
        """,
        State.DROPPED: "취소 | 취소됨 | 철회 | 반려 | 제외 | 미진행 결정",
    },
    priorities="높음 | 중간 | 보통 | 낮음 | 긴급 | 상 | 중 | 하",
    placeholders="미정 | 없음 | 해당 없음 | 해당없음 | 추후 결정 | 미배정",
    template="템플릿 | 작성하세요 | 기입 | 예시",
    ref_words="참조",
    plain_columns="내용 항목",
    postmortem="장애 | 포스트모템 | 사고 | 인시던트",
    guides="템플릿 | 가이드 | 작성법 | 매뉴얼 | 런북",
    commitments="""
        할 예정 | 예정입니다 | 해야 한다 | 해야 합니다 | 하겠습니다 | 할 계획 | 필요합니다 | 필요하다 | 필요 |
        도입한다 | 추가한다 | 개선한다 | 검토한다 | 하기로
    """,
    teams="팀 | 조직",
    about={
        About.DATE: "날짜 | 일자 | 일시 | 발생일 | 발생 일시 | 발생일시 | 장애 일시",
        About.STARTED: "시작 | 시작 시각 | 발생 시각 | 감지 시각",
        About.SEVERITY: "심각도 | 등급 | 장애 등급",
        About.STATUS: "상태",
        About.AUTHORS: "작성자 | 저자 | 보고자",
        About.SERVICES: "서비스 | 영향 서비스 | 대상 서비스 | 영향받은 서비스",
        About.WRITTEN: "작성일 | 수정일 | 게시일",
    },
    vague_dates="""
        이번 주 | 다음 주 | 이번 달 | 다음 달 | 이번 분기 | 다음 분기 | 즉시 | 상시 | 오늘 | 내일 | 다음 스프린트 |
        연내 | 월내
    """,
    units={
        "day": "일",
        "week": "주",
        "month": "개월 달",
        "quarter": "분기",
        "year": "년",
    },
    end_of="말",
)
