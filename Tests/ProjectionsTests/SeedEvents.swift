import EventModel

/// The ten facts of the article that the product was first made for, as canonical events.
extension TestLog {
    static func seed() throws -> TestLog {
        var log = TestLog()
        for (verb, slug, data) in seedFacts {
            let citations = "'citations': [{'issued': '2025-01-02', \(hash)}]"
            try log.add(verb, slug, "{\(data), 'reported': '2025-01-02', \(citations)}")
        }
        return log
    }

    private static let hash = "'sha256': 'b203b1c3f0d3c80492affc5edf4e40c0f98677941ee0236d4d9b7101b1f0af13'"

    private static let seedFacts: [(Verb, String, String)] = [
        (
            .issued, "ru-cn-ai-cooperation",
            """
            'title': 'Strengthen cooperation with China in artificial intelligence', 'occurred': '[..2025-01-02]',
            'instrument': 'instruction', 'modality': 'ordered', 'attribution': {'mode': 'reported', 'by': 'reuters'},
            'actors': [{'ref': 'putin', 'role': 'by'}, {'ref': 'ru-government', 'role': 'to'},
                {'ref': 'sberbank', 'role': 'to'}, {'ref': 'sberbank', 'role': 'lead'}, {'ref': 'CN', 'role': 'with'}],
            'quotes': [{'speaker': 'putin', 'lang': 'en', 'text': 'ensure further co-operation'}],
            'relations': [{'type': 'follows', 'target': 'announcement/ru-brics-ai-intent'}]
            """
        ),
        (
            .made, "ru-brics-ai-intent",
            """
            'title': 'Russia intends to collaborate with BRICS partners on AI', 'occurred': '[..2025-01-02]',
            'category': 'intent', 'attribution': {'mode': 'reported', 'by': 'reuters'},
            'actors': [{'ref': 'putin', 'role': 'by'}, {'ref': 'brics', 'role': 'with'}],
            'relations': [{'type': 'possiblySameAs', 'target': 'announcement/ai-alliance-network'}]
            """
        ),
        (
            .made, "ai-alliance-network",
            """
            'title': 'AI Alliance Network announced', 'occurred': '2024-12', 'category': 'launch',
            'attribution': {'mode': 'editorial'}, 'actors': [{'ref': 'putin', 'role': 'by'}],
            'organisation': 'ai-alliance-network', 'members': [{'ref': 'brics'}],
            'quotes': [{'speaker': 'putin', 'text': 'participate on equal terms'},
                {'speaker': 'putin', 'text': 'join in the collaboration'}]
            """
        ),
        (
            .made, "us-ai-crypto-czar",
            """
            'title': 'US appoints an AI and Crypto Czar', 'occurred': '[..2025-01-02]', 'category': 'appointment',
            'post': 'White House AI and Crypto Czar', 'attribution': {'mode': 'editorial'},
            'actors': [{'ref': 'US', 'role': 'by'}]
            """
        ),
        (
            .made, "ru-ai-gdp-2030",
            """
            'title': 'AI to contribute 11.2 trillion roubles', 'occurred': '[..2025-01-02]', 'category': 'forecast',
            'attribution': {'mode': 'editorial'}, 'actors': [{'ref': 'RU', 'role': 'by'}],
            'targets': [{'indicator': 'AI’s contribution to GDP', 'kind': 'forecast', 'unit': 'RUB',
                'baseline': {'value': '200000000000', 'period': '2023'},
                'goal': {'value': '11200000000000', 'due': '2030', 'duequalifier': 'by',
                    'equivalents': [{'value': '109000000000', 'currency': 'USD', 'asstated': '$109bn'}]}}]
            """
        ),
        (
            .made, "ru-ai-workforce-2030",
            """
            'title': '80% of the workforce to have AI skills', 'occurred': '[..2025-01-02]', 'category': 'target',
            'attribution': {'mode': 'editorial'}, 'actors': [{'ref': 'RU', 'role': 'by'}],
            'targets': [{'indicator': 'workforce with AI skills', 'kind': 'target', 'unit': 'percent',
                'baseline': {'value': '5', 'period': '2023'}, 'goal': {'value': '80', 'due': '2030'}}]
            """
        ),
        (
            .planned, "ru-ai-strategy-2030",
            """
            'title': 'AI investment up seven-fold', 'occurred': '[..2025-01-02]', 'flow': 'indicative',
            'attribution': {'mode': 'editorial'}, 'actors': [{'ref': 'RU', 'role': 'by'}],
            'amount': {'value': '850000000000', 'currency': 'RUB', 'asstated': 'Rbs850bn', 'period': '2030?',
                'multiple': {'factor': '7', 'baseperiod': '2023?', 'asstated': 'seven-fold'}}
            """
        ),
        (
            .planned, "yandex-indonesia-ai",
            """
            'title': 'Yandex plans to invest in Indonesia’s AI ecosystem', 'occurred': '[..2024-11]',
            'stage': 'pipeline', 'amount': {'kind': 'unknown'}, 'attribution': {'mode': 'unattributed'},
            'actors': [{'ref': 'yandex', 'role': 'by'}, {'ref': 'ID', 'role': 'recipient'}]
            """
        ),
        (
            .made, "ru-ai-market-leaders",
            """
            'title': 'Sberbank and Yandex lead the AI market', 'occurred': '[..2025-01-02]', 'category': 'situation',
            'attribution': {'mode': 'editorial'},
            'actors': [{'ref': 'sberbank', 'role': 'about'}, {'ref': 'yandex', 'role': 'about'}],
            'products': [{'name': 'GigaChat', 'owner': 'sberbank'}, {'name': 'YandexGPT', 'owner': 'yandex'}]
            """
        ),
        (
            .made, "western-sanctions-technology",
            """
            'title': 'Western sanctions limit access to microchips', 'occurred': '[..2025-01-02]',
            'category': 'restriction', 'attribution': {'mode': 'editorial'},
            'actors': [{'ref': 'RU', 'role': 'about'}], 'restricts': [{'subject': 'microchips', 'on': ['RU']}],
            'relations': [{'type': 'contextOf', 'target': 'directive/ru-cn-ai-cooperation'}]
            """
        ),
    ]
}
