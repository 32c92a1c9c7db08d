"""Vietnamese."""

from __future__ import annotations

from typing import Final

from connectors.tracker import State
from service.extraction.words.language import About, Column, Language
from service.model import ItemType

VIETNAMESE: Final = Language(
    code="vi",
    actions="""
        hành động | các hành động | hành động khắc phục | hành động phòng ngừa | hành động khắc phục và phòng ngừa |
        hành động tiếp theo | hành động cần làm | hành động cần thực hiện | hành động cải tiến | danh sách hành động |
        kế hoạch hành động | kế hoạch khắc phục | kế hoạch cải tiến | kế hoạch cải thiện | biện pháp khắc phục |
        biện pháp phòng ngừa | biện pháp phòng tránh | biện pháp ngăn ngừa | biện pháp ngăn chặn |
        biện pháp cải thiện | các biện pháp | biện pháp | các bước tiếp theo | bước tiếp theo | việc cần làm |
        công việc cần làm | công việc tiếp theo | cần làm | theo dõi tiếp theo | khuyến nghị | đề xuất |
        đề xuất cải tiến | cải tiến đề xuất | phòng ngừa tái diễn | ngăn ngừa tái diễn | làm thế nào để ngăn chặn |
        làm sao để tránh | giải pháp lâu dài | giải pháp dài hạn | hướng khắc phục | action items
    """,
    measures="""
        phòng ngừa | phòng tránh | cải tiến | cải thiện | giảm thiểu | khắc phục | điểm cần cải thiện | cần cải thiện
    """,
    lessons="bài học | bài học kinh nghiệm | bài học rút ra | kết luận | rút kinh nghiệm",
    elsewhere="""
        hành động đã thực hiện | biện pháp đã thực hiện | các bước đã thực hiện | đã thực hiện | tóm tắt | tổng quan |
        dòng thời gian | diễn biến | nguyên nhân | nguyên nhân gốc | nguyên nhân gốc rễ | tác động | ảnh hưởng |
        phát hiện | cách khắc phục | xử lý | giải quyết | khôi phục | điều gì đã xảy ra | chuyện gì đã xảy ra |
        điều làm tốt | những gì đã làm tốt | điều chưa tốt | bối cảnh | mô tả | triệu chứng | tham khảo | phụ lục |
        chẩn đoán
    """,
    groups="""
        ngắn hạn | trung hạn | dài hạn | ngay lập tức | ưu tiên cao | ưu tiên thấp | đã hoàn thành | đang thực hiện |
        quy trình | kỹ thuật | giám sát | tài liệu
    """,
    leads="""
        các bước tiếp theo | các hành động sau | các biện pháp sau | chúng tôi sẽ | để tránh | để ngăn chặn |
        việc cần làm
    """,
    fillers="và hoặc các những của cho để trong với về sự cố này chúng tôi tiếp theo",
    columns={
        Column.ACTION: """
            hành động | công việc | nhiệm vụ | biện pháp | mô tả | nội dung | việc cần làm | cải tiến | hạng mục
        """,
        Column.TYPE: "loại | phân loại",
        Column.OWNER: """
            người phụ trách | phụ trách | người chịu trách nhiệm | người thực hiện | chủ sở hữu | ai | nhóm | đội
        """,
        Column.REF: "ticket | liên kết | tham chiếu",
        Column.DUE: "hạn | thời hạn | hạn chót | ngày | ngày hoàn thành | khi nào",
        Column.PRIORITY: "ưu tiên | mức ưu tiên | độ ưu tiên | mức độ ưu tiên",
        Column.STATUS: "trạng thái | tình trạng | tiến độ",
        Column.ID: "stt",
        Column.NOTES: "ghi chú | chú thích | lý do",
        Column.EFFORT: "ước lượng",
        Column.TIME: "thời gian | sự kiện | giờ",
    },
    types={
        ItemType.PREVENT: "phòng ngừa | ngăn ngừa | ngăn chặn | phòng tránh",
        ItemType.MITIGATE: "giảm thiểu",
        ItemType.DETECT: "phát hiện | giám sát | cảnh báo",
        ItemType.PROCESS: "quy trình | tài liệu | đào tạo | truyền thông",
        ItemType.INVESTIGATE: "điều tra | phân tích | nghiên cứu",
        ItemType.REPAIR: "sửa chữa | khắc phục | sửa lỗi",
    },
    hints={
        ItemType.DETECT: "cảnh báo | giám sát | theo dõi | log | alert",
        ItemType.PROCESS: "tài liệu | quy trình | đào tạo | hướng dẫn",
        ItemType.INVESTIGATE: "điều tra | nghiên cứu | đánh giá | phân tích",
        ItemType.MITIGATE: "dự phòng | sao lưu | backup | giảm",
        ItemType.REPAIR: "sửa | xóa | thay thế",
        ItemType.PREVENT: "kiểm tra | test | ngăn | tránh | đảm bảo | xác thực",
    },
    states={
        State.OPEN: """
            chưa làm | chưa bắt đầu | mở | chờ | đang chờ | kế hoạch | chưa thực hiện | cần làm | chưa xong
        """,
        State.IN_PROGRESS: "đang làm | đang thực hiện | đang tiến hành | đang xử lý",
        State.DONE: "hoàn thành | đã hoàn thành | đã xong | xong | đã làm | đã thực hiện | đã đóng",
        State.DROPPED: "hủy | đã hủy | bỏ qua | từ chối",
    },
    priorities="cao | trung bình | thấp | khẩn cấp | nghiêm trọng",
    placeholders="chưa có | không có | chưa xác định | không",
    template="mẫu | mô tả | điền | ví dụ",
    due_words="trước | trước ngày | hạn",
    ref_words="xem",
    plain_columns="nội dung mô tả",
    questions="tại sao",
    numbers="một | hai | ba | bốn | năm | sáu",
    postmortem="sự cố | gián đoạn | báo cáo sự cố",
    guides="mẫu | hướng dẫn | quy trình",
    verbs="""
        thêm bổ cập cải cấu chuyển chặn chia dùng đảm đánh đào đặt đồng đưa gỡ giám giảm giới hạn kiểm khôi kích lập
        loại luôn mở nâng ngăn nghiên phân rà sao sửa sử tạo tách tăng tắt thay theo thiết thống thử thực tích tối
        triển tự viết xác xây xem xóa yêu
    """,
    commitments="chúng tôi sẽ | sẽ | cần | cần phải | phải | nên | dự kiến | có kế hoạch",
    done_verbs="đã",
    teams="nhóm | đội | team",
    about={
        About.DATE: "ngày | ngày xảy ra | ngày sự cố",
        About.STARTED: "bắt đầu | thời gian bắt đầu | phát hiện",
        About.SEVERITY: "mức độ | mức độ nghiêm trọng",
        About.STATUS: "trạng thái",
        About.AUTHORS: "tác giả | người viết | người báo cáo",
        About.SERVICES: "dịch vụ | dịch vụ bị ảnh hưởng | hệ thống bị ảnh hưởng",
        About.WRITTEN: "cập nhật | ngày viết | ngày tạo",
    },
    vague_dates="""
        càng sớm càng tốt | tuần tới | tháng tới | quý tới | tuần này | tháng này | hôm nay | ngày mai | liên tục |
        ngay | ngắn hạn | dài hạn
    """,
    units={
        "day": "ngày",
        "week": "tuần",
        "month": "tháng",
        "quarter": "quý",
        "year": "năm",
    },
    end_of="cuối",
    within="trong | trong vòng",
)
