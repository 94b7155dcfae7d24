//! Figures of a run, as JSON lines and one table.

use serde_json::json;

/// One comparison.
struct Row {
    workload: String,
    figure: &'static str,
    baseline: f64,
    product: f64,
    unit: &'static str,
    goal: String,
    met: bool,
}

/// Everything that was measured.
#[derive(Default)]
pub(crate) struct Report {
    rows: Vec<Row>,
}

/// What a ratio or figure should be.
#[derive(Clone, Copy)]
pub(crate) enum Goal {
    /// Product over baseline, at most.
    RatioAtMost(f64),
    /// Product over baseline, at least.
    RatioAtLeast(f64),
    /// The product's own figure, at most.
    AtMost(f64),
    /// No goal: for information.
    None,
}

/// A figure of the baseline and the product's.
pub(crate) struct Pair {
    pub(crate) figure: &'static str,
    pub(crate) unit: &'static str,
    pub(crate) baseline: f64,
    pub(crate) product: f64,
}

impl Report {
    pub(crate) fn add(&mut self, workload: &str, pair: &Pair, goal: Goal) {
        let Pair { figure, unit, baseline, product } = *pair;
        let ratio = if baseline > 0.0 { product / baseline } else { f64::NAN };
        let (text, met) = match goal {
            Goal::RatioAtMost(limit) => (format!("≤ {limit}×"), ratio <= limit),
            Goal::RatioAtLeast(limit) => (format!("≥ {limit}×"), ratio >= limit),
            Goal::AtMost(limit) => (format!("≤ {limit}"), product <= limit),
            Goal::None => ("–".to_owned(), true),
        };
        eprintln!("{workload} {figure}: {product:.1} {unit} beside {baseline:.1}, {ratio:.2}×");
        self.rows.push(Row {
            workload: workload.to_owned(),
            figure,
            baseline,
            product,
            unit,
            goal: text,
            met,
        });
    }

    #[expect(clippy::print_stdout, reason = "the result of a command line tool")]
    pub(crate) fn print(&self) {
        for row in &self.rows {
            let line = json!({
                "workload": row.workload, "figure": row.figure, "unit": row.unit,
                "baseline": row.baseline, "product": row.product,
                "ratio": (row.baseline > 0.0).then(|| row.product / row.baseline),
                "goal": row.goal, "met": row.met,
            });
            println!("{line}");
        }
        println!();
        println!("| workload | figure | bare | product | ratio | goal | met |");
        println!("|---|---|---|---|---|---|---|");
        for row in &self.rows {
            let Row { workload, figure, baseline, product, unit, goal, met } = row;
            let (bare, ratio) = if *baseline > 0.0 {
                (format!("{baseline:.1} {unit}"), format!("{:.2}", product / baseline))
            } else {
                ("–".to_owned(), "–".to_owned())
            };
            let met = if *met { "yes" } else { "NO" };
            println!(
                "| {workload} | {figure} | {bare} | {product:.1} {unit} | {ratio} | {goal} | {met} |"
            );
        }
    }
}
