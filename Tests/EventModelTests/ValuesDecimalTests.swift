import EventModel
import Testing

@Suite struct ValuesDecimalTests {
    @Test(arguments: [
        ("0", "0", "0"), ("850000000000", "850000000000", "850,000,000,000"), ("-12", "-12", "-12"), ("+5", "5", "5"),
        ("1.50", "1.5", "1.5"), ("0.25", "0.25", "0.25"), ("-0", "0", "0"),
        ("0.000000001", "0.000000001", "0.000000001"),
        ("-1234567.10", "-1234567.1", "-1,234,567.1"), ("100", "100", "100"), ("1000", "1000", "1,000"),
        ("99999999999999999999.999999999", "99999999999999999999.999999999", "99,999,999,999,999,999,999.999999999"),
        ("12.000", "12", "12"),
    ])
    func `a decimal keeps what was written and says it plainly`(_ text: String, _ plain: String, _ grouped: String)
        throws
    {
        let decimal = try Decimal(text)
        #expect(decimal.text == text)
        #expect(decimal.description == plain)
        #expect(decimal.grouped == grouped)
        #expect(Decimal.units(utf8: Array(text.utf8).span) == decimal.units)
        #expect(Decimal.fault(in: text) == nil)
    }

    @Test(arguments: [
        ("1,000,000", 1, "write 1000000"), ("1,000", 1, "did you mean 1000?"), ("1e9", 1, "write 1000000000"),
        ("1.", 2, "write 1"), (".5", 0, "write 0.5"),
        ("01", 0, "write 1"), ("850bn", 3, "write 850000000000"),
        ("€5", 0, "write 5, with the currency, EUR, apart from it"),
        ("Rbs850bn", 0, "did you mean 850000000000, with the currency, RUB, apart from it?"),
        ("$109bn", 0, "did you mean 109000000000, with the currency, USD, apart from it?"),
        ("1.5 million", 3, "write 1500000"), ("1 000 000", 1, "write 1000000"), ("1_000", 1, "write 1000"),
        ("11.2trn", 4, "write 11200000000000"), ("−5", 0, "write -5"),
        ("5 USD", 1, "write 5, with the currency, USD, apart from it"),
        ("1.5e3", 3, "write 1500"), ("1,234.50", 1, "write 1234.50"), ("00.5", 0, "write 0.5"),
        ("-.5", 1, "write -0.5"), ("5m", 1, "did you mean 5000000?"), ("1’000", 1, "write 1000"),
    ])
    func `a number in another form is told the one to write`(_ text: String, _ offset: Int, _ hint: String) {
        let fault = Decimal.fault(in: text)
        #expect(fault?.offset == offset)
        #expect(fault?.hint?.words == hint)
        #expect(Decimal.units(utf8: Array(text.utf8).span) == nil)
    }

    @Test(arguments: [
        "", "-", "+", ".", "1.2.3", "1,5", "abc", "NaN", "Infinity", "0x10", "--1", "1-", "1e400", "1e-2", "١",
        "123456789012345678901", "1.0123456789", "seven-fold", "1,00", "e9", "1..2", "1 2", "10 20", "12_34",
        "1,000 000",
    ])
    func `what has no one meaning is refused without a proposal`(_ text: String) {
        let fault = Decimal.fault(in: text)
        #expect(fault != nil)
        #expect(fault?.hint == nil, "\(fault?.hint?.words ?? "")")
        #expect(Decimal.units(utf8: Array(text.utf8).span) == nil)
    }

    @Test func `decimals are equal by value`() throws {
        #expect(try Decimal("1.50") == Decimal("1.5"))
        #expect(try Decimal("1.50").hashValue == Decimal("1.5").hashValue)
        #expect(try Decimal("-0") == .zero)
    }

    @Test func `adding decimals is adding integers`() throws {
        var generator = SeededGenerator(seed: 6)
        for _ in 0..<3_000 {
            let (first, second) = (
                generator.number(-1_000_000_000_000...1_000_000_000_000), generator.number(-999...999)
            )
            let (left, right) = try (Decimal(Self.cents(first)), Decimal(Self.cents(second)))
            #expect(try left + right == Decimal(Self.cents(first + second)))
            #expect(try left - right == Decimal(Self.cents(first - second)))
            #expect((left < right) == (first < second))
            #expect(try -left == Decimal(Self.cents(-first)))
            #expect(try Decimal((left + right).description) == left + right)
        }
    }

    @Test func `the way without allocation says what the reader says`() {
        var generator = SeededGenerator(seed: 7)
        let alphabet = Array("0123456789.-+e,")
        for _ in 0..<20_000 {
            let text = String((0..<generator.number(0...12)).map { _ in generator.element(of: alphabet) })
            #expect(Decimal.units(utf8: Array(text.utf8).span) == (try? Decimal(text))?.units, "\(text)")
        }
    }

    /// A whole number of cents, written with two digits after the point.
    private static func cents(_ number: Int) -> String {
        let magnitude = Int(number.magnitude)
        return "\(number < 0 ? "-" : "")\(magnitude / 100).\(SeededGenerator.digits(magnitude % 100, 2))"
    }
}
