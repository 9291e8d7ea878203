import EventModel
import Testing

/// A line of a table: a text that is no date, and where it goes wrong.
struct InvalidDate: Sendable, CustomTestStringConvertible {
    var text: String
    var offset: Int

    var testDescription: String { text }

    /// Lines of an offset and a text; `·` stands for a space.
    static func read(_ table: String) -> [InvalidDate] {
        table.split(separator: "\n").map { line in
            let parts = line.split(separator: " ", maxSplits: 1).map(String.init)
            guard parts.count == 2, let offset = Int(parts[0]) else {
                preconditionFailure("no line of a table: \(line)")
            }
            return InvalidDate(text: String(parts[1].map { $0 == "·" ? " " : $0 }), offset: offset)
        }
    }
}

@Suite struct EDTFInvalidTests {
    @Test(arguments: InvalidDate.read(EDTFTable.invalid))
    func `a text that is no date is refused where it goes wrong`(_ row: InvalidDate) {
        #expect(throws: Fault.self) { try EDTF(row.text) }
        let fault = EDTF.fault(in: row.text)
        #expect(fault?.offset == row.offset)
        #expect(fault?.expected?.isEmpty == false)
        #expect(EDTF.bounds(utf8: Array(row.text.utf8).span) == nil)
    }

    @Test func `an empty text is no date`() {
        #expect(EDTF.fault(in: "")?.problem == "there is no date")
        #expect(EDTF.bounds(utf8: [UInt8]().span) == nil)
    }

    @Test func `a day that its month has not is told how many there are`() {
        let fault = EDTF.fault(in: "2025-02-30")
        #expect(fault?.problem == "there is no 2025-02-30")
        #expect(fault?.hint == "2025-02 has 28 days")
        #expect(EDTF.fault(in: "2024-02-30")?.hint == "2024-02 has 29 days")
    }

    @Test func `a reversed interval says so`() {
        let fault = EDTF.fault(in: "2006/2004")
        #expect(fault?.problem == "it ends before it begins")
        #expect(fault?.hint == .ask("2004/2006"))
    }

    @Test func `a year of four digits has no Y`() {
        #expect(EDTF.fault(in: "Y2025")?.hint == .write("2025"))
        #expect(EDTF.fault(in: "Y-999")?.hint == .write("-0999"))
    }

    @Test func `any bytes at all are judged without a trap`() {
        var generator = SeededGenerator(seed: 11)
        let alphabet = Array("0123456789-/.?~%XYES[]{},:TZ+ é")
        for _ in 0..<4_000 {
            let text = String((0..<generator.number(0...14)).map { _ in generator.element(of: alphabet) })
            let date = try? EDTF(text)
            #expect(EDTF.bounds(utf8: Array(text.utf8).span) == date?.extent, "\(text)")
            let fault = EDTF.fault(in: text)
            #expect((date == nil) == (fault != nil))
            if let fault { #expect(0...text.utf8.count ~= fault.offset) }
        }
    }
}

extension EDTFTable {
    static let invalid = """
        8 2025-02-29
        8 2025-02-30
        8 2025-02-31
        8 1900-02-29
        8 2025-04-31
        8 2016-06-31
        8 2016-09-31
        8 2016-11-31
        8 2016-01-32
        8 2016-05-00
        8 2016-02-39
        9 -0043-02-30
        5 2025-13
        5 2025-00
        5 2016-13-08
        5 2016-13-XX
        5 2004-20
        5 2004-42
        5 2004-99
        6 2025-1-1
        6 2025-1
        9 2025-01-1
        10 2025-01-011
        7 2025-011
        3 198
        2 19
        3 193
        3 197~
        0 12345
        0 20050924
        0 20050924T100000
        1 -
        0 -0000
        0 -0000-01-01
        0 -12345
        4 -193
        0 +2025
        0 hello
        0 not·a·edtf·string
        0 January·2025
        2 18·63-03-29
        0 ·1863-03-29
        10 1863-03-29·
        5 1863-·03-29
        7 1863-03·-29
        0 Y2025
        0 Y9999
        0 Y-9999
        0 Y00001
        0 Y018470
        0 Y1E3
        1 Y
        2 Y-
        1 YX0000
        0 y170000002
        1 -Y170000002
        10 Y170000002-12
        5 Y17E7-12-26
        4 Y17E
        4 Y17E-7
        4 Y17E0
        4 Y17E07
        5 1950S
        4 1950S0
        4 1950S5
        4 1950S02
        4 195XS2
        6 1950S2-12
        7 Y12345S
        7 2001-21-05
        7 2001-33-XX
        5 2004?~
        5 2004??
        5 2004%?
        1 ??2004
        8 2004-06?·
        5 2004-(06)?-11
        0 (2004)?-06-04~
        1 ~
        3 199u
        3 199x
        2 20xx
        8 1985-04-xx
        8 156X-09-31
        8 156X-02-30
        8 15XX-02-3X
        8 XXX1-02-29
        10 2023-02-X9-
        5 15XX-2X-25
        5 1985-2X
        5 1985-3X
        8 1985-01-4X
        7 198X-04T10:00:00
        10 1985-04-XXT10:00:00
        11 1985-04-12?T10:00:00
        7 1985-04T10:00:00
        4 1985T10:00:00
        10 2012-10-10t10:10:10
        11 1985-04-12T
        13 1985-04-12T23
        16 1985-04-12T23:20
        11 1985-04-12T25:00
        11 1985-04-12T24:00:00
        14 2016-05-02T00:61:00
        17 2016-05-02T00:00:61
        17 2016-05-02T01:01:60
        17 2016-12-31T23:59:60+01:00
        17 1969-12-31T23:59:60Z
        17 2012-10-10T10:10:1
        11 2012-10-10T1:10:10
        19 2016-05-02T16:54:59.042
        19 2016-05-02T16:54:59z
        20 2012-10-10T10:10:10Z10
        22 2016-05-02T16:54:59+0230
        19 2016-05-02T12:00:00+14:01
        20 2016-05-02T12:00:00+15
        19 2016-05-02T12:00:00-00:00
        19 2016-05-02T12:00:00-00
        19 2016-05-02T12:00:00?
        5 2006/2004
        8 2006-05/2006-04
        6 -1000/-2000
        5 0001/0000
        5 0800/-0999
        7 2000/12-12
        10 2018-01/02-20
        0 /
        0 ../..
        0 ../
        0 /..
        5 2012//2013
        9 2012/2013/2014
        4 2012\\2013
        7 2004/06-11T10:00:00
        10 2004-01-01T10:00:00Z/2005
        15 2004/2005-01-01T10:00:00Z
        0 unknown/2006
        5 2004/open
        5 2004/P1Y
        0 P1Y
        7 R5/2004/2005
        5 1985-W15
        7 1985-102
        4 1985Y4M12D
        4 1984..
        0 ..1984
        6 ..2004../2005
        0 ..2004..
        13 2004../2005../2006
        1 []
        1 {}
        1 [..]
        5 [1999}
        5 {1999]
        5 [1999
        5 {1999
        4 1999]
        6 [1999]?
        6 [1999][2000]
        6 [1999,]
        1 [,1999]
        5 [1667·,1668]
        7 {1672..1670}
        7 [[1999]]
        5 [1999/2000]
        7 [1999...2000]
        11 [1670..1672..1674]
        11 [2024-01-01T10:00:00Z]
        4 2024–2026
        """
}
