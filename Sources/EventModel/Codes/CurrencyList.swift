extension Currency {
    /// The currencies of ISO 4217 as published on 2026-01-01: list one, in use, and list three, withdrawn.
    ///
    /// Each row: `code|since|until|name|source`. `since` is the first day of use that CLDR has, empty where it has none.
    /// `until` is the withdrawal in list three, or the last day of use in CLDR where that is later. Both are EDTF.
    static let list = """
        ADP|1936-01-01|2003-07|Andorran Peseta|three, CLDR
        AED|1973-05-19||UAE Dirham|one, CLDR
        AFA|1927-03-14|2003-01|Afghani|three, CLDR
        AFN|2002-10-07||Afghani|one, CLDR
        ALK|1946-11-01|1989-12|Old Lek|three, CLDR
        ALL|1965-08-16||Lek|one, CLDR
        AMD|1993-11-22||Armenian Dram|one, CLDR
        ANG|1940-05-10|2025-06-30|Netherlands Antillean Guilder|three, CLDR
        AOA|1999-12-13||Kwanza|one, CLDR
        AOK|1977-01-08|1991-03|Kwanza|three, CLDR
        AON|1990-09-25|2000-02|New Kwanza|three, CLDR
        AOR|1995-07-01|2000-02|Kwanza Reajustado|three, CLDR
        ARA|1985-06-14|1992-01|Austral|three, CLDR
        ARP|1983-06-01|1985-07|Peso Argentino|three, CLDR
        ARS|1992-01-01||Argentine Peso|one, CLDR
        ARY||1989/1990|Peso|three
        ATS|1947-12-04|2002-03|Schilling|three, CLDR
        AUD|1966-02-14||Australian Dollar|one, CLDR
        AWG|1986-01-01||Aruban Florin|one, CLDR
        AYM||2005-10|Azerbaijan Manat|three
        AZM|1993-11-22|2006-12-31|Azerbaijanian Manat|three, CLDR
        AZN|2006-01-01||Azerbaijan Manat|one, CLDR
        BAD|1992-07-01|1998-07|Dinar|three, CLDR
        BAM|1995-01-01||Convertible Mark|one, CLDR
        BBD|1973-12-03||Barbados Dollar|one, CLDR
        BDT|1972-01-01||Taka|one, CLDR
        BEC|1970-01-01|1990-03|Convertible Franc|three, CLDR
        BEF|1831-02-07|2002-03|Belgian Franc|three, CLDR
        BEL|1970-01-01|1990-03|Financial Franc|three, CLDR
        BGJ||1989/1990|Lev A/52|three
        BGK||1989/1990|Lev A/62|three
        BGL|1962-01-01|2003-11|Lev|three, CLDR
        BGN|1999-07-05|2026-01|Bulgarian Lev|three, CLDR
        BHD|1965-10-16||Bahraini Dinar|one, CLDR
        BIF|1964-05-19||Burundi Franc|one, CLDR
        BMD|1970-02-06||Bermudian Dollar|one, CLDR
        BND|1967-06-12||Brunei Dollar|one, CLDR
        BOB|1987-01-01||Boliviano|one, CLDR
        BOP|1963-01-01|1987-02|Peso boliviano|three, CLDR
        BOV|||Mvdol|one
        BRB|1967-02-13|1986-03|Cruzeiro|three, CLDR
        BRC|1986-02-28|1989-02|Cruzado|three, CLDR
        BRE|1990-03-16|1993-08-01|Cruzeiro|three, CLDR
        BRL|1994-07-01||Brazilian Real|one, CLDR
        BRN|1989-01-15|1990-03|New Cruzado|three, CLDR
        BRR|1993-08-01|1994-07|Cruzeiro Real|three, CLDR
        BSD|1966-05-25||Bahamian Dollar|one, CLDR
        BTN|1974-04-16||Ngultrum|one, CLDR
        BUK|1952-07-01|1990-02|Kyat|three, CLDR
        BWP|1976-08-23||Pula|one, CLDR
        BYB|1994-08-01|2001-01|Belarusian Ruble|three, CLDR
        BYN|2016-07-01||Belarusian Ruble|one, CLDR
        BYR|2000-01-01|2017-01|Belarusian Ruble|three, CLDR
        BZD|1974-01-01||Belize Dollar|one, CLDR
        CAD|1858-01-01||Canadian Dollar|one, CLDR
        CDF|1998-07-01||Congolese Franc|one, CLDR
        CHC||2004-11|WIR Franc (for electronic)|three
        CHE|||WIR Euro|one
        CHF|1799-03-17||Swiss Franc|one, CLDR
        CHW|||WIR Franc|one
        CLF|||Unidad de Fomento|one
        CLP|1975-09-29||Chilean Peso|one, CLDR
        CNY|1953-03-01||Yuan Renminbi|one, CLDR
        COP|1905-01-01||Colombian Peso|one, CLDR
        COU|||Unidad de Valor Real|one
        CRC|1896-10-26||Costa Rican Colon|one, CLDR
        CSD|2002-05-15|2006-10|Serbian Dinar|three, CLDR
        CSJ||1989/1990|Krona A/53|three
        CSK|1953-06-01|1993-03|Koruna|three, CLDR
        CUC|1994-01-01|2021-06|Peso Convertible|three, CLDR
        CUP|1859-01-01||Cuban Peso|one, CLDR
        CVE|1914-01-01||Cabo Verde Escudo|one, CLDR
        CYP|1914-09-10|2008-01|Cyprus Pound|three, CLDR
        CZK|1993-01-01||Czech Koruna|one, CLDR
        DDM|1948-07-20|1990-10-02|Mark der DDR|three, CLDR
        DEM|1948-06-20|2002-05-15|Deutsche Mark|three, CLDR
        DJF|1977-06-27||Djibouti Franc|one, CLDR
        DKK|1873-05-27||Danish Krone|one, CLDR
        DOP|1947-10-01||Dominican Peso|one, CLDR
        DZD|1964-04-01||Algerian Dinar|one, CLDR
        ECS|1884-04-01|2000-10-02|Sucre|three, CLDR
        ECV|1993-05-23|2000-09|Unidad de Valor Constante (UVC)|three, CLDR
        EEK|1992-06-21|2011-01|Kroon|three, CLDR
        EGP|1885-11-14||Egyptian Pound|one, CLDR
        ERN|1997-11-08||Nakfa|one, CLDR
        ESA|1978-01-01|1978/1981|Spanish Peseta|three, CLDR
        ESB|1975-01-01|1994-12|"A" Account (convertible Peseta Account)|three, CLDR
        ESP|1800-01-01|2002-03|Spanish Peseta|three, CLDR
        ETB|1976-09-15||Ethiopian Birr|one, CLDR
        EUR|1999-01-01||Euro|one, CLDR
        FIM|1963-01-01|2002-03|Markka|three, CLDR
        FJD|1969-01-13||Fiji Dollar|one, CLDR
        FKP|1901-01-01||Falkland Islands Pound|one, CLDR
        FRF|1959-01-01|2002-03|French Franc|three, CLDR
        GBP|1694-07-27||Pound Sterling|one, CLDR
        GEK|1993-04-05|1995-10|Georgian Coupon|three, CLDR
        GEL|1995-09-23||Lari|one, CLDR
        GHC|1979-03-09|2008-01|Cedi|three, CLDR
        GHP||2007-06|Ghana Cedi|three
        GHS|2007-07-03||Ghana Cedi|one, CLDR
        GIP|1713-01-01||Gibraltar Pound|one, CLDR
        GMD|1971-07-01||Dalasi|one, CLDR
        GNE||1989-12|Syli|three
        GNF|1986-01-06||Guinean Franc|one, CLDR
        GNS|1972-10-02|1986-02|Syli|three, CLDR
        GQE|1975-07-07|1986-06|Ekwele|three, CLDR
        GRD|1954-05-01|2002-03|Drachma|three, CLDR
        GTQ|1925-05-27||Quetzal|one, CLDR
        GWE|1914-01-01|1978/1981|Guinea Escudo|three, CLDR
        GWP|1976-02-28|1997-05|Guinea-Bissau Peso|three, CLDR
        GYD|1966-05-26||Guyana Dollar|one, CLDR
        HKD|1895-02-02||Hong Kong Dollar|one, CLDR
        HNL|1926-04-03||Lempira|one, CLDR
        HRD|1991-12-23|1995-01|Croatian Dinar|three, CLDR
        HRK|1994-05-30|2023-01|Kuna|three, CLDR
        HTG|1872-08-26||Gourde|one, CLDR
        HUF|1946-07-23||Forint|one, CLDR
        IDR|1965-12-13||Rupiah|one, CLDR
        IEP|1922-01-01|2002-03|Irish Pound|three, CLDR
        ILP|1948-08-16|1978/1981|Pound|three, CLDR
        ILR|1980-02-22|1989/1990|Old Shekel|three, CLDR
        ILS|1985-09-04||New Israeli Sheqel|one, CLDR
        INR|1835-08-17||Indian Rupee|one, CLDR
        IQD|1931-04-19||Iraqi Dinar|one, CLDR
        IRR|1932-05-13||Iranian Rial|one, CLDR
        ISJ|1918-12-01|1989/1990|Old Krona|three, CLDR
        ISK|1981-01-01||Iceland Krona|one, CLDR
        ITL|1862-08-24|2002-03|Italian Lira|three, CLDR
        JMD|1969-09-08||Jamaican Dollar|one, CLDR
        JOD|1950-07-01||Jordanian Dinar|one, CLDR
        JPY|1871-06-01||Yen|one, CLDR
        KES|1966-09-14||Kenyan Shilling|one, CLDR
        KGS|1993-05-10||Som|one, CLDR
        KHR|1980-03-20||Riel|one, CLDR
        KMF|1975-01-01||Comorian Franc|one, CLDR
        KPW|1959-04-17||North Korean Won|one, CLDR
        KRW|1962-06-10||Won|one, CLDR
        KWD|1961-04-01||Kuwaiti Dinar|one, CLDR
        KYD|1971-01-01||Cayman Islands Dollar|one, CLDR
        KZT|1993-11-05||Tenge|one, CLDR
        LAJ||1979-12|Pathet Lao Kip|three
        LAK|1979-12-10||Lao Kip|one, CLDR
        LBP|1948-02-02||Lebanese Pound|one, CLDR
        LKR|1978-05-22||Sri Lanka Rupee|one, CLDR
        LRD|1944-01-01||Liberian Dollar|one, CLDR
        LSL|1980-01-22||Loti|one, CLDR
        LSM||1985-05|Loti|three
        LTL|1993-06-25|2014-12|Lithuanian Litas|three, CLDR
        LTT|1992-10-01|1993-07|Talonas|three, CLDR
        LUC|1970-01-01|1990-03|Luxembourg Convertible Franc|three, CLDR
        LUF|1944-09-04|2002-03|Luxembourg Franc|three, CLDR
        LUL|1970-01-01|1990-03|Luxembourg Financial Franc|three, CLDR
        LVL|1993-06-28|2014-01|Latvian Lats|three, CLDR
        LVR|1992-05-07|1994-12|Latvian Ruble|three, CLDR
        LYD|1971-09-01||Libyan Dinar|one, CLDR
        MAD|1959-10-17||Moroccan Dirham|one, CLDR
        MDL|1993-11-29||Moldovan Leu|one, CLDR
        MGA|1983-11-01||Malagasy Ariary|one, CLDR
        MGF|1963-07-01|2004-12|Malagasy Franc|three, CLDR
        MKD|1993-05-20||Denar|one, CLDR
        MLF|1962-07-02|1984-11|Mali Franc|three, CLDR
        MMK|1989-06-18||Kyat|one, CLDR
        MNT|1915-03-01||Tugrik|one, CLDR
        MOP|1901-01-01||Pataca|one, CLDR
        MRO|1973-06-29|2018-06-30|Ouguiya|three, CLDR
        MRU|2018-01-01||Ouguiya|one, CLDR
        MTL|1968-06-07|2008-01|Maltese Lira|three, CLDR
        MTP|1914-08-13|1983-06|Maltese Pound|three, CLDR
        MUR|1934-04-01||Mauritius Rupee|one, CLDR
        MVQ||1989-12|Maldive Rupee|three
        MVR|1981-07-01||Rufiyaa|one, CLDR
        MWK|1971-02-15||Malawi Kwacha|one, CLDR
        MXN|1993-01-01||Mexican Peso|one, CLDR
        MXP|1822-01-01|1993-01|Mexican Peso|three, CLDR
        MXV|||Mexican Unidad de Inversion (UDI)|one
        MYR|1963-09-16||Malaysian Ringgit|one, CLDR
        MZE|1975-06-25|1978/1981|Mozambique Escudo|three, CLDR
        MZM|1980-06-16|2006-12-31|Mozambique Metical|three, CLDR
        MZN|2006-07-01||Mozambique Metical|one, CLDR
        NAD|1993-01-01||Namibia Dollar|one, CLDR
        NGN|1973-01-01||Naira|one, CLDR
        NIC|1988-02-15|1991-04-30|Cordoba|three, CLDR
        NIO|1991-04-30||Cordoba Oro|one, CLDR
        NLG|1813-01-01|2002-03|Netherlands Guilder|three, CLDR
        NOK|1905-06-07||Norwegian Krone|one, CLDR
        NPR|1933-01-01||Nepalese Rupee|one, CLDR
        NZD|1967-07-10||New Zealand Dollar|one, CLDR
        OMR|1972-11-11||Rial Omani|one, CLDR
        PAB|1903-11-04||Balboa|one, CLDR
        PEH||1989/1990|Sol|three
        PEI|1985-02-01|1991-07|Inti|three, CLDR
        PEN|1991-07-01||Sol|one, CLDR
        PES|1863-02-14|1986-02|Sol|three, CLDR
        PGK|1975-09-16||Kina|one, CLDR
        PHP|1946-07-04||Philippine Peso|one, CLDR
        PKR|1948-04-01||Pakistan Rupee|one, CLDR
        PLN|1995-01-01||Zloty|one, CLDR
        PLZ|1950-10-28|1997-01|Zloty|three, CLDR
        PTE|1911-05-22|2002-03|Portuguese Escudo|three, CLDR
        PYG|1943-11-01||Guarani|one, CLDR
        QAR|1973-05-19||Qatari Rial|one, CLDR
        RHD|1970-02-17|1978/1981|Rhodesian Dollar|three, CLDR
        ROK||1989/1990|Leu A/52|three
        ROL|1952-01-28|2006-12-31|Old Leu|three, CLDR
        RON|2005-07-01||Romanian Leu|one, CLDR
        RSD|2006-10-25||Serbian Dinar|one, CLDR
        RUB|1998-01-01||Russian Ruble|one, Bank of Russia
        RUR|1991-12-25|2004-01|Russian Ruble|three, CLDR
        RWF|1964-05-19||Rwanda Franc|one, CLDR
        SAR|1952-10-22||Saudi Riyal|one, CLDR
        SBD|1977-10-24||Solomon Islands Dollar|one, CLDR
        SCR|1903-11-01||Seychelles Rupee|one, CLDR
        SDD|1992-06-08|2007-07|Sudanese Dinar|three, CLDR
        SDG|2007-01-10||Sudanese Pound|one, CLDR
        SDP|1957-04-08|1998-06|Sudanese Pound|three, CLDR
        SEK|1873-05-27||Swedish Krona|one, CLDR
        SGD|1967-06-12||Singapore Dollar|one, CLDR
        SHP|1917-02-15||Saint Helena Pound|one, CLDR
        SIT|1992-10-07|2007-01|Tolar|three, CLDR
        SKK|1992-12-31|2009-01|Slovak Koruna|three, CLDR
        SLE|2022-07-01||Leone|one, CLDR
        SLL|1964-08-04|2023-12|Leone|three, CLDR
        SOS|1960-07-01||Somali Shilling|one, CLDR
        SRD|2004-01-01||Surinam Dollar|one, CLDR
        SRG|1940-05-10|2003-12|Surinam Guilder|three, CLDR
        SSP|2011-07-18||South Sudanese Pound|one, CLDR
        STD|1977-09-08|2017-12|Dobra|three, CLDR
        STN|2018-01-01||Dobra|one, CLDR
        SUR|1961-01-01|1992-10-01|Rouble|three, CLDR
        SVC|1919-11-11||El Salvador Colon|one, CLDR
        SYP|1948-01-01||Syrian Pound|one, CLDR
        SZL|1974-09-06||Lilangeni|one, CLDR
        THB|1928-04-15||Baht|one, CLDR
        TJR|1995-05-10|2001-04|Tajik Ruble|three, CLDR
        TJS|2000-10-26||Somoni|one, CLDR
        TMM|1993-11-01|2009-01|Turkmenistan Manat|three, CLDR
        TMT|2009-01-01||Turkmenistan New Manat|one, CLDR
        TND|1958-11-01||Tunisian Dinar|one, CLDR
        TOP|1966-02-14||Pa’anga|one, CLDR
        TPE|1959-01-02|2002-11|Timor Escudo|three, CLDR
        TRL|1922-11-01|2005-12|Old Turkish Lira|three, CLDR
        TRY|2005-01-01||Turkish Lira|one, CLDR
        TTD|1964-01-01||Trinidad and Tobago Dollar|one, CLDR
        TWD|1949-06-15||New Taiwan Dollar|one, CLDR
        TZS|1966-06-14||Tanzanian Shilling|one, CLDR
        UAH|1996-09-02||Hryvnia|one, CLDR
        UAK|1992-11-13|1996-09|Karbovanet|three, CLDR
        UGS|1966-08-15|1987-05|Uganda Shilling|three, CLDR
        UGW||1989/1990|Old Shilling|three
        UGX|1987-05-15||Uganda Shilling|one, CLDR
        USD|1792-01-01||US Dollar|one, CLDR
        USN|||US Dollar (Next day)|one
        USS||2014-03|US Dollar (Same day)|three
        UYI|||Uruguay Peso en Unidades Indexadas (UI)|one
        UYN||1989-12|Old Uruguay Peso|three
        UYP|1975-07-01|1993-03|Uruguayan Peso|three, CLDR
        UYU|1993-03-01||Peso Uruguayo|one, CLDR
        UYW|||Unidad Previsional|one
        UZS|1994-07-01||Uzbekistan Sum|one, CLDR
        VEB|1871-05-11|2008-06-30|Bolivar|three, CLDR
        VED|||Bolívar Soberano|one
        VEF|2008-01-01|2018-08|Bolívar|three, CLDR
        VES|2018-08-20||Bolívar Soberano|one, CLDR
        VNC||1989/1990|Old Dong|three
        VND|1985-09-14||Dong|one, CLDR
        VUV|1981-01-01||Vatu|one, CLDR
        WST|1967-07-10||Tala|one, CLDR
        XAD|2025-05-12||Arab Accounting Dinar|one, CLDR
        XAF|1973-04-01||CFA Franc BEAC|one, CLDR
        XAG|||Silver|one
        XAU|||Gold|one
        XBA|||Bond Markets Unit European Composite Unit (EURCO)|one
        XBB|||Bond Markets Unit European Monetary Unit (E.M.U.-6)|one
        XBC|||Bond Markets Unit European Unit of Account 9 (E.U.A.-9)|one
        XBD|||Bond Markets Unit European Unit of Account 17 (E.U.A.-17)|one
        XCD|1965-10-06||East Caribbean Dollar|one, CLDR
        XCG|2025-03-31||Caribbean Guilder|one, CLDR
        XDR|||SDR (Special Drawing Right)|one
        XEU|1979-01-01|1999-01|European Currency Unit (E.C.U)|three, CLDR
        XFO|1930-01-01|2006-10|Gold-Franc|three, CLDR
        XFU||2013-11|UIC-Franc|three
        XOF|1958-11-24||CFA Franc BCEAO|one, CLDR
        XPD|||Palladium|one
        XPF|1945-12-26||CFP Franc|one, CLDR
        XPT|||Platinum|one
        XRE||1999-11|RINET Funds Code|three
        XSU|||Sucre|one
        XTS|||Codes specifically reserved for testing purposes|one
        XUA|||ADB Unit of Account|one
        XXX|||The codes assigned for transactions where no currency is involved|one
        YDD|1965-04-01|1996-01-01|Yemeni Dinar|three, CLDR
        YER|1990-05-22||Yemeni Rial|one, CLDR
        YUD|1966-01-01|1990-01|New Yugoslavian Dinar|three, CLDR
        YUM|1994-01-24|2003-07|New Dinar|three, CLDR
        YUN|1990-01-01|1995-11|Yugoslavian Dinar|three, CLDR
        ZAL|1985-09-01|1995-03|Financial Rand|three, CLDR
        ZAR|1961-02-14||Rand|one, CLDR
        ZMK|1968-01-16|2013-01-01|Zambian Kwacha|three, CLDR
        ZMW|2013-01-01||Zambian Kwacha|one, CLDR
        ZRN|1993-11-01|1999-06|New Zaire|three, CLDR
        ZRZ|1971-10-27|1994-02|Zaire|three, CLDR
        ZWC||1989-12|Rhodesian Dollar|three
        ZWD|1980-04-18|2008-08|Zimbabwe Dollar|three, CLDR
        ZWG|2024-06-25||Zimbabwe Gold|one, CLDR
        ZWL|2009-02-02|2024-09|Zimbabwe Dollar|three, CLDR
        ZWN||2006-09|Zimbabwe Dollar (new)|three
        ZWR|2008-08-01|2009-06|Zimbabwe Dollar|three, CLDR
        """

    /// Signs and abbreviations of currencies.
    ///
    /// Each row: `sign|code|sure`, and what comes first is looked for first. `guess` says that other currencies have the
    /// sign, too: a bare $ is the dollar of the United States in the world's press, and nowhere else.
    static let signList = """
        US$|USD|sure
        A$|AUD|sure
        C$|CAD|guess
        HK$|HKD|sure
        NZ$|NZD|sure
        S$|SGD|guess
        NT$|TWD|sure
        R$|BRL|sure
        €|EUR|sure
        £|GBP|guess
        ₽|RUB|guess
        ₹|INR|sure
        ₩|KRW|guess
        ₺|TRY|sure
        ₴|UAH|sure
        ₪|ILS|sure
        ₦|NGN|sure
        ₫|VND|sure
        ₸|KZT|sure
        Rbs|RUB|guess
        Rp|IDR|guess
        RMB|CNY|sure
        $|USD|guess
        """
}
