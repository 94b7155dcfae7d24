//! How small the idle product is, and how soon it is ready.

use std::time::Duration;

use crate::product::Product;
use crate::report::{Goal, Pair, Report};
use crate::{Options, Outcome};

pub(crate) async fn run(options: &Options, report: &mut Report) -> Outcome<()> {
    let product = Product::find(options)?;
    let folder = tempfile::tempdir()?;
    let url = format!("sqlite:{}", folder.path().join("frontdesk.db").display());
    product.migrate(&url, folder.path())?;
    let mut starts = Vec::new();
    let mut resident = Vec::new();
    for _ in 0..options.rounds {
        let (server, start) = product.serve(&url, folder.path()).await?;
        starts.push(start.as_secs_f64() * 1e3);
        tokio::time::sleep(Duration::from_millis(1_500)).await;
        resident.push(megabytes(server.resident()?));
    }
    let size = megabytes(std::fs::metadata(&product.path)?.len());
    let own = |figure, unit, product| Pair { figure, unit, baseline: 0.0, product };
    let start = crate::measure::median(&mut starts);
    let resident = crate::measure::median(&mut resident);
    report.add("footprint", &own("start to ready", "ms", start), Goal::AtMost(300.0));
    report.add("footprint", &own("idle resident", "MB", resident), Goal::AtMost(40.0));
    report.add("footprint", &own("binary", "MB", size), Goal::AtMost(40.0));
    Ok(())
}

fn megabytes(bytes: u64) -> f64 {
    f64::from(u32::try_from(bytes / 1_024).unwrap_or(u32::MAX)) / 1_024.0
}
