extension Country {
    /// The countries of ISO 3166-1 as it stands in 2026, those withdrawn from it (ISO 3166-3), and three bodies: EU and UN are
    /// reserved in ISO 3166-1 for just this, INT is this program's own.
    ///
    /// Each row: `alpha-2|alpha-3|since|until|name|source`. A code that two countries had has a row for each, in the order
    /// of time. `until` is the day of its withdrawal in ISO 3166-3, `since` the day or year of a later assignment in ISO
    /// 3166-1; both are EDTF.
    static let list = """
        EU||||European Union|3166-1 reserved
        UN||||United Nations|3166-1 reserved
        INT||||International|timeline
        AD|AND|||Andorra|3166-1
        AE|ARE|||United Arab Emirates|3166-1
        AF|AFG|||Afghanistan|3166-1
        AG|ATG|||Antigua and Barbuda|3166-1
        AI|AFI||1977|French Afars and Issas|3166-3
        AI|AIA|1985||Anguilla|3166-1
        AL|ALB|||Albania|3166-1
        AM|ARM|||Armenia|3166-1
        AN|ANT||2010-12-15|Netherlands Antilles|3166-3
        AO|AGO|||Angola|3166-1
        AQ|ATA|||Antarctica|3166-1
        AR|ARG|||Argentina|3166-1
        AS|ASM|||American Samoa|3166-1
        AT|AUT|||Austria|3166-1
        AU|AUS|||Australia|3166-1
        AW|ABW|||Aruba|3166-1
        AX|ALA|||Åland Islands|3166-1
        AZ|AZE|||Azerbaijan|3166-1
        BA|BIH|||Bosnia and Herzegovina|3166-1
        BB|BRB|||Barbados|3166-1
        BD|BGD|||Bangladesh|3166-1
        BE|BEL|||Belgium|3166-1
        BF|BFA|||Burkina Faso|3166-1
        BG|BGR|||Bulgaria|3166-1
        BH|BHR|||Bahrain|3166-1
        BI|BDI|||Burundi|3166-1
        BJ|BEN|||Benin|3166-1
        BL|BLM|||Saint Barthélemy|3166-1
        BM|BMU|||Bermuda|3166-1
        BN|BRN|||Brunei Darussalam|3166-1
        BO|BOL|||Bolivia|3166-1
        BQ|ATB||1979|British Antarctic Territory|3166-3
        BQ|BES|2010-12-15||Bonaire, Sint Eustatius and Saba|3166-1
        BR|BRA|||Brazil|3166-1
        BS|BHS|||Bahamas|3166-1
        BT|BTN|||Bhutan|3166-1
        BU|BUR||1989-12-05|Burma|3166-3
        BV|BVT|||Bouvet Island|3166-1
        BW|BWA|||Botswana|3166-1
        BY|BYS||1992-06-15|Byelorussian SSR|3166-3
        BY|BLR|1992-06-15||Belarus|3166-1
        BZ|BLZ|||Belize|3166-1
        CA|CAN|||Canada|3166-1
        CC|CCK|||Cocos (Keeling) Islands|3166-1
        CD|COD|||Democratic Republic of the Congo|3166-1
        CF|CAF|||Central African Republic|3166-1
        CG|COG|||Congo|3166-1
        CH|CHE|||Switzerland|3166-1
        CI|CIV|||Côte d'Ivoire|3166-1
        CK|COK|||Cook Islands|3166-1
        CL|CHL|||Chile|3166-1
        CM|CMR|||Cameroon|3166-1
        CN|CHN|||China|3166-1
        CO|COL|||Colombia|3166-1
        CR|CRI|||Costa Rica|3166-1
        CS|CSK||1993-06-15|Czechoslovakia|3166-3
        CS|SCG|2003-07-23|2006-09-26|Serbia and Montenegro|3166-3
        CT|CTE||1984|Canton and Enderbury Islands|3166-3
        CU|CUB|||Cuba|3166-1
        CV|CPV|||Cabo Verde|3166-1
        CW|CUW|||Curaçao|3166-1
        CX|CXR|||Christmas Island|3166-1
        CY|CYP|||Cyprus|3166-1
        CZ|CZE|||Czechia|3166-1
        DD|DDR||1990-10-30|German Democratic Republic|3166-3
        DE|DEU|||Germany|3166-1
        DJ|DJI|||Djibouti|3166-1
        DK|DNK|||Denmark|3166-1
        DM|DMA|||Dominica|3166-1
        DO|DOM|||Dominican Republic|3166-1
        DY|DHY||1977|Dahomey|3166-3
        DZ|DZA|||Algeria|3166-1
        EC|ECU|||Ecuador|3166-1
        EE|EST|||Estonia|3166-1
        EG|EGY|||Egypt|3166-1
        EH|ESH|||Western Sahara|3166-1
        ER|ERI|||Eritrea|3166-1
        ES|ESP|||Spain|3166-1
        ET|ETH|||Ethiopia|3166-1
        FI|FIN|||Finland|3166-1
        FJ|FJI|||Fiji|3166-1
        FK|FLK|||Falkland Islands|3166-1
        FM|FSM|||Micronesia|3166-1
        FO|FRO|||Faroe Islands|3166-1
        FQ|ATF||1979|French Southern and Antarctic Territories|3166-3
        FR|FRA|||France|3166-1
        FX|FXX||1997-07-14|Metropolitan France|3166-3
        GA|GAB|||Gabon|3166-1
        GB|GBR|||United Kingdom|3166-1
        GD|GRD|||Grenada|3166-1
        GE|GEL||1979|Gilbert and Ellice Islands|3166-3
        GE|GEO|1992||Georgia|3166-1
        GF|GUF|||French Guiana|3166-1
        GG|GGY|||Guernsey|3166-1
        GH|GHA|||Ghana|3166-1
        GI|GIB|||Gibraltar|3166-1
        GL|GRL|||Greenland|3166-1
        GM|GMB|||Gambia|3166-1
        GN|GIN|||Guinea|3166-1
        GP|GLP|||Guadeloupe|3166-1
        GQ|GNQ|||Equatorial Guinea|3166-1
        GR|GRC|||Greece|3166-1
        GS|SGS|||South Georgia and the South Sandwich Islands|3166-1
        GT|GTM|||Guatemala|3166-1
        GU|GUM|||Guam|3166-1
        GW|GNB|||Guinea-Bissau|3166-1
        GY|GUY|||Guyana|3166-1
        HK|HKG|||Hong Kong|3166-1
        HM|HMD|||Heard Island and McDonald Islands|3166-1
        HN|HND|||Honduras|3166-1
        HR|HRV|||Croatia|3166-1
        HT|HTI|||Haiti|3166-1
        HU|HUN|||Hungary|3166-1
        HV|HVO||1984|Upper Volta|3166-3
        ID|IDN|||Indonesia|3166-1
        IE|IRL|||Ireland|3166-1
        IL|ISR|||Israel|3166-1
        IM|IMN|||Isle of Man|3166-1
        IN|IND|||India|3166-1
        IO|IOT|||British Indian Ocean Territory|3166-1
        IQ|IRQ|||Iraq|3166-1
        IR|IRN|||Iran|3166-1
        IS|ISL|||Iceland|3166-1
        IT|ITA|||Italy|3166-1
        JE|JEY|||Jersey|3166-1
        JM|JAM|||Jamaica|3166-1
        JO|JOR|||Jordan|3166-1
        JP|JPN|||Japan|3166-1
        JT|JTN||1986|Johnston Island|3166-3
        KE|KEN|||Kenya|3166-1
        KG|KGZ|||Kyrgyzstan|3166-1
        KH|KHM|||Cambodia|3166-1
        KI|KIR|||Kiribati|3166-1
        KM|COM|||Comoros|3166-1
        KN|KNA|||Saint Kitts and Nevis|3166-1
        KP|PRK|||North Korea|3166-1
        KR|KOR|||South Korea|3166-1
        KW|KWT|||Kuwait|3166-1
        KY|CYM|||Cayman Islands|3166-1
        KZ|KAZ|||Kazakhstan|3166-1
        LA|LAO|||Laos|3166-1
        LB|LBN|||Lebanon|3166-1
        LC|LCA|||Saint Lucia|3166-1
        LI|LIE|||Liechtenstein|3166-1
        LK|LKA|||Sri Lanka|3166-1
        LR|LBR|||Liberia|3166-1
        LS|LSO|||Lesotho|3166-1
        LT|LTU|||Lithuania|3166-1
        LU|LUX|||Luxembourg|3166-1
        LV|LVA|||Latvia|3166-1
        LY|LBY|||Libya|3166-1
        MA|MAR|||Morocco|3166-1
        MC|MCO|||Monaco|3166-1
        MD|MDA|||Moldova|3166-1
        ME|MNE|||Montenegro|3166-1
        MF|MAF|||Saint Martin|3166-1
        MG|MDG|||Madagascar|3166-1
        MH|MHL|||Marshall Islands|3166-1
        MI|MID||1986|Midway Islands|3166-3
        MK|MKD|||North Macedonia|3166-1
        ML|MLI|||Mali|3166-1
        MM|MMR|||Myanmar|3166-1
        MN|MNG|||Mongolia|3166-1
        MO|MAC|||Macao|3166-1
        MP|MNP|||Northern Mariana Islands|3166-1
        MQ|MTQ|||Martinique|3166-1
        MR|MRT|||Mauritania|3166-1
        MS|MSR|||Montserrat|3166-1
        MT|MLT|||Malta|3166-1
        MU|MUS|||Mauritius|3166-1
        MV|MDV|||Maldives|3166-1
        MW|MWI|||Malawi|3166-1
        MX|MEX|||Mexico|3166-1
        MY|MYS|||Malaysia|3166-1
        MZ|MOZ|||Mozambique|3166-1
        NA|NAM|||Namibia|3166-1
        NC|NCL|||New Caledonia|3166-1
        NE|NER|||Niger|3166-1
        NF|NFK|||Norfolk Island|3166-1
        NG|NGA|||Nigeria|3166-1
        NH|NHB||1980|New Hebrides|3166-3
        NI|NIC|||Nicaragua|3166-1
        NL|NLD|||Netherlands|3166-1
        NO|NOR|||Norway|3166-1
        NP|NPL|||Nepal|3166-1
        NQ|ATN||1983|Dronning Maud Land|3166-3
        NR|NRU|||Nauru|3166-1
        NT|NTZ||1993-07-12|Neutral Zone|3166-3
        NU|NIU|||Niue|3166-1
        NZ|NZL|||New Zealand|3166-1
        OM|OMN|||Oman|3166-1
        PA|PAN|||Panama|3166-1
        PC|PCI||1986|Trust Territory of the Pacific Islands|3166-3
        PE|PER|||Peru|3166-1
        PF|PYF|||French Polynesia|3166-1
        PG|PNG|||Papua New Guinea|3166-1
        PH|PHL|||Philippines|3166-1
        PK|PAK|||Pakistan|3166-1
        PL|POL|||Poland|3166-1
        PM|SPM|||Saint Pierre and Miquelon|3166-1
        PN|PCN|||Pitcairn|3166-1
        PR|PRI|||Puerto Rico|3166-1
        PS|PSE|||Palestine|3166-1
        PT|PRT|||Portugal|3166-1
        PU|PUS||1986|US Miscellaneous Pacific Islands|3166-3
        PW|PLW|||Palau|3166-1
        PY|PRY|||Paraguay|3166-1
        PZ|PCZ||1980|Panama Canal Zone|3166-3
        QA|QAT|||Qatar|3166-1
        RE|REU|||Réunion|3166-1
        RH|RHO||1980|Southern Rhodesia|3166-3
        RO|ROU|||Romania|3166-1
        RS|SRB|||Serbia|3166-1
        RU|RUS|||Russia|3166-1
        RW|RWA|||Rwanda|3166-1
        SA|SAU|||Saudi Arabia|3166-1
        SB|SLB|||Solomon Islands|3166-1
        SC|SYC|||Seychelles|3166-1
        SD|SDN|||Sudan|3166-1
        SE|SWE|||Sweden|3166-1
        SG|SGP|||Singapore|3166-1
        SH|SHN|||Saint Helena, Ascension and Tristan da Cunha|3166-1
        SI|SVN|||Slovenia|3166-1
        SJ|SJM|||Svalbard and Jan Mayen|3166-1
        SK|SKM||1975|Sikkim|3166-3
        SK|SVK|1993||Slovakia|3166-1
        SL|SLE|||Sierra Leone|3166-1
        SM|SMR|||San Marino|3166-1
        SN|SEN|||Senegal|3166-1
        SO|SOM|||Somalia|3166-1
        SR|SUR|||Suriname|3166-1
        SS|SSD|||South Sudan|3166-1
        ST|STP|||Sao Tome and Principe|3166-1
        SU|SUN||1992-08-30|USSR|3166-3
        SV|SLV|||El Salvador|3166-1
        SX|SXM|||Sint Maarten|3166-1
        SY|SYR|||Syria|3166-1
        SZ|SWZ|||Eswatini|3166-1
        TC|TCA|||Turks and Caicos Islands|3166-1
        TD|TCD|||Chad|3166-1
        TF|ATF|||French Southern Territories|3166-1
        TG|TGO|||Togo|3166-1
        TH|THA|||Thailand|3166-1
        TJ|TJK|||Tajikistan|3166-1
        TK|TKL|||Tokelau|3166-1
        TL|TLS|||Timor-Leste|3166-1
        TM|TKM|||Turkmenistan|3166-1
        TN|TUN|||Tunisia|3166-1
        TO|TON|||Tonga|3166-1
        TP|TMP||2002-05-20|East Timor|3166-3
        TR|TUR|||Türkiye|3166-1
        TT|TTO|||Trinidad and Tobago|3166-1
        TV|TUV|||Tuvalu|3166-1
        TW|TWN|||Taiwan|3166-1
        TZ|TZA|||Tanzania|3166-1
        UA|UKR|||Ukraine|3166-1
        UG|UGA|||Uganda|3166-1
        UM|UMI|||United States Minor Outlying Islands|3166-1
        US|USA|||United States|3166-1
        UY|URY|||Uruguay|3166-1
        UZ|UZB|||Uzbekistan|3166-1
        VA|VAT|||Holy See|3166-1
        VC|VCT|||Saint Vincent and the Grenadines|3166-1
        VD|VDR||1977|Democratic Republic of Viet-Nam|3166-3
        VE|VEN|||Venezuela|3166-1
        VG|VGB|||British Virgin Islands|3166-1
        VI|VIR|||United States Virgin Islands|3166-1
        VN|VNM|||Viet Nam|3166-1
        VU|VUT|||Vanuatu|3166-1
        WF|WLF|||Wallis and Futuna|3166-1
        WK|WAK||1986|Wake Island|3166-3
        WS|WSM|||Samoa|3166-1
        YD|YMD||1990-08-14|Democratic Yemen|3166-3
        YE|YEM|||Yemen|3166-1
        YT|MYT|||Mayotte|3166-1
        YU|YUG||2003-07-23|Yugoslavia|3166-3
        ZA|ZAF|||South Africa|3166-1
        ZM|ZMB|||Zambia|3166-1
        ZR|ZAR||1997-07-14|Zaire|3166-3
        ZW|ZWE|||Zimbabwe|3166-1
        """

    /// Other names and codes that can mean one country alone.
    ///
    /// Each row: `name|alpha-2|source`; case does not count.
    static let otherNames = """
        UK|GB|3166-1 reserved
        Great Britain|GB|common
        Britain|GB|common
        U.S.|US|common
        U.K.|GB|common
        United States of America|US|UN
        PRC|CN|common
        People's Republic of China|CN|UN
        Russian Federation|RU|3166-1
        EL|GR|EU
        UAE|AE|common
        Turkey|TR|3166-1 to 2022
        Vietnam|VN|common
        Czech Republic|CZ|UN
        Swaziland|SZ|3166-1 to 2018
        Cape Verde|CV|3166-1 to 2013
        Macau|MO|common
        Vatican City|VA|common
        Brunei|BN|common
        DR Congo|CD|common
        """
}
