//! The commands. Data goes to standard output, talk to standard error; the exit status is 0,
//! 1 (failed) or 2 (usage).

use std::io::Write as _;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::app::{self, Serve};
use crate::doctor::{self, Address, Bounds, Verdict};
use crate::import::codebook;
use crate::sources;
use crate::telemetry;
use crate::traffic::Network;

/// A map server for incidents: OGC API Features and an offline web map, in one binary.
#[derive(Debug, Parser)]
#[command(version, arg_required_else_help = true)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve the bundled data, or the given files and folders.
    #[command(
        after_help = "Examples:\n  marz serve\n  marz serve incidents.csv areas/ \
        --listen 0.0.0.0:8080 --public-url https://maps.example.org"
    )]
    Serve {
        /// GeoJSON and CSV files, or folders of them; none for the bundled data.
        paths: Vec<PathBuf>,
        /// Address and port; port 0 takes a free one. [default: 127.0.0.1:8080]
        #[arg(long, value_name = "ADDR:PORT")]
        listen: Option<SocketAddr>,
        /// A second address and port, for /metrics and /health; not for the public.
        #[arg(long, value_name = "ADDR:PORT")]
        admin_listen: Option<SocketAddr>,
        /// The address under which clients reach the server; all links begin with it.
        #[arg(long, value_name = "URL")]
        public_url: Option<String>,
        /// A proxy, or a block of them, whose word about the public address is taken (Forwarded,
        /// X-Forwarded-Proto, -Host, -Prefix); may be given several times.
        #[arg(long, value_name = "ADDR|CIDR")]
        trusted_proxy: Vec<Network>,
        /// Titles, licences, time properties and server settings, in TOML.
        #[arg(long, value_name = "FILE.toml")]
        config: Option<PathBuf>,
        /// Serve what can be used and say what was left out, instead of not starting.
        #[arg(long)]
        skip_invalid: bool,
    },
    /// Replay the requests of QGIS, GDAL, ArcGIS, OWSLib and a browser against a running server,
    /// and say what they would trip over.
    #[command(after_help = "Examples:\n  marz doctor http://127.0.0.1:8080\n  \
        marz doctor https://maps.example.org/marz\n\n\
        Give the address that users give to their tools: the public one, with its proxy.\n\
        Exit status: 0 nothing would break, 1 something would, 2 usage.")]
    Doctor {
        /// The landing page of any server of OGC API Features.
        url: Address,
    },
    /// Validate data: say what is wrong and where, one finding a line.
    #[command(
        after_help = "Examples:\n  marz check\n  marz check incidents.geojson\n\n\
        Files that use the words of the code book (docs/data.md) are held to it."
    )]
    Check {
        /// GeoJSON and CSV files, or folders of them; none for the bundled data.
        paths: Vec<PathBuf>,
        /// Titles, licences and time properties, in TOML.
        #[arg(long, value_name = "FILE.toml")]
        config: Option<PathBuf>,
    },
}

/// Reads the command line and runs the command.
pub fn run() -> ExitCode {
    let done = match Cli::parse().command {
        Command::Serve {
            paths,
            listen,
            admin_listen,
            public_url,
            trusted_proxy,
            config,
            skip_invalid,
        } => {
            telemetry::start();
            app::serve(
                &Serve {
                    paths,
                    listen,
                    admin_listen,
                    public_url,
                    trusted_proxies: trusted_proxy,
                    config,
                    skip_invalid,
                },
                |address, admin| {
                    say(&format!("Listening on http://{address}"));
                    if let Some(admin) = admin {
                        say(&format!("Metrics on http://{admin}/metrics"));
                    }
                },
            )
            .map(|()| ExitCode::SUCCESS)
        }
        Command::Doctor { url } => {
            let report = doctor::examine(&url, Bounds::default());
            say(report.to_string().trim_end());
            Ok(if report.verdict() == Verdict::Break {
                ExitCode::FAILURE
            } else {
                ExitCode::SUCCESS
            })
        }
        Command::Check { paths, config } => check(&paths, config.as_deref()),
    };
    done.unwrap_or_else(|error| {
        talk(&format!("marz: {error:#}"));
        ExitCode::FAILURE
    })
}

fn check(paths: &[PathBuf], config: Option<&Path>) -> anyhow::Result<ExitCode> {
    let countries = sources::bundled_sources()?
        .iter()
        .find(|source| source.id == "countries")
        .map(sources::Source::read);
    let countries = countries.map(|import| import.features).unwrap_or_default();
    let countries = codebook::Countries::new(&countries);
    let (mut features, mut findings) = (0, 0);
    let found = sources::find(paths, config)?;
    for source in &found {
        let import = source.read();
        let name = &source.file.name;
        let mut all = import.findings.clone();
        if codebook::applies_to(&import) {
            all.extend(codebook::check(name, &import, &countries));
        }
        all.extend(codebook::check_letters(name, &import));
        features += import.features.len();
        findings += all.len();
        for finding in all {
            say(&finding.to_string());
        }
    }
    let files = found.len();
    talk(&format!(
        "{files} files, {features} features, {findings} findings"
    ));
    Ok(if findings == 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

/// A line of data. A reader that went away wants no more of it.
fn say(line: &str) {
    let _ = writeln!(std::io::stdout(), "{line}");
}

/// A line of talk.
fn talk(line: &str) {
    let _ = writeln!(std::io::stderr(), "{line}");
}
