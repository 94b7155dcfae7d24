//! Who may import whom: the table of `docs/architecture.md` as code.
//!
//! A new crate needs no entry here. Its folder says what it is: `adapter-…` is an adapter, whatever
//! stands in `apps/` is an app, and what has no name of its own in [`Layer::of`] is a domain, which
//! may import the kernel and nothing else of ours.

/// The layer a crate belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Layer {
    /// Words everyone shares.
    Kernel,
    /// One subject, without a server.
    Domain,
    /// One transaction over all domains.
    Store,
    /// What the product does.
    Flows,
    /// Requests to addresses that strangers chose, for adapters that make them.
    Outbound,
    /// One provider or database.
    Adapter,
    /// Fakes wired together, for tests.
    Testkit,
    /// Simulated callers over a database in memory, as a part of the product.
    Rehearsal,
    /// A program that chooses adapters.
    App,
    /// Measures everything, and is imported by nobody.
    Bench,
    /// These checks.
    Tidy,
}

/// One crate of the workspace.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Crate {
    /// The package's name: `frontdesk-kernel`.
    pub name: String,
    /// Its folder, seen from the root: `crates/kernel`.
    pub folder: String,
    /// What it imports.
    pub imports: Vec<Import>,
}

/// One line of a crate's manifest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Import {
    /// The imported package's own name, whatever it is renamed to.
    pub package: String,
    /// Whether tests alone use it.
    pub dev: bool,
}

impl Layer {
    /// The layer of the crate in `folder`.
    pub fn of(folder: &str) -> Self {
        if folder.starts_with("apps/") {
            return Self::App;
        }
        match short_name(folder) {
            "kernel" => Self::Kernel,
            "store" => Self::Store,
            "flows" => Self::Flows,
            "outbound" => Self::Outbound,
            "testkit" => Self::Testkit,
            "rehearsal" => Self::Rehearsal,
            "bench" => Self::Bench,
            "tidy" => Self::Tidy,
            name if name.starts_with("adapter-") => Self::Adapter,
            _ => Self::Domain,
        }
    }

    /// Whether code of this layer, tests aside, may import a crate of ours of the layer `other`.
    const fn may_import(self, other: Self) -> bool {
        match self {
            Self::Kernel | Self::Tidy => false,
            Self::Domain => matches!(other, Self::Kernel | Self::Domain),
            Self::Adapter => matches!(other, Self::Kernel | Self::Domain | Self::Outbound),
            Self::Outbound => matches!(other, Self::Kernel),
            Self::Store => matches!(other, Self::Kernel | Self::Domain),
            Self::Flows => matches!(other, Self::Kernel | Self::Domain | Self::Store),
            Self::Testkit | Self::Rehearsal => {
                matches!(other, Self::Kernel | Self::Domain | Self::Store | Self::Flows)
            }
            Self::App => !matches!(other, Self::Testkit | Self::Tidy | Self::Bench),
            Self::Bench => true,
        }
    }

    /// Foreign packages that this layer never imports; a `*` at the end stands for any ending.
    const fn never(self) -> &'static [&'static str] {
        match self {
            Self::Kernel => &[
                "actix*",
                "deadpool*",
                "diesel*",
                "hyper*",
                "libsqlite3-sys",
                "redis",
                "reqwest",
                "rustls",
                "tokio*",
            ],
            Self::Domain | Self::Store | Self::Flows | Self::Testkit | Self::Rehearsal => &[
                "actix*",
                "clap",
                "config",
                "deadpool*",
                "diesel*",
                "dotenvy",
                "hyper*",
                "libsqlite3-sys",
                "redis",
                "reqwest",
                "rustls",
                "tokio-postgres*",
            ],
            Self::Adapter => &["actix*", "clap", "config", "dotenvy"],
            Self::Outbound => &[
                "actix*",
                "clap",
                "config",
                "deadpool*",
                "diesel*",
                "dotenvy",
                "libsqlite3-sys",
                "redis",
                "tokio-postgres*",
            ],
            Self::App => &["diesel*", "libsqlite3-sys", "redis", "tokio-postgres*"],
            Self::Tidy => &["actix*", "diesel*", "redis", "reqwest", "tokio*"],
            Self::Bench => &[],
        }
    }
}

