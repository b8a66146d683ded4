//! The server of the latest release: downloaded into the extension's own folder, and found there only once its checksum was right.

use std::fs;

use sha2::{Digest as _, Sha256};
use zed_extension_api::{
    self as zed, Architecture, DownloadedFileType, GithubRelease, GithubReleaseOptions, LanguageServerId,
    LanguageServerInstallationStatus, Os, Result,
};

/// Where releases are published: an address at GitHub.
const REPOSITORY: &str = env!("CARGO_PKG_REPOSITORY");

/// The asset with the checksums of all programs, as `sha256sum` prints them.
const CHECKSUMS: &str = "SHA256SUMS";

/// What the folders of releases begin with; the version follows.
const FOLDER: &str = "nango-lsp-";

/// Where a download is until it is known to be right: whoever is stopped in between leaves nothing that is taken for a release.
const INCOMING: &str = "incoming";

/// The program of the latest release; where that cannot be had, one that was downloaded before. Its path is relative to the
/// extension's folder.
pub fn install(id: &LanguageServerId) -> Result<String> {
    let target = Target::current()?;
    zed::set_language_server_installation_status(id, &LanguageServerInstallationStatus::CheckingForUpdate);
    let installed = latest(id, &target).or_else(|why| earlier(&target).ok_or(why));
    let status = match &installed {
        Ok(_) => LanguageServerInstallationStatus::None,
        Err(why) => LanguageServerInstallationStatus::Failed(why.clone()),
    };
    zed::set_language_server_installation_status(id, &status);
    installed
}

/// Whether a path of the extension's folder is a file.
pub fn is_file(path: &str) -> bool {
    fs::metadata(path).is_ok_and(|metadata| metadata.is_file())
}

fn latest(id: &LanguageServerId, target: &Target) -> Result<String> {
    let options = GithubReleaseOptions {
        require_assets: true,
        pre_release: false,
    };
    let release = zed::latest_github_release(REPOSITORY.trim_start_matches("https://github.com/"), options)?;
    let folder = format!("{FOLDER}{}", release.version);
    let program = format!("{folder}/{}", target.program);
    if is_file(&program) {
        return Ok(program);
    }
    zed::set_language_server_installation_status(id, &LanguageServerInstallationStatus::Downloading);
    let program_url = url(&release, &target.asset)?;
    let checksums_url = url(&release, CHECKSUMS)?;
    // What an earlier download has left, or a folder without a program.
    for leftover in [INCOMING, &folder] {
        let _ = fs::remove_dir_all(leftover);
    }
    fs::create_dir_all(INCOMING).map_err(|error| format!("{INCOMING}: {error}"))?;
    let arrived = download(target, program_url, checksums_url)
        .and_then(|()| fs::rename(INCOMING, &folder).map_err(|error| format!("{folder}: {error}")));
    if arrived.is_err() {
        let _ = fs::remove_dir_all(INCOMING);
    }
    arrived?;
    remove_others(&folder);
    Ok(program)
}

fn url<'r>(release: &'r GithubRelease, name: &str) -> Result<&'r str> {
    let asset = release.assets.iter().find(|asset| asset.name == name);
    let asset = asset.ok_or_else(|| format!("release {} has no `{name}`", release.version))?;
    Ok(&asset.download_url)
}

/// Brings the program, as one that can be started, if its checksum is right.
fn download(target: &Target, program_url: &str, checksums_url: &str) -> Result<()> {
    let program = &format!("{INCOMING}/{}", target.program);
    let checksums = format!("{INCOMING}/{CHECKSUMS}");
    zed::download_file(checksums_url, &checksums, DownloadedFileType::Uncompressed)?;
    let checksums = fs::read_to_string(&checksums).map_err(|error| format!("{CHECKSUMS}: {error}"))?;
    let expected = checksum(&checksums, &target.listed())
        .ok_or_else(|| format!("{CHECKSUMS} does not list `{}`", target.listed()))?;
    match target.os {
        // A zip is unpacked into a folder, a gzip is one file.
        Os::Windows => zed::download_file(program_url, INCOMING, DownloadedFileType::Zip)?,
        Os::Mac | Os::Linux => zed::download_file(program_url, program, DownloadedFileType::Gzip)?,
    }
    let bytes = fs::read(program).map_err(|error| format!("`{}` holds no `{program}`: {error}", target.asset))?;
    if hexadecimal(&Sha256::digest(&bytes)) != expected {
        return Err(format!("the checksum of `{}` is wrong", target.asset));
    }
    zed::make_file_executable(program)
}

/// The checksum of a file, of lines `<sha256>  <name>`; a `*` before the name means that it was read as bytes.
fn checksum<'t>(checksums: &'t str, name: &str) -> Option<&'t str> {
    let lines = checksums
        .lines()
        .filter_map(|line| line.split_once(char::is_whitespace));
    lines
        .map(|(sum, file)| (sum, file.trim().trim_start_matches('*')))
        .find_map(|(sum, file)| (file == name).then_some(sum))
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// What was downloaded before, for whoever works offline: the last by name.
fn earlier(target: &Target) -> Option<String> {
    let mut programs: Vec<String> = folders()
        .map(|folder| format!("{folder}/{}", target.program))
        .filter(|program| is_file(program))
        .collect();
    programs.sort_unstable();
    programs.pop()
}

fn remove_others(folder: &str) {
    for other in folders().filter(|other| other != folder) {
        // One that is in use goes with the next release.
        let _ = fs::remove_dir_all(other);
    }
}

/// The folders of releases.
fn folders() -> impl Iterator<Item = String> {
    let entries = fs::read_dir(".").into_iter().flatten().flatten();
    entries
        .filter_map(|entry| entry.file_name().into_string().ok())
        .filter(|name| name.starts_with(FOLDER))
}

/// For what a program is made.
struct Target {
    os: Os,
    /// Its triple, as releases call it.
    triple: String,
    /// The name of the asset.
    asset: String,
    /// The name of the program.
    program: &'static str,
}

impl Target {
    fn current() -> Result<Target> {
        let (os, architecture) = zed::current_platform();
        let architecture = match architecture {
            Architecture::Aarch64 => "aarch64",
            Architecture::X8664 => "x86_64",
            Architecture::X86 => return Err("there is no release for 32 bits".to_owned()),
        };
        let (system, ending, program) = match os {
            Os::Mac => ("apple-darwin", "gz", "nango-lsp"),
            Os::Linux => ("unknown-linux-musl", "gz", "nango-lsp"),
            Os::Windows => ("pc-windows-msvc", "zip", "nango-lsp.exe"),
        };
        let triple = format!("{architecture}-{system}");
        Ok(Target {
            os,
            asset: format!("nango-lsp-{triple}.{ending}"),
            triple,
            program,
        })
    }

    /// What the program is called among the checksums, where all of them lie in one folder.
    fn listed(&self) -> String {
        let ending = self.program.trim_start_matches("nango-lsp");
        format!("nango-lsp-{}{ending}", self.triple)
    }
}
