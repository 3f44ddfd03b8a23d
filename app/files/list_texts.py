"""What is said of each fault of a list, by its code, in Vietnamese and English; no text repeats anything personal."""

CELLS = {
    "MISSING_VALUE": ("Thiếu “{title}”: hãy điền ô này.", "“{title}” is missing: fill in this cell."),
    "CELL_TOO_LONG": (
        "Ô “{title}” quá dài: tối đa 500 ký tự.",
        "The cell “{title}” is too long: 500 characters at most.",
    ),
    "CELL_ERROR": (
        "Ô “{title}” báo lỗi của bảng tính (#N/A, #REF! …): hãy nhập lại giá trị.",
        "The cell “{title}” holds a spreadsheet error (#N/A, #REF! …): enter the value again.",
    ),
    "FORMULA_NOT_ALLOWED": (
        "Ô “{title}” chứa công thức: hãy dán lại dưới dạng giá trị (Paste Special, Values).",
        "The cell “{title}” holds a formula: paste it as a value (Paste Special, Values).",
    ),
    "MERGED_CELLS": (
        "Ô “{title}” bị gộp với ô khác: hãy bỏ gộp ô và điền từng dòng.",
        "The cell “{title}” is merged with another: unmerge the cells and fill in each row.",
    ),
    "TYPE_WRONG": (
        "“{title}” không đúng kiểu dữ liệu: phải là {detail}.",
        "“{title}” has the wrong type: it must be {detail}.",
    ),
    "SUSPICIOUS_CHARACTER": (
        "Ô “{title}” có ký tự không hợp lệ ({detail}): hãy gõ lại bằng bàn phím tiếng Việt Unicode.",
        "The cell “{title}” has characters that do not belong there ({detail}): type it again.",
    ),
    "LEGACY_FONT": (
        "Ô “{title}” gõ bằng phông chữ cũ ({detail}): hãy chuyển sang Unicode, hoặc gửi lại với source_font={detail}.",
        "The cell “{title}” is written for an old font ({detail}): convert it, or send it with source_font={detail}.",
    ),
    "FONT_CONVERTED": (
        "“{title}” đã chuyển từ phông {detail} sang Unicode theo yêu cầu: hãy xem lại.",
        "“{title}” was converted from the font {detail} to Unicode as asked: look it over.",
    ),
    "DATE_UNREADABLE": (
        "Không đọc được ngày ở “{title}”: ghi ngày có thật theo dạng dd/mm/yyyy, ví dụ 17/07/2021.",
        "The date in “{title}” cannot be read: write a real day as dd/mm/yyyy, such as 17/07/2021.",
    ),
    "BIRTH_TOO_OLD": (
        "“{title}” trước năm 1900: hãy kiểm tra lại năm sinh.",
        "“{title}” lies before the year 1900: check the year of birth.",
    ),
    "BIRTH_AHEAD": (
        "“{title}” sau ngày tiếp nhận danh sách: hãy kiểm tra lại.",
        "“{title}” lies after the day on which the list was received: check it.",
    ),
    "INTEGER_UNREADABLE": (
        "“{title}” phải là số nguyên, chỉ gồm chữ số.",
        "“{title}” must be a whole number, digits only.",
    ),
    "PREGNANT_MAN": (
        "“{title}” ghi Có nhưng giới tính là Nam: kiểm tra lại hai ô.",
        "“{title}” says yes and the sex is male: check both cells.",
    ),
    "DECLINED_BY_LIST": (
        "“{title}” ghi Có: hồ sơ chờ đến khi ghi nhận văn bản do chính người đó ký, từng người một.",
        "“{title}” says yes: the application waits until the person's own signed paper is recorded, one by one.",
    ),
    "CHILD_INCOMPLETE": (
        "“{title}” có tên nhưng thiếu cả ngày sinh và số giấy khai sinh: ghi thêm, hoặc xoá tên.",
        "“{title}” has a name and neither date of birth nor certificate number: add them, or take the name out.",
    ),
    "DAYS_REVERSED": (
        "“{title}” trước ngày bắt đầu: kiểm tra lại hai ngày.",
        "“{title}” lies before the first day: check both days.",
    ),
    "MONEY_UNREADABLE": (
        "Số tiền ở “{title}” phải là số nguyên đồng lớn hơn 0, ví dụ 1500000 hoặc 1.500.000.",
        "The amount in “{title}” must be whole đồng above 0, such as 1500000 or 1.500.000.",
    ),
    "CHOICE_UNKNOWN": (
        "Giá trị ở “{title}” không có trong mẫu; hãy ghi một trong: {detail}.",
        "The value in “{title}” is not one the form knows; write one of: {detail}.",
    ),
    "COMMUNE_UNKNOWN": (
        "Không nhận ra xã, phường ở “{title}”: ghi mã và tên, ví dụ “22738 - Phường Đô Vinh”, hoặc “Ngoài tỉnh”.",
        "The commune in “{title}” is not known: write code and name, such as “22738 - Phường Đô Vinh”.",
    ),
    "COMMUNE_MISMATCH": (
        "Mã và tên xã, phường ở “{title}” không khớp; mã này là của {detail}.",
        "Code and name of the commune in “{title}” disagree; the code is that of {detail}.",
    ),
    "CITIZEN_ID_DIGITS": (
        "Số CCCD ở “{title}” phải có đúng 12 chữ số: hãy đối chiếu với giấy tờ.",
        "The citizen identity number in “{title}” must have exactly 12 digits: check it against the card.",
    ),
    "CITIZEN_ID_DISAGREES": (
        "Số CCCD ở “{title}” không khớp giới tính hoặc năm sinh của dòng: hãy kiểm tra lại.",
        "The citizen identity number in “{title}” disagrees with the row's sex or year of birth: check them.",
    ),
    "CITIZEN_ID_ABROAD": (
        "Số CCCD ở “{title}” bắt đầu bằng mã của người sinh ở nước ngoài: hãy đối chiếu với giấy tờ.",
        "The citizen identity number in “{title}” begins as of somebody born abroad: check it against the card.",
    ),
    "CITIZEN_ID_PROVINCE": (
        "Ba chữ số đầu của số CCCD ở “{title}” không phải mã tỉnh nào: hãy đối chiếu với giấy tờ.",
        "The first three digits of the citizen identity number in “{title}” are no province's: check the card.",
    ),
    "PASSPORT_WRONG": (
        "Số hộ chiếu ở “{title}” phải là ô văn bản, 6 đến 12 ký tự gồm chữ in và chữ số.",
        "The passport number in “{title}” must be a text cell of 6 to 12 capital letters and digits.",
    ),
    "OLD_IDENTITY_DIGITS": (
        "Số CMND ở “{title}” phải có đúng 9 chữ số (số 12 chữ số ghi ở cột CCCD).",
        "The old identity number in “{title}” must have exactly 9 digits (12 digits belong in the CCCD column).",
    ),
    "INSURANCE_NUMBER_DIGITS": (
        "Mã số BHXH ở “{title}” phải có đúng 10 chữ số.",
        "The social insurance number in “{title}” must have exactly 10 digits.",
    ),
    "TAX_CODE_WRONG": (
        "Mã số thuế ở “{title}” không đúng: 10 chữ số (hoặc 10 chữ số - 3 chữ số), kể cả số kiểm tra.",
        "The tax code in “{title}” is wrong: 10 digits (or 10 digits - 3 digits), check digit included.",
    ),
    "PHONE_DIGITS": (
        "Số điện thoại ở “{title}” phải có 10 hoặc 11 chữ số, bắt đầu bằng 0; mỗi ô một số.",
        "The phone number in “{title}” must have 10 or 11 digits and begin with 0; one number a cell.",
    ),
    "LEADING_ZERO_LOST": (
        "Số ở “{title}” có vẻ đã mất số 0 ở đầu: định dạng ô là văn bản (Text) và nhập lại đủ số.",
        "The number in “{title}” seems to have lost its leading zero: format the cell as text and enter it whole.",
    ),
    "DIGITS_LOST": (
        "Bảng tính đã làm mất chữ số ở “{title}”: định dạng ô là văn bản (Text) và nhập lại từ giấy tờ.",
        "The spreadsheet has lost digits in “{title}”: format the cell as text and enter it again from the paper.",
    ),
    "NUMBER_NOT_TEXT": (
        "Ô “{title}” đang là kiểu số; lần sau hãy định dạng văn bản (Text) để không mất số 0.",
        "The cell “{title}” is a number; format it as text next time, so that no zero is lost.",
    ),
    "NUMBER_CLEANED": (
        "Đã bỏ dấu cách, dấu chấm hoặc dấu thừa ở “{title}”.",
        "Spaces, full stops or other signs in “{title}” were left out.",
    ),
    "BANK_UNKNOWN": (
        "Không nhận ra ngân hàng ở “{title}”: ghi tên thường dùng, ví dụ Agribank, Vietcombank, BIDV.",
        "The bank in “{title}” is not known: write its usual name, such as Agribank, Vietcombank, BIDV.",
    ),
    "ACCOUNT_DIGITS": (
        "Số tài khoản ở “{title}” phải có 6 đến 19 chữ số (hoặc chữ cái in hoa).",
        "The account number in “{title}” must have 6 to 19 digits (or capital letters).",
    ),
    "ACCOUNT_NOT_TEXT": (
        "Số tài khoản ở “{title}” đang là kiểu số, có thể đã mất số 0 ở đầu: định dạng văn bản và nhập lại.",
        "The account in “{title}” is a number and may have lost a leading zero: format as text and enter it again.",
    ),
    "NAME_NOT_BANKABLE": (
        "Ngân hàng không ghi được tên ở “{title}” ({detail}): hãy ghi tên chủ tài khoản như trên tài khoản.",
        "Banks cannot write the name in “{title}” ({detail}): give the holder's name as the account has it.",
    ),
    "ACCOUNT_MISSING": (
        "Nhận bằng chuyển khoản nhưng thiếu “{title}”.",
        "Payment is by transfer, but “{title}” is missing.",
    ),
    "BANK_MISSING": (
        "Nhận bằng chuyển khoản nhưng thiếu “{title}”.",
        "Payment is by transfer, but “{title}” is missing.",
    ),
    "IDENTITY_MISSING": (
        "Thiếu giấy tờ tùy thân: ghi số CCCD, hoặc số CMND nếu chưa đổi.",
        "No identity number: give the citizen identity number, or the old one where there is no new one.",
    ),
}
"""What may be wrong with a cell; {title} is the column's title as the form declares it."""

