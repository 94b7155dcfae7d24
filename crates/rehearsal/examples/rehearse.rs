fn main() {
    let mut args = std::env::args().skip(1);
    let noise: f64 = args.next().unwrap().parse().unwrap();
    let paths: Vec<std::path::PathBuf> = args.map(Into::into).collect();
    let all = frontdesk_rehearsal::load::load(&paths).unwrap_or_else(|e| panic!("{e}"));
    let plan = frontdesk_rehearsal::run::Plan { seed: 1, trials: 4, noise, threads: 2 };
    let r = frontdesk_rehearsal::run::run(&all, plan).unwrap_or_else(|e| panic!("{e}"));
    print!("{}", frontdesk_rehearsal::report::Report::new(&all, &r, noise).text());
}
