//! Lists that come in pages.

use std::borrow::Cow;

use kernel::GatewayResult;
use serde::de::DeserializeOwned;

use super::Twilio;
use super::failure::not_sent;
use super::transport::Fields;

/// How many items are asked for at once. Twilio allows 1,000; this keeps an answer below 100 KiB.
const PAGE_SIZE: usize = 50;

/// How many pages one list reads at most, whatever its limit.
const PAGES_MAX: usize = 100;

/// A page as Twilio sends it: the items under a name of their own, and where the next one is.
pub(super) trait Page: DeserializeOwned {
    /// What the list holds.
    type Item;
    /// The items, and the path of the next page.
    fn parts(self) -> (Vec<Self::Item>, Option<String>);
}

impl Twilio {
    /// Reads a list page by page, until `keep_on` says no, `limit` is reached or the list ends.
    pub(super) async fn list<P: Page>(
        &self,
        path: &str,
        mut query: Fields<'_>,
        limit: usize,
        keep_on: impl Fn(&P::Item) -> bool,
    ) -> GatewayResult<Vec<P::Item>> {
        query.push(("PageSize", Cow::Owned(PAGE_SIZE.min(limit).max(1).to_string())));
        let (mut items, mut next) = self.get_list::<P>(path, &query).await?.parts();
        for _ in 1..PAGES_MAX {
            let enough = items.len() >= limit || items.last().is_some_and(|item| !keep_on(item));
            let Some(path) = next.take().filter(|path| !enough && !path.is_empty()) else { break };
            // The path is put after our own host. Were it more than a path, it could name another.
            if !path.starts_with("/2010-04-01/") {
                return Err(not_sent("the next page is not in the API"));
            }
            let (more, after) = self.get_list::<P>(&path, &[]).await?.parts();
            items.extend(more);
            next = after;
        }
        items.truncate(limit);
        Ok(items)
    }
}

macro_rules! page {
    ($name:ident, $field:ident: $item:ty) => {
        #[derive(serde::Deserialize)]
        struct $name {
            $field: Vec<$item>,
            #[serde(default)]
            next_page_uri: Option<String>,
        }

        impl crate::rest::paging::Page for $name {
            type Item = $item;
            fn parts(self) -> (Vec<$item>, Option<String>) {
                (self.$field, self.next_page_uri)
            }
        }
    };
}
pub(super) use page;
