extension LanguageTag {
    /// The languages that have two letters, by the IANA Language Subtag Registry of 2026-09-17.
    ///
    /// Each row: `subtag|ISO 639-2|name|source`. The codes of ISO 639-2, of three letters, are no subtags where there is one
    /// of two (RFC 5646 §2.2.1). Names are CLDR's.
    static let languageList = """
        aa|aar|Afar|registry, 639-2
        ab|abk|Abkhazian|registry, 639-2
        ae|ave|Avestan|registry, 639-2
        af|afr|Afrikaans|registry, 639-2
        ak|aka|Akan|registry, 639-2
        am|amh|Amharic|registry, 639-2
        an|arg|Aragonese|registry, 639-2
        ar|ara|Arabic|registry, 639-2
        as|asm|Assamese|registry, 639-2
        av|ava|Avaric|registry, 639-2
        ay|aym|Aymara|registry, 639-2
        az|aze|Azerbaijani|registry, 639-2
        ba|bak|Bashkir|registry, 639-2
        be|bel|Belarusian|registry, 639-2
        bg|bul|Bulgarian|registry, 639-2
        bi|bis|Bislama|registry, 639-2
        bm|bam|Bambara|registry, 639-2
        bn|ben|Bangla|registry, 639-2
        bo|bod tib|Tibetan|registry, 639-2
        br|bre|Breton|registry, 639-2
        bs|bos|Bosnian|registry, 639-2
        ca|cat|Catalan|registry, 639-2
        ce|che|Chechen|registry, 639-2
        ch|cha|Chamorro|registry, 639-2
        co|cos|Corsican|registry, 639-2
        cr|cre|Cree|registry, 639-2
        cs|ces cze|Czech|registry, 639-2
        cu|chu|Church Slavic|registry, 639-2
        cv|chv|Chuvash|registry, 639-2
        cy|cym wel|Welsh|registry, 639-2
        da|dan|Danish|registry, 639-2
        de|deu ger|German|registry, 639-2
        dv|div|Divehi|registry, 639-2
        dz|dzo|Dzongkha|registry, 639-2
        ee|ewe|Ewe|registry, 639-2
        el|ell gre|Greek|registry, 639-2
        en|eng|English|registry, 639-2
        eo|epo|Esperanto|registry, 639-2
        es|spa|Spanish|registry, 639-2
        et|est|Estonian|registry, 639-2
        eu|baq eus|Basque|registry, 639-2
        fa|fas per|Persian|registry, 639-2
        ff|ful|Fulah|registry, 639-2
        fi|fin|Finnish|registry, 639-2
        fj|fij|Fijian|registry, 639-2
        fo|fao|Faroese|registry, 639-2
        fr|fra fre|French|registry, 639-2
        fy|fry|Western Frisian|registry, 639-2
        ga|gle|Irish|registry, 639-2
        gd|gla|Scottish Gaelic|registry, 639-2
        gl|glg|Galician|registry, 639-2
        gn|grn|Guarani|registry, 639-2
        gu|guj|Gujarati|registry, 639-2
        gv|glv|Manx|registry, 639-2
        ha|hau|Hausa|registry, 639-2
        he|heb|Hebrew|registry, 639-2
        hi|hin|Hindi|registry, 639-2
        ho|hmo|Hiri Motu|registry, 639-2
        hr|hrv|Croatian|registry, 639-2
        ht|hat|Haitian Creole|registry, 639-2
        hu|hun|Hungarian|registry, 639-2
        hy|arm hye|Armenian|registry, 639-2
        hz|her|Herero|registry, 639-2
        ia|ina|Interlingua|registry, 639-2
        id|ind|Indonesian|registry, 639-2
        ie|ile|Interlingue|registry, 639-2
        ig|ibo|Igbo|registry, 639-2
        ii|iii|Sichuan Yi|registry, 639-2
        ik|ipk|Inupiaq|registry, 639-2
        io|ido|Ido|registry, 639-2
        is|ice isl|Icelandic|registry, 639-2
        it|ita|Italian|registry, 639-2
        iu|iku|Inuktitut|registry, 639-2
        ja|jpn|Japanese|registry, 639-2
        jv|jav|Javanese|registry, 639-2
        ka|geo kat|Georgian|registry, 639-2
        kg|kon|Kongo|registry, 639-2
        ki|kik|Kikuyu|registry, 639-2
        kj|kua|Kuanyama|registry, 639-2
        kk|kaz|Kazakh|registry, 639-2
        kl|kal|Kalaallisut|registry, 639-2
        km|khm|Khmer|registry, 639-2
        kn|kan|Kannada|registry, 639-2
        ko|kor|Korean|registry, 639-2
        kr|kau|Kanuri|registry, 639-2
        ks|kas|Kashmiri|registry, 639-2
        ku|kur|Kurdish|registry, 639-2
        kv|kom|Komi|registry, 639-2
        kw|cor|Cornish|registry, 639-2
        ky|kir|Kyrgyz|registry, 639-2
        la|lat|Latin|registry, 639-2
        lb|ltz|Luxembourgish|registry, 639-2
        lg|lug|Ganda|registry, 639-2
        li|lim|Limburgish|registry, 639-2
        ln|lin|Lingala|registry, 639-2
        lo|lao|Lao|registry, 639-2
        lt|lit|Lithuanian|registry, 639-2
        lu|lub|Luba-Katanga|registry, 639-2
        lv|lav|Latvian|registry, 639-2
        mg|mlg|Malagasy|registry, 639-2
        mh|mah|Marshallese|registry, 639-2
        mi|mao mri|Māori|registry, 639-2
        mk|mac mkd|Macedonian|registry, 639-2
        ml|mal|Malayalam|registry, 639-2
        mn|mon|Mongolian|registry, 639-2
        mr|mar|Marathi|registry, 639-2
        ms|may msa|Malay|registry, 639-2
        mt|mlt|Maltese|registry, 639-2
        my|bur mya|Burmese|registry, 639-2
        na|nau|Nauru|registry, 639-2
        nb|nob|Norwegian Bokmål|registry, 639-2
        nd|nde|North Ndebele|registry, 639-2
        ne|nep|Nepali|registry, 639-2
        ng|ndo|Ndonga|registry, 639-2
        nl|dut nld|Dutch|registry, 639-2
        nn|nno|Norwegian Nynorsk|registry, 639-2
        no|nor|Norwegian|registry, 639-2
        nr|nbl|South Ndebele|registry, 639-2
        nv|nav|Navajo|registry, 639-2
        ny|nya|Nyanja|registry, 639-2
        oc|oci|Occitan|registry, 639-2
        oj|oji|Ojibwa|registry, 639-2
        om|orm|Oromo|registry, 639-2
        or|ori|Odia|registry, 639-2
        os|oss|Ossetic|registry, 639-2
        pa|pan|Punjabi|registry, 639-2
        pi|pli|Pali|registry, 639-2
        pl|pol|Polish|registry, 639-2
        ps|pus|Pashto|registry, 639-2
        pt|por|Portuguese|registry, 639-2
        qu|que|Quechua|registry, 639-2
        rm|roh|Romansh|registry, 639-2
        rn|run|Rundi|registry, 639-2
        ro|ron rum|Romanian|registry, 639-2
        ru|rus|Russian|registry, 639-2
        rw|kin|Kinyarwanda|registry, 639-2
        sa|san|Sanskrit|registry, 639-2
        sc|srd|Sardinian|registry, 639-2
        sd|snd|Sindhi|registry, 639-2
        se|sme|Northern Sami|registry, 639-2
        sg|sag|Sango|registry, 639-2
        sh||Serbo-Croatian|registry
        si|sin|Sinhala|registry, 639-2
        sk|slk slo|Slovak|registry, 639-2
        sl|slv|Slovenian|registry, 639-2
        sm|smo|Samoan|registry, 639-2
        sn|sna|Shona|registry, 639-2
        so|som|Somali|registry, 639-2
        sq|alb sqi|Albanian|registry, 639-2
        sr|srp|Serbian|registry, 639-2
        ss|ssw|Swati|registry, 639-2
        st|sot|Southern Sotho|registry, 639-2
        su|sun|Sundanese|registry, 639-2
        sv|swe|Swedish|registry, 639-2
        sw|swa|Swahili|registry, 639-2
        ta|tam|Tamil|registry, 639-2
        te|tel|Telugu|registry, 639-2
        tg|tgk|Tajik|registry, 639-2
        th|tha|Thai|registry, 639-2
        ti|tir|Tigrinya|registry, 639-2
        tk|tuk|Turkmen|registry, 639-2
        tl|tgl|Tagalog|registry, 639-2
        tn|tsn|Tswana|registry, 639-2
        to|ton|Tongan|registry, 639-2
        tr|tur|Turkish|registry, 639-2
        ts|tso|Tsonga|registry, 639-2
        tt|tat|Tatar|registry, 639-2
        tw|twi|Twi|registry, 639-2
        ty|tah|Tahitian|registry, 639-2
        ug|uig|Uyghur|registry, 639-2
        uk|ukr|Ukrainian|registry, 639-2
        ur|urd|Urdu|registry, 639-2
        uz|uzb|Uzbek|registry, 639-2
        ve|ven|Venda|registry, 639-2
        vi|vie|Vietnamese|registry, 639-2
        vo|vol|Volapük|registry, 639-2
        wa|wln|Walloon|registry, 639-2
        wo|wol|Wolof|registry, 639-2
        xh|xho|Xhosa|registry, 639-2
        yi|yid|Yiddish|registry, 639-2
        yo|yor|Yoruba|registry, 639-2
        za|zha|Zhuang|registry, 639-2
        zh|chi zho|Chinese|registry, 639-2
        zu|zul|Zulu|registry, 639-2
        """
}
