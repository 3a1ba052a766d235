//! The key for credentials, in a file that only this program's user can read. Whoever has the database alone
//! has no credentials.

use std::{
    ffi::OsString,
    fs,
    io::{self, Write},
    path::{Path, PathBuf},
};

use handoff::{
    id::Entropy,
    seal::{Keyring, Keys, SealError, SealKey},
    store::database_file,
};

/// A file with the key, and after a rotation that did not end, with the ones from before.
#[derive(Debug, Clone)]
pub struct KeyFile(Option<PathBuf>);

/// Where the key is when nobody says: beside an SQLite database. A database server has no such place.
#[must_use]
pub fn default_key_file(database: &str) -> Option<PathBuf> {
    let file = database_file(database).ok().flatten()?;
    let mut name = OsString::from(file);
    name.push(".key");
    Some(PathBuf::from(name))
}

impl KeyFile {
    /// The key file of a server: the one that was named, or the one beside its database.
    #[must_use]
    pub fn of(named: Option<&Path>, database: &str) -> Self {
        Self(
            named
                .map(Path::to_owned)
                .or_else(|| default_key_file(database)),
        )
    }

    /// Makes a key where there is none yet. True when it did.
    pub fn ensure(&self, entropy: &Entropy) -> io::Result<bool> {
        let Some(path) = &self.0 else {
            return Ok(false);
        };
        if path.exists() {
            return Ok(false);
        }
        match written(path, &Keyring::new(SealKey::new(entropy.bytes()))) {
            // Another program that starts at the same moment made it.
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(false),
            done => done.map(|()| true),
        }
    }

    /// Puts another ring in the file's place, whole or not at all.
    pub fn replace(&self, ring: &Keyring) -> io::Result<()> {
        let path = self.0.as_ref().ok_or(io::ErrorKind::NotFound)?;
        let mut name = OsString::from(path);
        name.push(".new");
        let new = PathBuf::from(name);
        let _left = fs::remove_file(&new);
        written(&new, ring)?;
        fs::rename(&new, path)
    }

    /// Where it is.
    #[must_use]
    pub fn path(&self) -> Option<&Path> {
        self.0.as_deref()
    }
}

impl Keys for KeyFile {
    fn keyring(&self) -> Result<Keyring, SealError> {
        let path = self.0.as_ref().ok_or_else(|| {
            SealError::NoKey("there is no key for secrets. Whoever runs this server names a file for it with HANDOFF_SECRET_KEY_FILE.".into())
        })?;
        let text = fs::read_to_string(path).map_err(|error| {
            tracing::error!(%error, file = %path.display(), "the key for credentials cannot be read");
            SealError::NoKey("the file with the key cannot be read. Whoever runs this server finds out why in its log.".into())
        })?;
        Keyring::parse(&text)
    }
}

/// Writes a file that was not there, for this user alone, and waits until it is on the disk.
fn written(path: &Path, ring: &Keyring) -> io::Result<()> {
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path)?;
    file.write_all(ring.write().as_bytes())?;
    file.sync_all()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_made_once_for_its_owner_alone_and_can_be_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let database = format!("sqlite://{}", folder.path().join("handoff.db").display());
        let file = KeyFile::of(None, &database);
        assert!(file.keyring().is_err());
        let entropy = Entropy::seeded(7);
        assert!(file.ensure(&entropy).unwrap() && !file.ensure(&entropy).unwrap());
        let path = folder.path().join("handoff.db.key");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            assert_eq!(
                fs::metadata(&path).unwrap().permissions().mode() & 0o777,
                0o600
            );
        }
        let sealed = file.keyring().unwrap().seal("hush", "", [1; 24]).unwrap();
        let rotated = file.keyring().unwrap().with_newer(SealKey::new([9; 32]));
        file.replace(&rotated).unwrap();
        assert_eq!(file.keyring().unwrap().open(&sealed, "").unwrap(), "hush");
        file.replace(&rotated.only_newest()).unwrap();
        assert!(file.keyring().unwrap().open(&sealed, "").is_err());
        assert!(
            KeyFile::of(None, "postgres://db/handoff")
                .keyring()
                .is_err()
        );
    }
}
