//! `handoff backup` and `handoff restore`: a copy of the database, made while the server runs, and its way back.

use std::{
    ffi::OsString,
    fs, io,
    path::{Path, PathBuf},
    process::ExitCode,
};

use clap::Args;
use handoff::store::{check_database, copy_database, database_file, ensure_unused};

use super::{
    Failure, answer,
    settings::{DatabaseFlag, Settings, SettingsFlags},
};

const BACKUP_EXAMPLE: &str = "\
Example:
  handoff backup handoff-2026-12-17.db

The server may go on running: the copy is the database as it is at one moment, and is checked before it is
given its name. A PostgreSQL database is backed up with pg_dump.";

const RESTORE_EXAMPLE: &str = "\
Examples:
  handoff restore handoff-2026-12-17.db
  handoff restore handoff-2026-12-17.db --replace

Stop the server first. With --replace the database that is there now is kept beside the new one, with .old
added to its name. A PostgreSQL database is restored with pg_restore.";

#[derive(Debug, Args)]
#[command(after_help = BACKUP_EXAMPLE)]
pub struct BackupFlags {
    /// Where to write the copy; nothing may be there yet
    file: PathBuf,
    #[command(flatten)]
    database: DatabaseFlag,
}

#[derive(Debug, Args)]
#[command(after_help = RESTORE_EXAMPLE)]
pub struct RestoreFlags {
    /// The copy that `handoff backup` made
    file: PathBuf,
    /// Replace the database that is there
    #[arg(long)]
    replace: bool,
    #[command(flatten)]
    database: DatabaseFlag,
}

pub(super) async fn backup(flags: &BackupFlags) -> Result<ExitCode, Failure> {
    let database = sqlite_file(
        &flags.database,
        "pg_dump --format=custom --file=FILE DATABASE",
    )?;
    if !database.exists() {
        return Err(Failure::usage(format!(
            "There is no database at {}. Say where it is with --database.",
            database.display()
        )));
    }
    if flags.file.exists() {
        return Err(Failure::usage(format!(
            "{} is there already. Give the copy another name.",
            flags.file.display()
        )));
    }
    copy(&database, &flags.file).await?;
    answer(&format!(
        "{} is a copy of {}.",
        flags.file.display(),
        database.display()
    ))?;
    Ok(ExitCode::SUCCESS)
}

pub(super) async fn restore(flags: &RestoreFlags) -> Result<ExitCode, Failure> {
    let database = sqlite_file(&flags.database, "pg_restore --clean --dbname=DATABASE FILE")?;
    if !flags.file.exists() {
        return Err(Failure::usage(format!(
            "There is no file {}.",
            flags.file.display()
        )));
    }
    check_database(&flags.file).await.map_err(Failure::new)?;
    let old = with_ending(&database, ".old");
    if database.exists() {
        if !flags.replace {
            return Err(Failure::usage(format!(
                "{} is there already. Add --replace to put the copy in its place.",
                database.display()
            )));
        }
        if old.exists() {
            return Err(Failure::usage(format!(
                "{} is there already, from an earlier time. Move it away first.",
                old.display()
            )));
        }
        ensure_unused(&database).await.map_err(Failure::new)?;
        fs::rename(&database, &old).map_err(|error| not_written(&old, &error))?;
    }
    if let Err(failure) = copy(&flags.file, &database).await {
        if old.exists() {
            fs::rename(&old, &database).map_err(|error| not_written(&database, &error))?;
        }
        return Err(failure);
    }
    answer(&format!(
        "{} is what {} holds.",
        database.display(),
        flags.file.display()
    ))?;
    Ok(ExitCode::SUCCESS)
}

/// Copies a database under another name first, so that what bears the name is always whole and on disk.
async fn copy(from: &Path, to: &Path) -> Result<(), Failure> {
    let part = with_ending(to, ".part");
    match fs::remove_file(&part) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            return Err(not_written(&part, &error));
        }
        _ => {}
    }
    let copied = copy_database(from, &part).await;
    let checked = match copied {
        Ok(()) => check_database(&part).await,
        failed => failed,
    };
    if let Err(error) = checked {
        let _left = fs::remove_file(&part);
        return Err(Failure::new(format!(
            "{} could not be written: {error}",
            to.display()
        )));
    }
    let kept = fs::File::open(&part).and_then(|file| file.sync_all());
    kept.and_then(|()| fs::rename(&part, to))
        .map_err(|error| not_written(to, &error))
}

/// The database's file. A database server has its own tools, and we say which.
fn sqlite_file(database: &DatabaseFlag, instead: &str) -> Result<PathBuf, Failure> {
    let settings = Settings::resolve(&SettingsFlags {
        database: database.clone(),
        ..SettingsFlags::default()
    })?;
    let file = database_file(&settings.database).map_err(Failure::usage)?;
    file.ok_or_else(|| {
        Failure::usage(format!(
            "This is a PostgreSQL database, which has its own tools. Use: {instead}"
        ))
    })
}

fn with_ending(file: &Path, ending: &str) -> PathBuf {
    let mut name = OsString::from(file);
    name.push(ending);
    PathBuf::from(name)
}

fn not_written(file: &Path, error: &io::Error) -> Failure {
    Failure::new(format!("{} could not be written: {error}.", file.display()))
}