/// Adapters that own a foreign package: no other adapter imports it.
const OWNED: [(&str, &str); 5] = [
    ("diesel*", "adapter-diesel"),
    ("libsqlite3-sys", "adapter-diesel"),
    ("tokio-postgres*", "adapter-diesel"),
    ("redis", "adapter-redis"),
    ("deadpool-redis", "adapter-redis"),
];

/// The one adapter that fills the store's ports and may therefore import it.
const STORE_ADAPTER: &str = "adapter-diesel";

/// What the crates of a workspace import although they must not, one sentence each.
pub fn faults(crates: &[Crate]) -> Vec<String> {
    let mut faults = Vec::new();
    for importer in crates {
        for import in &importer.imports {
            let ours = crates.iter().find(|other| other.name == import.package);
            let fault = match ours {
                Some(target) => fault_between(importer, target, import.dev),
                None if import.dev => None,
                None => fault_outside(importer, &import.package),
            };
            faults.extend(fault);
        }
    }
    faults
}

/// Why `importer` may not import `imported`, if it may not.
fn fault_between(importer: &Crate, target: &Crate, dev: bool) -> Option<String> {
    let (from, to) = (Layer::of(&importer.folder), Layer::of(&target.folder));
    let (from_name, to_name) = (short_name(&importer.folder), short_name(&target.folder));
    if matches!(to, Layer::Bench | Layer::Tidy) {
        return Some(format!("{from_name} imports {to_name}, which nobody may import"));
    }
    if dev {
        return None;
    }
    let fills_the_store = from_name == STORE_ADAPTER && to == Layer::Store;
    if from == Layer::Domain && to == Layer::Domain {
        return Some(format!(
            "{from_name} imports {to_name}: domains name each other by id, they never import each other"
        ));
    }
    if from.may_import(to) || fills_the_store {
        return None;
    }
    Some(format!("{from_name} ({from:?}) imports {to_name} ({to:?})"))
}

/// Why `importer` may not import the foreign `package`, if it may not.
fn fault_outside(importer: &Crate, package: &str) -> Option<String> {
    let layer = Layer::of(&importer.folder);
    let name = short_name(&importer.folder);
    if layer.never().iter().any(|pattern| matches_pattern(pattern, package)) {
        return Some(format!("{name} ({layer:?}) imports {package}"));
    }
    if layer != Layer::Adapter {
        return None;
    }
    let (_, owner) = OWNED.iter().find(|(pattern, _)| matches_pattern(pattern, package))?;
    (*owner != name).then(|| format!("{name} imports {package}, which belongs to {owner}"))
}

fn matches_pattern(pattern: &str, package: &str) -> bool {
    match pattern.strip_suffix('*') {
        Some(start) => package.starts_with(start),
        None => package == pattern,
    }
}

/// A folder's last part.
fn short_name(folder: &str) -> &str {
    folder.rsplit('/').next().unwrap_or(folder)
}

#[cfg(test)]
mod tests {
    use super::*;

    const FOLDERS: [&str; 13] = [
        "crates/kernel",
        "crates/scheduling",
        "crates/crm",
        "crates/store",
        "crates/flows",
        "crates/outbound",
        "crates/adapter-diesel",
        "crates/adapter-twilio",
        "crates/testkit",
        "crates/rehearsal",
        "crates/bench",
        "crates/tidy",
        "apps/server",
    ];

