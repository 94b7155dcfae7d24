//! Recordings and their sound.

use jiff::Timestamp;
use kernel::GatewayResult;
use serde::Deserialize;
use telephony::ProviderRef;

use super::paging::page;
use super::transport::Fields;
use super::{Twilio, wire};

/// A recording as Twilio remembers it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct RecordingRecord {
    /// Twilio's id of it.
    #[serde(deserialize_with = "wire::sid")]
    pub sid: ProviderRef,
    /// The call it belongs to.
    #[serde(default, deserialize_with = "wire::sid_option")]
    pub call_sid: Option<ProviderRef>,
    /// `in-progress`, `processing`, `completed`, `absent` …
    #[serde(default)]
    pub status: String,
    /// Its length in seconds, once it is known.
    #[serde(default, deserialize_with = "wire::count_option")]
    pub duration: Option<u32>,
    /// When it was begun.
    #[serde(default, deserialize_with = "wire::instant_option")]
    pub date_created: Option<Timestamp>,
}

/// The sound of a recording.
#[derive(Clone, PartialEq, Eq)]
pub struct Media {
    /// Its type, such as `audio/mpeg`.
    pub media_type: Option<String>,
    /// The sound.
    pub bytes: Vec<u8>,
}

impl std::fmt::Debug for Media {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Media({:?}, {} bytes)", self.media_type, self.bytes.len())
    }
}

/// In which form sound is fetched.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MediaFormat {
    /// MP3: about 4 KiB a second.
    Mp3,
    /// WAV: about 16 KiB a second.
    Wav,
}

page!(RecordingPage, recordings: RecordingRecord);

impl Twilio {
    /// The recordings of one call, or of all, newest first, at most `limit`.
    pub async fn recordings(
        &self,
        call: Option<&ProviderRef>,
        limit: usize,
    ) -> GatewayResult<Vec<RecordingRecord>> {
        let query: Fields<'_> =
            call.map(|sid| ("CallSid", sid.as_str().into())).into_iter().collect();
        self.list::<RecordingPage>(&self.path("Recordings.json"), query, limit, |_| true).await
    }

    /// The recording with this id.
    pub async fn recording(&self, sid: &ProviderRef) -> GatewayResult<Option<RecordingRecord>> {
        self.get(&self.path_of("Recordings", sid, ".json")?).await
    }

    /// A recording's sound, at most `bytes_max` bytes of it: a longer one is an error, not cut.
    /// `None` if there is none, or none yet.
    pub async fn recording_media(
        &self,
        sid: &ProviderRef,
        format: MediaFormat,
        bytes_max: usize,
    ) -> GatewayResult<Option<Media>> {
        let ending = match format {
            MediaFormat::Mp3 => ".mp3",
            MediaFormat::Wav => ".wav",
        };
        let path = self.path_of("Recordings", sid, ending)?;
        let found = self.bytes(&path, bytes_max).await?;
        Ok(found.map(|(media_type, bytes)| Media { media_type, bytes }))
    }

    /// Deletes a recording. `false` if there was none.
    pub async fn delete_recording(&self, sid: &ProviderRef) -> GatewayResult<bool> {
        self.delete(&self.path_of("Recordings", sid, ".json")?).await
    }
}
