//! Where the language model is and how it may be used: flags before environment before `handoff.toml`. Its
//! key comes from the environment or a file, never by flag: flags are seen by everybody on the machine.

use std::{str::FromStr, time::Duration};

use clap::Args;
use serde::Deserialize;

use super::{Failure, secret::Secret, settings::first};
use crate::llm::{ApiKey, LlmSettings};

const TIME_OUT_SECONDS: f64 = 6.0;
/// Longer, and whoever wrote has gone.
const TIME_OUT_SECONDS_MAX: f64 = 25.0;
const CONCURRENCY: usize = 8;
const CALLS_PER_HOUR: u32 = 1000;
const KEY: Secret = Secret {
    what: "The language model's key",
    variable: "HANDOFF_LLM_API_KEY",
};

#[derive(Debug, Clone, Default, Args)]
pub(super) struct LlmFlags {
    // The desk has a base URL as well, and names are unique within a command.
    #[arg(
        id = "llm_base_url",
        long = "llm-base-url",
        env = "HANDOFF_LLM_BASE_URL",
        value_name = "URL",
        help = "A language model beside the embedded judge: an OpenAI-compatible address, such as http://127.0.0.1:11434/v1 (its key: HANDOFF_LLM_API_KEY)"
    )]
    base_url: Option<String>,
    #[arg(
        long = "llm-model",
        env = "HANDOFF_LLM_MODEL",
        value_name = "NAME",
        help = "The model's name, as its server knows it"
    )]
    model: Option<String>,
    #[arg(
        long = "llm-time-out-seconds",
        env = "HANDOFF_LLM_TIME_OUT_SECONDS",
        value_name = "SECONDS",
        help = "How long a message waits for it at most [default: 6]"
    )]
    time_out_seconds: Option<String>,
    #[arg(
        long = "llm-concurrency",
        env = "HANDOFF_LLM_CONCURRENCY",
        value_name = "COUNT",
        help = "How many questions to it may be on their way at once [default: 8]"
    )]
    concurrency: Option<String>,
    #[arg(
        long = "llm-calls-per-hour",
        env = "HANDOFF_LLM_CALLS_PER_HOUR",
        value_name = "COUNT",
        help = "How many questions to it an hour; then the embedded judge reads alone [default: 1000]"
    )]
    calls_per_hour: Option<String>,
}

/// The part `[llm]` of the settings file.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct LlmFile {
    base_url: Option<String>,
    model: Option<String>,
    api_key: Option<String>,
    api_key_file: Option<String>,
    time_out_seconds: Option<f64>,
    concurrency: Option<usize>,
    calls_per_hour: Option<u32>,
}

impl LlmFlags {
    /// The flags and the environment over the file over the defaults; none when no model is set up.
    pub(super) fn over(&self, file: LlmFile) -> Result<Option<LlmSettings>, Failure> {
        let base_url = first(self.base_url.as_ref(), file.base_url);
        let model = first(self.model.as_ref(), file.model);
        let (base_url, model) = match (base_url, model) {
            (None, None) => return Ok(None),
            (Some(base_url), Some(model)) => (base_url, model),
            (Some(_), None) => {
                return Err(Failure::usage(
                    "There is an address of a language model but not its name. Set HANDOFF_LLM_MODEL too.",
                ));
            }
            (None, Some(_)) => {
                return Err(Failure::usage(
                    "There is a language model's name but not its address. Set HANDOFF_LLM_BASE_URL too.",
                ));
            }
        };
        let key = KEY.given(file.api_key, file.api_key_file)?;
        let seconds = number(self.time_out_seconds.as_ref(), file.time_out_seconds)?;
        let concurrency = number(self.concurrency.as_ref(), file.concurrency)?;
        let calls_per_hour = number(self.calls_per_hour.as_ref(), file.calls_per_hour)?;
        Ok(Some(LlmSettings {
            base_url,
            model,
            api_key: key.as_deref().and_then(ApiKey::new),
            time_out: time_out(seconds.unwrap_or(TIME_OUT_SECONDS))?,
            concurrency: concurrency.unwrap_or(CONCURRENCY).clamp(1, 1000),
            calls_per_hour: calls_per_hour.unwrap_or(CALLS_PER_HOUR),
        }))
    }
}

fn number<T: FromStr>(flag: Option<&String>, file: Option<T>) -> Result<Option<T>, Failure> {
    match first(flag, None) {
        None => Ok(file),
        Some(text) => text.trim().parse().map(Some).map_err(|_| {
            Failure::usage(format!(
                "“{text}” is not a number that the language model can be set up with."
            ))
        }),
    }
}

fn time_out(seconds: f64) -> Result<Duration, Failure> {
    if (0.1..=TIME_OUT_SECONDS_MAX).contains(&seconds) {
        Ok(Duration::from_secs_f64(seconds))
    } else {
        Err(Failure::usage(format!(
            "A message can wait for the language model from 0.1 to {TIME_OUT_SECONDS_MAX} seconds, not {seconds}."
        )))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(text: &str) -> LlmFile {
        toml::from_str(text).unwrap()
    }

    #[test]
    fn without_address_and_name_there_is_no_model_and_half_of_it_is_a_mistake() {
        assert!(
            LlmFlags::default()
                .over(LlmFile::default())
                .unwrap()
                .is_none()
        );
        for half in ["base_url = \"http://127.0.0.1:1/v1\"", "model = \"m\""] {
            let failure = LlmFlags::default().over(file(half)).unwrap_err();
            assert!(failure.said.contains("HANDOFF_LLM_"), "{}", failure.said);
        }
    }

    #[test]
    fn numbers_and_keys_come_from_where_they_should() {
        let flags = LlmFlags {
            concurrency: Some("3".into()),
            calls_per_hour: Some(String::new()),
            ..LlmFlags::default()
        };
        let text = "base_url = \"http://127.0.0.1:1/v1\"\nmodel = \"m\"\napi_key = \" quiet-horse \"\ntime_out_seconds = 0.5\nconcurrency = 9\ncalls_per_hour = 7";
        let settings = flags.over(file(text)).unwrap().unwrap();
        assert_eq!((settings.concurrency, settings.calls_per_hour), (3, 7));
        assert_eq!(settings.time_out, Duration::from_millis(500));
        assert!(settings.api_key.is_some());
        assert!(!format!("{settings:?}").contains("quiet-horse"));
    }

    #[test]
    fn nonsense_is_refused() {
        let text = "base_url = \"http://127.0.0.1:1/v1\"\nmodel = \"m\"";
        for (time_out, concurrency) in [("soon", "1"), ("0", "1"), ("99", "1"), ("1", "-1")] {
            let flags = LlmFlags {
                time_out_seconds: Some(time_out.into()),
                concurrency: Some(concurrency.into()),
                ..LlmFlags::default()
            };
            assert!(flags.over(file(text)).is_err(), "{time_out} {concurrency}");
        }
    }
}
