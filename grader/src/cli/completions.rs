//! The commands `grader completions` and `grader manual`.
use super::Cli;
use super::print::print;
use clap::{Args, CommandFactory};
use clap_complete::Shell;
use grader::error::{Error, Result};
use grader::exit_code::ExitCode;

const COMPLETIONS: &str = "Examples:
  grader completions bash > ~/.local/share/bash-completion/completions/grader
  grader completions zsh > ~/.zfunc/_grader
  grader completions fish > ~/.config/fish/completions/grader.fish";

const MANUAL: &str = "Examples:
  grader manual | man -l -             read it
  grader manual > ~/.local/share/man/man1/grader.1";

#[derive(Debug, Args)]
#[command(after_help = COMPLETIONS)]
pub(super) struct Completions {
    /// The shell.
    #[arg(value_enum)]
    shell: Shell,
}

#[derive(Debug, Args)]
#[command(after_help = MANUAL)]
pub(super) struct Manual {}

pub(super) fn completions(arguments: &Completions) -> Result<ExitCode> {
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut Cli::command(), "grader", &mut script);
    printed(&script)
}

/// One page with all subcommands.
pub(super) fn manual() -> Result<ExitCode> {
    let mut command = Cli::command().disable_help_subcommand(true);
    command.build();
    let mut page = Vec::new();
    let failed = |cause| Error::io("write", "the manual page", cause);
    clap_mangen::Man::new(command.clone())
        .render(&mut page)
        .map_err(failed)?;
    for subcommand in command.get_subcommands().filter(|one| !one.is_hide_set()) {
        let part = clap_mangen::Man::new(subcommand.clone());
        let title = format!(".SH \"GRADER {}\"\n", subcommand.get_name().to_uppercase());
        page.extend(title.into_bytes());
        let render = part
            .render_description_section(&mut page)
            .and_then(|()| part.render_synopsis_section(&mut page))
            .and_then(|()| part.render_options_section(&mut page))
            .and_then(|()| part.render_extra_section(&mut page));
        render.map_err(failed)?;
    }
    printed(&page)
}

fn printed(bytes: &[u8]) -> Result<ExitCode> {
    print(&String::from_utf8_lossy(bytes)).map(|()| ExitCode::Passed)
}