ROWS = {
    "HIDDEN_ROW": (
        "Dòng này đang bị ẩn hoặc bị lọc: hãy hiện dòng (bỏ lọc) để kiểm tra, hoặc xoá hẳn.",
        "This row is hidden or filtered out: show it (clear the filter) and check it, or delete it.",
    ),
    "ROW_RAGGED": (
        "Dòng này có nhiều ô hơn hàng tiêu đề: dấu phân cách nằm trong giá trị phải được đặt trong ngoặc kép.",
        "This row has more cells than there are titles: a delimiter inside a value must be in quotes.",
    ),
    "FIELD_UNKNOWN": (
        "Dòng có trường mà mẫu không biết; các trường: {detail}.",
        "The row has a field that the form does not know; the fields are: {detail}.",
    ),
    "DUPLICATE_IN_LIST": (
        "Dòng này trùng hoàn toàn với dòng {detail}: hãy xoá.",
        "The same as row {detail}: remove it.",
    ),
    "DUPLICATE_DIFFERS": (
        "Cùng số giấy tờ với dòng {detail} nhưng nội dung khác: giữ dòng đúng, hoặc sửa số.",
        "The same identity number as row {detail} with other content: keep the right row, or correct the number.",
    ),
    "LINE_SKIPPED": (
        "Dòng này không phải một hồ sơ nên được bỏ qua.",
        "This line is no entry of the list and was passed over.",
    ),
}

