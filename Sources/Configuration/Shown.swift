package import Timeline

extension Reading {
    /// The options in force, in the order of the manual, as people read them.
    package func shown(_ paths: Paths) -> [(key: String, value: String, from: String)] {
        Setting.allCases.map { setting in
            (setting.key, configuration.text(of: setting) ?? usual(setting, paths), origin(of: setting).description)
        }
    }

    private func usual(_ setting: Setting, _ paths: Paths) -> String {
        switch setting {
        case .origin: "the name of the key, or HOSTNAME/timeline"
        case .spool: parent(paths.incoming)
        case .library: parent(paths.log)
        case .metrics: configuration.metricsPath(paths) ?? ""
        default: ""
        }
    }

    private func parent(_ path: String) -> String { path.lastIndex(of: "/").map { String(path[..<$0]) } ?? path }
}

extension Configuration {
    /// The file of the metrics; nil for none.
    package func metricsPath(_ paths: Paths) -> String? {
        switch metrics {
        case .besideHealth: paths.run + "/timelined.prom"
        case .none: nil
        case .path(let path): path
        }
    }
}
