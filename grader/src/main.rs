//! The command `grader`.
mod cli;

fn main() -> std::process::ExitCode {
    cli::main().into()
}
