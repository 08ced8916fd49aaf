//! The commands. Data goes to standard output, talk to standard error; the exit status is 0,
//! 1 (failed) or 2 (usage).

use std::collections::HashSet;
use std::io::Write as _;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::app::{self, Serve};
use crate::doctor::{self, Address, Bounds, Verdict};
use crate::export::{self, Export};
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
#[expect(clippy::large_enum_variant, reason = "there is one, once")]
enum Command {
    /// Serve the bundled data, or the given files and folders.
    #[command(
        after_help = "Examples:\n  marz serve\n  marz serve incidents.csv areas/ \
        --listen 0.0.0.0:8080 --public-url https://maps.example.org\n\nSIGHUP reads all files again, \
        SIGTERM ends the server when open requests are answered."
    )]
    Serve {
        /// GeoJSON, CSV and GeoPackage files, or folders of them; none for the bundled data.
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
    /// Write the features that a question finds, in any format of the API.
    #[command(
        after_help = "Examples:\n  marz export --format csv --datetime 2010-08/2010-09 > summer.csv\n  \
        marz export incidents --filter \"category = 'clash' AND deaths_best >= 10\" \
        --sortby=-deaths_best --output clashes.gpkg\n\n\
        The options are the parameters of /collections/{id}/download and take the same values."
    )]
    Export {
        /// Which collection; without it `incidents`, or the only one that there is.
        collection: Option<String>,
        /// GeoJSON, CSV and GeoPackage files, or folders of them; none for the bundled data.
        #[arg(long, value_name = "PATH")]
        data: Vec<PathBuf>,
        /// Titles, licences and time properties, in TOML.
        #[arg(long, value_name = "FILE.toml")]
        config: Option<PathBuf>,
        /// json, jsonfg, geojsonseq, csv, fgb, gpkg, parquet or kml; else the output's ending
        /// says it.
        #[arg(long, short)]
        format: Option<String>,
        /// Where to; without it to standard output.
        #[arg(long, short, value_name = "FILE")]
        output: Option<PathBuf>,
        #[command(flatten)]
        question: Question,
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
        after_help = "Examples:\n  marz check\n  marz check incidents.geojson survey.gpkg\n\n\
        Files that use the words of the code book (docs/data.md) are held to it."
    )]
    Check {
        /// GeoJSON, CSV and GeoPackage files, or folders of them; none for the bundled data.
        paths: Vec<PathBuf>,
        /// Titles, licences and time properties, in TOML.
        #[arg(long, value_name = "FILE.toml")]
        config: Option<PathBuf>,
    },
}

/// Which features, and what of them.
#[derive(Debug, clap::Args)]
struct Question {
    /// A day, month or year, or an interval such as 2010-08-01/..
    #[arg(long)]
    datetime: Option<String>,
    /// West,south,east,north in degrees.
    #[arg(long, allow_hyphen_values = true)]
    bbox: Option<String>,
    /// The reference system of the box.
    #[arg(long, value_name = "CRS")]
    bbox_crs: Option<String>,
    /// Identifiers of areas, with commas between.
    #[arg(long)]
    area: Option<String>,
    /// A condition in CQL2.
    #[arg(long)]
    filter: Option<String>,
    /// cql2-text or cql2-json.
    #[arg(long, value_name = "LANGUAGE")]
    filter_lang: Option<String>,
    /// The reference system of coordinates in the filter.
    #[arg(long, value_name = "CRS")]
    filter_crs: Option<String>,
    /// Properties, with commas between; - before one is descending.
    #[arg(long, allow_hyphen_values = true)]
    sortby: Option<String>,
    /// The properties to write, with commas between.
    #[arg(long)]
    properties: Option<String>,
    /// The properties to leave out.
    #[arg(long)]
    exclude_properties: Option<String>,
    /// The reference system of the geometries.
    #[arg(long)]
    crs: Option<String>,
    /// Digits behind the point of each coordinate.
    #[arg(long, value_name = "DIGITS")]
    coordinate_precision: Option<String>,
    /// Without geometries.
    #[arg(long)]
    skip_geometry: bool,
}

impl Question {
    /// By the names that the API gives them.
    fn parameters(self) -> Vec<(&'static str, String)> {
        let skip = self.skip_geometry.then(|| "true".to_owned());
        [
            ("datetime", self.datetime),
            ("bbox", self.bbox),
            ("bbox-crs", self.bbox_crs),
            ("area", self.area),
            ("filter", self.filter),
            ("filter-lang", self.filter_lang),
            ("filter-crs", self.filter_crs),
            ("sortby", self.sortby),
            ("properties", self.properties),
            ("exclude-properties", self.exclude_properties),
            ("crs", self.crs),
            ("coordinatePrecision", self.coordinate_precision),
            ("skipGeometry", skip),
        ]
        .into_iter()
        .filter_map(|(name, value)| Some((name, value?)))
        .collect()
    }
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
        Command::Export {
            collection,
            data,
            config,
            format,
            output,
            question,
        } => export::export(&Export {
            collection,
            data,
            config,
            format,
            output,
            parameters: question.parameters(),
        })
        .map(|done| {
            talk(&done);
            ExitCode::SUCCESS
        }),
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
    let mut files = HashSet::new();
    let found = sources::find(paths, config)?;
    for source in &found {
        let import = source.read();
        let name = &source.file.name;
        let mut all = import.findings.clone();
        files.insert(name);
        if codebook::applies_to(&import) {
            all.extend(codebook::check(name, &import, &countries));
        }
        all.extend(codebook::check_letters(name, &import));
        features += import.features.len();
        findings += all.len();
        for finding in source.located(all) {
            say(&finding.to_string());
        }
    }
    talk(&format!(
        "{}, {}, {}",
        counted(files.len(), "file"),
        counted(features, "feature"),
        counted(findings, "finding")
    ));
    Ok(if findings == 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

fn counted(count: usize, noun: &str) -> String {
    let ending = if count == 1 { "" } else { "s" };
    format!("{count} {noun}{ending}")
}

/// A line of data. A reader that went away wants no more of it.
fn say(line: &str) {
    let _ = writeln!(std::io::stdout(), "{line}");
}

/// A line of talk.
fn talk(line: &str) {
    let _ = writeln!(std::io::stderr(), "{line}");
}
