/// `inf`, `infinity` and `nan`, in any case.
struct SpecialNumber {
    var value: Double
    var end: ByteCursor

    init?(_ cursor: ByteCursor) {
        let three = cursor.word32 & 0x00FF_FFFF | 0x0020_2020
        if three == 0x006E_616E {  // "nan"
            value = .nan
            end = cursor + 3
        } else if three == 0x0066_6E69 {  // "inf"
            value = .infinity
            // "inity" follows, or nothing; what else follows is refused by whoever asked.
            let isLong = (cursor + 3).word & 0xFF_FFFF_FFFF | 0x20_2020_2020 == 0x79_7469_6E69
            end = cursor + (isLong ? 8 : 3)
        } else {
            return nil
        }
    }
}
