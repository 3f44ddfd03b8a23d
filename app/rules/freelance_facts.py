"""The form of policy 12: what a commune's list of freelance workers says (each province prints its own)."""

from app.rules.fact import CONTACT, NOTE, PAYMENT, PERSON, RECEIVED_ON, Choice, Fact, Kind, Place

OCCUPATIONS = (
    Choice("mobile_lottery_seller", "Bán vé số lưu động", "Mobile lottery seller", ("Bán vé số dạo",)),
    Choice("disabled_lottery_seller", "Người khuyết tật bán vé số", "Disabled lottery seller"),
    Choice("street_vendor", "Buôn bán hàng rong", "Street vendor without a fixed place", ("Bán hàng rong",)),
    Choice("scrap_collector", "Thu mua phế liệu lưu động", "Mobile scrap buyer or collector", ("Nhặt phế liệu", "Thu gom phế liệu")),
    Choice("motorbike_taxi", "Xe ôm", "Motorbike taxi", ("Lái xe mô tô 2 bánh chở khách", "Chạy xe ôm")),
    Choice("porter", "Bốc vác", "Porter at markets, station, bus station", ("Khuân vác", "Bốc xếp")),
    Choice("food_service_worker", "Lao động tại hộ kinh doanh ăn uống", "Worker in a food and drink household business", ("Phục vụ quán ăn",)),
    Choice("wedding_restaurant_worker", "Lao động tại nhà hàng tiệc cưới", "Wedding restaurant worker"),
    Choice("hairdresser", "Cắt tóc, gội đầu", "Barber or hairdresser", ("Cắt tóc", "Làm tóc")),
    Choice("private_nursery_staff", "Giáo viên, nhân viên nhóm trẻ tư thục", "Teacher or staff of a private nursery", ("Giáo viên nhóm trẻ",)),
    Choice("house_building_worker", "Lao động xây dựng nhà ở tư nhân", "Worker on private house building", ("Thợ xây", "Phụ hồ")),
    Choice("small_food_service", "Dịch vụ ăn uống nhỏ lẻ", "Small food service"),
    Choice("farmer", "Làm nông", "Farmer", ("Nông dân",)),
    Choice("fisher", "Đánh bắt hải sản", "Fisher", ("Ngư dân",)),
    Choice("other", "Khác", "Other"),
)

FACTS = (
    Fact("commune_name", Kind.TEXT, "Xã, phường, thị trấn", "Commune", Place.HEADER, aliases=("Xã", "Phường", "Đơn vị", "UBND xã, phường")),
    *PERSON,
    Fact(
        "residence_commune", Kind.COMMUNE, "Nơi cư trú", "Commune of residence", required=True, for_rule=True,
        aliases=("Nơi thường trú", "Nơi ở hiện tại", "Nơi thường trú/tạm trú", "Xã, phường cư trú"),
        example="22738 - Phường Đô Vinh",
    ),
    Fact(
        "occupation", Kind.CHOICE, "Công việc", "Occupation", required=True, for_rule=True, choices=OCCUPATIONS,
        aliases=("Nghề nghiệp", "Công việc chính", "Việc làm", "Loại công việc"), example="Bán vé số lưu động",
    ),
    Fact(
        "workplace_commune", Kind.COMMUNE, "Nơi làm việc", "Commune of the workplace", required=True, for_rule=True,
        aliases=("Xã, phường nơi làm việc", "Địa bàn làm việc", "Địa điểm làm việc"),
        example="22759 - Phường Kinh Dinh", help="mã xã; ghi 'Ngoài tỉnh' nếu làm việc ngoài tỉnh (mã 00000)",
    ),
    Fact(
        "stopped_from", Kind.DATE, "Ngừng việc từ ngày", "Stopped work from", required=True, for_rule=True,
        aliases=("Ngày ngừng việc", "Mất việc từ ngày", "Thời điểm ngừng việc"), example="17/07/2021",
    ),
    Fact(
        "has_labour_contract", Kind.YES_NO, "Có hợp đồng lao động", "Has a labour contract", required=True, for_rule=True,
        aliases=("Có HĐLĐ", "HĐLĐ", "Giao kết HĐLĐ"), example="Không",
    ),
    *CONTACT,
    *PAYMENT,
    *NOTE,
    RECEIVED_ON,
)