FILES = {
    "FILE_EMPTY": ("Tệp rỗng.", "The file is empty."),
    "FILE_TYPE_UNSUPPORTED": (
        "Loại tệp không được nhận: hãy lưu thành Excel (.xlsx) hoặc CSV UTF-8 rồi gửi lại.",
        "This type of file is not taken: save it as Excel (.xlsx) or CSV UTF-8 and send it again.",
    ),
    "FILE_ENCRYPTED": (
        "Tệp có mật khẩu: hãy bỏ mật khẩu rồi gửi lại.",
        "The file has a password: remove it and send the file again.",
    ),
    "FILE_HAS_MACROS": (
        "Tệp có macro: hãy lưu thành .xlsx không macro rồi gửi lại.",
        "The file has macros: save it as .xlsx without macros and send it again.",
    ),
    "FILE_NOT_SAFE": (
        "Tệp có liên kết ngoài, đối tượng nhúng hoặc cấu trúc lạ: hãy chép giá trị sang tệp mới rồi gửi lại.",
        "The file has outside links, embedded objects or a strange structure: copy its values to a new file.",
    ),
    "FILE_DAMAGED": (
        "Tệp bị hỏng hoặc không đầy đủ: hãy mở, lưu lại bằng Excel rồi gửi lại.",
        "The file is damaged or incomplete: open it, save it again with Excel and send it again.",
    ),
    "FILE_TOO_COMPLEX": (
        "Tệp quá lớn hoặc quá phức tạp để đọc: chép riêng bảng sang tệp mới, hoặc chia nhỏ danh sách.",
        "The file is too large or complex to read: copy the table alone to a new file, or split the list.",
    ),
    "FAR_CELL": (
        "Có ô ở rất xa bảng: hãy xoá các dòng, cột thừa phía dưới và bên phải bảng.",
        "A cell lies far outside the table: delete the superfluous rows and columns below and beside it.",
    ),
    "ENCODING_UNKNOWN": (
        "Không đọc được bảng mã của tệp: hãy lưu thành “CSV UTF-8 (Comma delimited)” hoặc .xlsx.",
        "The file's encoding cannot be read: save it as “CSV UTF-8 (Comma delimited)” or .xlsx.",
    ),
    "CSV_QUOTES": (
        "Dấu ngoặc kép trong tệp CSV không khép kín, gần dòng {detail}: hãy sửa, hoặc lưu lại từ bảng tính.",
        "A quotation mark in the CSV file is not closed, near line {detail}: mend it or save it again.",
    ),
    "FILE_LEGACY_FONT": (
        "Tiêu đề gõ bằng phông chữ cũ ({detail}): hãy chuyển sang Unicode, hoặc gửi lại với source_font={detail}.",
        "The titles are written for an old font ({detail}): convert them, or send the file with source_font={detail}.",
    ),
    "JSON_WRONG": (
        "Nội dung JSON không đúng: cần một đối tượng có “header” và “rows”, mỗi tên xuất hiện một lần.",
        "The JSON is wrong: an object with “header” and “rows” is needed, every name once.",
    ),
    "TABLE_NOT_FOUND": (
        "Không tìm thấy hàng tiêu đề của bảng. Mẫu này có các cột: {detail}.",
        "No row of titles was found. This form has the columns: {detail}.",
    ),
    "SHEETS_SEVERAL": (
        "Nhiều trang tính có bảng ({detail}): mỗi tệp một danh sách, hãy tách hoặc ẩn trang thừa.",
        "Several sheets have the table ({detail}): one list a file; split it or hide what is superfluous.",
    ),
    "COLUMN_MISSING": ("Thiếu cột bắt buộc “{detail}”.", "The required column “{detail}” is missing."),
    "COLUMN_TWICE": (
        "Cột “{detail}” xuất hiện hai lần: hãy bỏ một cột.",
        "The column “{detail}” occurs twice: remove one.",
    ),
    "COLUMN_UNKNOWN": (
        "Mẫu không có cột {detail}; cột này được bỏ qua.",
        "The form has no column {detail}; it was passed over.",
    ),
    "COLUMN_HIDDEN": (
        "Cột “{detail}” đang bị ẩn trong bảng tính; vẫn được đọc như các cột khác.",
        "The column “{detail}” is hidden in the spreadsheet; it was read like the others.",
    ),
    "SHEETS_HIDDEN": (
        "Có {detail} trang tính bị ẩn, không được đọc.",
        "Hidden sheets: {detail}; they were not read.",
    ),
    "SHEET_PASSED_OVER": (
        "Trang tính thứ {detail} (trong các trang đang hiện) có bảng khác mẫu, không được đọc: mỗi tệp một danh sách.",
        "Sheet {detail} (of those shown) has another table than the form's; it was not read: one list a file.",
    ),
    "HEADER_UNKNOWN": (
        "Phần đầu có trường mà mẫu không biết; các trường: {detail}.",
        "The header has a field that the form does not know; the fields are: {detail}.",
    ),
    "HEADER_TWICE": (
        "“{detail}” được ghi hai lần khác nhau ở phần đầu: giữ một.",
        "“{detail}” stands twice, differently, above the table: keep one.",
    ),
    "ROWS_TOO_MANY": (
        "Danh sách có quá nhiều dòng (tối đa {detail}): hãy chia thành nhiều tệp.",
        "The list has too many rows ({detail} at most): split it into several files.",
    ),
    "LIST_EMPTY": ("Danh sách không có dòng nào.", "The list has no rows."),
    "ARCHIVE_DAMAGED": (
        "Không mở được tệp nén: hãy nén lại (ZIP, không mật khẩu) rồi gửi lại.",
        "The archive cannot be opened: pack it again (ZIP, no password) and send it again.",
    ),
    "ARCHIVE_NESTED": (
        "Trong tệp nén có tệp nén khác: hãy lấy ra ngoài.",
        "The archive holds another archive: unpack it.",
    ),
    "ARCHIVE_TOO_LARGE": (
        "Tệp nén quá lớn hoặc có quá nhiều tệp: hãy chia nhỏ.",
        "The archive is too large or holds too many files: split it.",
    ),
    "ARCHIVE_EMPTY": ("Tệp nén không có danh sách nào.", "The archive holds no list."),
}
