//! The program itself, as a shell starts it.

use std::io::Read;
use std::process::{Command, Output, Stdio};

use crate::desk::{Desk, SECRET};

fn start(desk: &Desk, line: &str) -> Output {
    command(desk, line).output().unwrap()
}

fn command(desk: &Desk, line: &str) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_frontdeskctl"));
    command
        .args(line.split_whitespace())
        .env_clear()
        .env("HOME", desk.home.path())
        .env("FRONTDESK_SERVER", desk.server.uri())
        .env("FRONTDESK_PLATFORM_SECRET", SECRET)
        .env("FRONTDESK_AS", "dana")
        .env("TZ", "UTC");
    command
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn exit_codes_and_streams_are_a_programs() {
    let desk = Desk::new().await;
    // A process has the true time, and so must the server.
    desk.clock.set(kernel::Clock::now(&kernel::SystemClock));
    for (line, code) in [
        ("whoami", 0),
        ("business list --json", 0),
        ("business show 7", 2),
        ("whoami --server http://127.0.0.1:1", 3),
        ("business show ten_01kak8v5q0e0080000000000zz", 5),
        ("business suspend ten_01kak8v5q0e0080000000000a1", 2),
    ] {
        let output = start(&desk, line);
        assert_eq!(output.status.code(), Some(code), "{line}: {output:?}");
        assert_eq!(output.stderr.is_empty(), code == 0, "{line}: {output:?}");
        assert_eq!(output.stdout.is_empty(), code != 0, "{line}: {output:?}");
    }
    for line in ["--help", "--version", "version", "business --help", "audit verify --help"] {
        let output = start(&desk, line);
        assert!(output.status.success() && !output.stdout.is_empty(), "{line}: {output:?}");
    }
}

#[tokio::test]
async fn completions_know_every_verb() {
    let desk = Desk::new().await;
    for (shell, start) in
        [("bash", "_frontdeskctl"), ("zsh", "#compdef frontdeskctl"), ("fish", "#")]
    {
        let ran = desk.run(&format!("completions {shell}")).await;
        assert_eq!((ran.code, ran.errors.as_str()), (0, ""), "{ran}");
        assert!(ran.output.starts_with(start), "{ran}");
        for word in [
            "login",
            "whoami",
            "suspend",
            "rollout",
            "widget-token",
            "verify",
            "live",
            "smoke",
            "secret-file",
            "in_review",
        ] {
            assert!(ran.output.contains(word), "{shell} does not know {word}");
        }
    }
    assert_eq!(desk.server.lines(), [""; 0]);
}

#[test]
fn the_scripts_for_bash_can_be_read_by_it() {
    let script = Command::new(env!("CARGO_BIN_EXE_frontdeskctl"))
        .args(["completions", "bash"])
        .output()
        .unwrap();
    let script = String::from_utf8(script.stdout).unwrap();
    let checked = Command::new("bash").args(["-n", "-c", &script]).status().unwrap();
    assert!(checked.success());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn control_c_ends_what_goes_on_for_ever() {
    let desk = Desk::new().await;
    desk.clock.set(kernel::Clock::now(&kernel::SystemClock));
    let follow = command(&desk, "audit ten_01kak8v5q0e0080000000000a1 --follow");
    let mut follow = { follow }.stderr(Stdio::piped()).stdout(Stdio::null()).spawn().unwrap();
    while desk.server.lines().is_empty() {
        tokio::task::yield_now().await;
    }
    let stop = Command::new("kill").args(["-INT", &follow.id().to_string()]).status();
    assert!(stop.unwrap().success());
    let code = follow.wait().unwrap().code();
    let mut said = String::new();
    follow.stderr.take().unwrap().read_to_string(&mut said).unwrap();
    assert_eq!(code, Some(130), "{said}");
    assert_eq!(said, "frontdeskctl: stopped; what was asked for last may have been done\n");
}
