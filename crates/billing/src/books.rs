//! All price books of a deployment.

use crate::book::PriceBook;
use crate::faults::{Fault, Faults};
use crate::plan::{Flags, Plan};
use crate::read;
use crate::tiers::{TIERS_FILE, Tiers};

/// The books and tiers that come with the program, as name and text.
const BUILT_IN: [(&str, &str); 5] = [
    ("family.toml", include_str!("../../../fixtures/plans/family.toml")),
    ("flat.toml", include_str!("../../../fixtures/plans/flat.toml")),
    ("gbp.toml", include_str!("../../../fixtures/plans/gbp.toml")),
    (TIERS_FILE, BUILT_IN_TIERS),
    ("usd.toml", include_str!("../../../fixtures/plans/usd.toml")),
];
const BUILT_IN_TIERS: &str = include_str!("../../../fixtures/plans/tiers.toml");

/// How many files a deployment's own folder may have.
const FILES_MAX: usize = 50;
/// How long one of them may be. **Units**: bytes.
const FILE_BYTES_MAX: usize = 256 * 1024;

/// All price books of a deployment, and what their tiers carry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PriceBooks {
    tiers: Tiers,
    books: Vec<PriceBook>,
}

impl PriceBooks {
    /// The books that come with the program.
    pub fn built_in() -> Self {
        #[expect(clippy::expect_used, reason = "the texts are part of the program, and tested")]
        Self::read(BUILT_IN).expect("the price books that are compiled in can be read")
    }

    /// Reads a deployment's own books from the name and text of each file.
    ///
    /// A file called [`TIERS_FILE`] says what tiers carry; without one they carry what the program's
    /// own tiers do. Exactly one book is the default.
    ///
    /// **Errors**: every fault of every file.
    /// **Limits**: 50 files of 256 KiB, 20 plans in each.
    pub fn read<N: AsRef<str>, T: AsRef<str>>(
        files: impl IntoIterator<Item = (N, T)>,
    ) -> Result<Self, Vec<Fault>> {
        let mut faults = Faults::default();
        let (mut tiers, mut books) = (None, Vec::<(String, PriceBook)>::new());
        for (place, (name, text)) in files.into_iter().enumerate() {
            let (name, text) = (name.as_ref(), text.as_ref());
            faults.in_file(name);
            if place >= FILES_MAX || text.len() > FILE_BYTES_MAX {
                let limits = format_args!("{FILES_MAX} files of {FILE_BYTES_MAX} bytes");
                faults.add("file", format_args!("is beyond the limit of {limits}"));
                continue;
            }
            let Some(table) = read::table(text, &mut faults) else { continue };
            if name == TIERS_FILE {
                tiers = Some(Tiers::read(table, &mut faults));
            } else if let Some(book) = read::book(table, &mut faults) {
                books.push((name.to_owned(), book));
            }
        }
        apart(&books, &mut faults);
        faults.into_result()?;
        let books = books.into_iter().map(|(_, book)| book).collect();
        Ok(Self { tiers: tiers.unwrap_or_else(built_in_tiers), books })
    }

    /// Every book, in the order of the files.
    pub fn books(&self) -> &[PriceBook] {
        &self.books
    }

    /// What the tiers carry.
    pub const fn tiers(&self) -> &Tiers {
        &self.tiers
    }

    /// The book that a business is put into unless somebody says otherwise.
    pub fn default_book(&self) -> &PriceBook {
        #[expect(clippy::expect_used, reason = "`read` lets nothing else pass")]
        self.books.iter().find(|book| book.is_default).expect("one book is the default")
    }

    /// The book with this id.
    pub fn book(&self, id: &str) -> Option<&PriceBook> {
        self.books.iter().find(|book| book.id == id)
    }

    /// A plan of a book.
    pub fn plan(&self, book: &str, plan: &str) -> Option<&Plan> {
        self.book(book)?.plan(plan)
    }

    /// Everything that a plan carries: what it says itself over what its tier carries.
    pub fn flags_of(&self, plan: &Plan) -> Flags {
        let mut flags = self.tiers.carried_by(plan.tier);
        flags.extend(plan.flags.iter().map(|(name, value)| (name.clone(), value.clone())));
        flags
    }
}

/// What must hold between books.
fn apart(books: &[(String, PriceBook)], faults: &mut Faults) {
    for (place, (file, book)) in books.iter().enumerate() {
        faults.in_file(file);
        let earlier = || books.iter().take(place).map(|(_, other)| other);
        if earlier().any(|other| other.id == book.id) {
            faults.add("book.id", "is the id of another book");
        }
        if book.is_default && earlier().any(|other| other.is_default) {
            faults.add("book.default", "another book is the default already");
        }
    }
    // A book that could not be read may be the one.
    if faults.is_empty() && !books.iter().any(|(_, book)| book.is_default) {
        faults.in_file("price books");
        faults.add("book.default", "one book must be the default");
    }
}

fn built_in_tiers() -> Tiers {
    let mut faults = Faults::default();
    let table = read::table(BUILT_IN_TIERS, &mut faults);
    table.map(|table| Tiers::read(table, &mut faults)).unwrap_or_default()
}