    /// The faults of a workspace in which the crate at `folder` alone imports something.
    fn faults_of(folder: &str, package: &str, dev: bool) -> usize {
        let import = Import { package: package.to_owned(), dev };
        let crates: Vec<Crate> = FOLDERS
            .iter()
            .map(|other| Crate {
                name: format!("frontdesk-{}", short_name(other)),
                folder: (*other).to_owned(),
                imports: if *other == folder { vec![import.clone()] } else { Vec::new() },
            })
            .collect();
        faults(&crates).len()
    }

    #[test]
    fn each_layer_imports_what_the_table_allows() {
        for (folder, package) in [
            ("crates/scheduling", "frontdesk-kernel"),
            ("crates/store", "frontdesk-crm"),
            ("crates/flows", "frontdesk-store"),
            ("crates/adapter-diesel", "frontdesk-store"),
            ("crates/adapter-diesel", "diesel-async"),
            ("crates/adapter-twilio", "reqwest"),
            ("crates/adapter-twilio", "frontdesk-outbound"),
            ("crates/outbound", "frontdesk-kernel"),
            ("crates/outbound", "reqwest"),
            ("apps/server", "frontdesk-outbound"),
            ("crates/testkit", "frontdesk-flows"),
            ("crates/rehearsal", "frontdesk-flows"),
            ("apps/server", "frontdesk-rehearsal"),
            ("crates/bench", "frontdesk-server"),
            ("crates/bench", "diesel"),
            ("apps/server", "frontdesk-adapter-twilio"),
            ("crates/kernel", "serde"),
        ] {
            assert_eq!(faults_of(folder, package, false), 0, "{folder} -> {package}");
        }
    }

    #[test]
    fn each_forbidden_edge_is_named() {
        for (folder, package) in [
            ("crates/kernel", "frontdesk-crm"),
            ("crates/kernel", "tokio"),
            ("crates/scheduling", "frontdesk-crm"),
            ("crates/scheduling", "frontdesk-store"),
            ("crates/scheduling", "diesel"),
            ("crates/crm", "actix-web"),
            ("crates/crm", "redis"),
            ("crates/store", "frontdesk-flows"),
            ("crates/store", "reqwest"),
            ("crates/flows", "frontdesk-adapter-diesel"),
            ("crates/flows", "actix-web"),
            ("crates/adapter-twilio", "frontdesk-adapter-diesel"),
            ("crates/adapter-twilio", "frontdesk-flows"),
            ("crates/adapter-twilio", "frontdesk-store"),
            ("crates/adapter-twilio", "diesel"),
            ("crates/outbound", "frontdesk-crm"),
            ("crates/outbound", "frontdesk-adapter-twilio"),
            ("crates/outbound", "actix-web"),
            ("crates/crm", "frontdesk-outbound"),
            ("crates/flows", "frontdesk-outbound"),
            ("crates/testkit", "frontdesk-adapter-twilio"),
            ("crates/rehearsal", "frontdesk-testkit"),
            ("crates/rehearsal", "frontdesk-adapter-diesel"),
            ("crates/flows", "frontdesk-rehearsal"),
            ("apps/server", "frontdesk-testkit"),
            ("apps/server", "diesel"),
            ("apps/server", "frontdesk-bench"),
            ("crates/tidy", "frontdesk-kernel"),
        ] {
            assert_eq!(faults_of(folder, package, false), 1, "{folder} -> {package}");
        }
    }

    #[test]
    fn tests_may_import_what_they_like_except_bench_and_tidy() {
        assert_eq!(faults_of("crates/flows", "frontdesk-testkit", true), 0);
        assert_eq!(faults_of("crates/crm", "tokio", true), 0);
        assert_eq!(faults_of("crates/flows", "frontdesk-bench", true), 1);
        assert_eq!(faults_of("crates/flows", "frontdesk-tidy", true), 1);
    }

    #[test]
    fn a_crate_nobody_thought_of_counts_as_a_domain() {
        assert_eq!(Layer::of("crates/billing"), Layer::Domain);
        assert_eq!(Layer::of("crates/adapter-stripe"), Layer::Adapter);
        assert_eq!(Layer::of("apps/cli"), Layer::App);
    }
}
