//! All faults that are looked for: what each does to a client, and what helps.

/// How bad it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// Nothing is wrong.
    Pass,
    /// It works, worse than it could.
    Warning,
    /// The client fails, or shows something else than the data.
    Break,
}

/// What can be wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// No answer at all.
    Unreachable,
    /// https with a certificate that is not believed.
    Untrusted,
    /// An answer that comes too late.
    TooLong,
    /// A body beyond measure.
    TooLarge,
    /// A redirect to another host, or without end.
    LedAway,
    /// An error's status.
    Refused,
    /// A body that is not the JSON document that the address should have.
    NotTheDocument,
    /// JSON under another name.
    ContentType,
    /// A link to another host or port.
    OtherHost,
    /// A link to http, on a page of https.
    Insecure,
    /// A link beside the path of the server.
    OtherPath,
    /// A link that a client begins with is missing.
    MissingLink,
    /// A collection of which the list does not say that it holds features.
    ItemType,
    /// The API document has no `limit` where it is looked for.
    NoLimit,
    /// Pages are small.
    SmallLimit,
    /// No count of what matches.
    NoNumberMatched,
    /// There is more, and no way there.
    NoNext,
    /// A way on that a client does not take.
    UntypedNext,
    /// The next page is the same page.
    SamePage,
    /// A collection that does not say in which system it is stored.
    NoStorageCrs,
    /// A system that is named and not given.
    Crs,
    /// The draft's name of a filter language.
    CqlText,
    /// Open ends as years 0000 and 9999.
    OpenEnds,
    /// A date with a bare T.
    BareT,
    /// A conformance class that a client needs.
    Conformance,
    /// The filter class under its new name only.
    SpatialName,
    /// OPTIONS does not tell what is allowed.
    NoAllow,
    /// Scripts of other pages may not read.
    NoCors,
    /// Scripts of other pages may not ask with headers of their own.
    NoPreflight,
    /// Scripts of other pages may not read these headers.
    HiddenHeaders,
}

const PROXY: &str = "Say the public address: marz serve --public-url, or --trusted-proxy and a proxy that sets \
    X-Forwarded-Proto, -Host and -Prefix; other servers have a setting for their base URL.";

impl Kind {
    /// How bad it is.
    pub fn verdict(self) -> Verdict {
        match self {
            Self::OtherPath
            | Self::NoLimit
            | Self::SmallLimit
            | Self::NoNumberMatched
            | Self::NoStorageCrs
            | Self::CqlText
            | Self::BareT
            | Self::SpatialName
            | Self::NoAllow
            | Self::NoPreflight
            | Self::HiddenHeaders => Verdict::Warning,
            _ => Verdict::Break,
        }
    }

    /// What it does to the client.
    pub(super) fn why(self) -> &'static str {
        match self {
            Self::Unreachable => "There is no answer.",
            Self::Untrusted => {
                "Clients do not believe the certificate, or ask their user about it."
            }
            Self::TooLong => "The answer does not come in good time.",
            Self::TooLarge => "The answer is larger than a client should have to hold.",
            Self::LedAway => "The redirect leads away, and not every client follows.",
            Self::Refused => "The request is answered with an error.",
            Self::NotTheDocument => {
                "The body is not the JSON document that the client expects here."
            }
            Self::ContentType => "The client refuses JSON under another content type.",
            Self::OtherHost => {
                "The link leads to another host or port than was asked, where clients may find nothing."
            }
            Self::Insecure => "A page of https may not load what a link to http names.",
            Self::OtherPath => "The link leads beside the path under which the server was asked.",
            Self::MissingLink => "The client has no other way to this document.",
            Self::ItemType => "The client leaves out collections without itemType \"feature\".",
            Self::NoLimit => "Not knowing how large a page may be, the client asks for small ones.",
            Self::SmallLimit => "The client needs many requests where one would do.",
            Self::NoNumberMatched => "To count, the client fetches everything, or shows no count.",
            Self::NoNext => "The client shows the first page as if it were all.",
            Self::UntypedNext => {
                "The client does not take this way, and shows the first page as if it were all."
            }
            Self::SamePage => "The client fetches the same features again and again.",
            Self::NoStorageCrs => {
                "The client takes coordinates for longitude and latitude of WGS 84."
            }
            Self::Crs => "The client asks for the storage system and does not get it.",
            Self::CqlText => {
                "With it, GDAL 3.6 to 3.12 stop sending datetime= and fetch everything."
            }
            Self::OpenEnds => {
                "The client writes open ends of time in this way; its time filter fails."
            }
            Self::BareT => "GDAL may write a date in this way; its time filter fails.",
            Self::Conformance => "The client turns away from a server that does not declare it.",
            Self::SpatialName => {
                "QGIS of 3.32 to June 2025 looks for basic-spatial-operators and filters space by itself without it."
            }
            Self::NoAllow => {
                "The client cannot know what may be edited, and lets nothing be edited."
            }
            Self::NoCors => "The browser keeps the answer from the script.",
            Self::NoPreflight => "The browser refuses requests with headers of their own.",
            Self::HiddenHeaders => "The script does not see paging and counts in headers.",
        }
    }

    /// What helps.
    pub(super) fn advice(self) -> &'static str {
        match self {
            Self::Unreachable => {
                "Is the server running, and is this its address? Try it in a browser."
            }
            Self::Untrusted => {
                "Send the whole chain, for this name, and renew it in time. A private authority is known to none but your own machines."
            }
            Self::TooLong => {
                "Look for the slow part: the proxy's time-outs, or a count of a large table."
            }
            Self::TooLarge => "Set a smaller maximum of limit, or generalise the geometries.",
            Self::LedAway => "Give the address that the redirect names, or mend the redirect.",
            Self::Refused => {
                "Ask it with curl -i: the body should say why, and the server's log too."
            }
            Self::NotTheDocument => {
                "Is a login page, an error page or the HTML form in its place? JSON must be the answer to this Accept header."
            }
            Self::ContentType => {
                "Send application/json for documents and application/geo+json for features."
            }
            Self::OtherHost | Self::Insecure | Self::OtherPath => PROXY,
            Self::MissingLink => "Add the link to the landing page, with its type.",
            Self::ItemType => "Write \"itemType\": \"feature\" into every collection.",
            Self::NoLimit => {
                "Name the parameter as components.parameters.limit, with default and maximum."
            }
            Self::SmallLimit => "Allow a maximum of 1000 at least, better 10000.",
            Self::NoNumberMatched => "Write numberMatched into every page.",
            Self::NoNext | Self::SamePage => "Link each page to the one behind it, until the last.",
            Self::UntypedNext => "Give the next link the type application/geo+json.",
            Self::NoStorageCrs => "Write storageCrs into every collection.",
            Self::Crs => "Answer crs= for every system of the list, with Content-Crs: <URI>.",
            Self::CqlText => "Offer cql2-text and cql2-json only.",
            Self::OpenEnds => "Accept 0000-01-01T00:00:00Z and 9999-12-31T00:00:00Z as open ends.",
            Self::BareT => "Accept 2020-01-01T as the day.",
            Self::Conformance => "Declare the class, if the server does what it says.",
            Self::SpatialName => "Declare basic-spatial-operators beside basic-spatial-functions.",
            Self::NoAllow => {
                "Answer OPTIONS with 200 or 204 and an Allow header, without a redirect."
            }
            Self::NoCors => {
                "Send Access-Control-Allow-Origin: * with every answer, errors too; let the proxy pass it on."
            }
            Self::NoPreflight => {
                "Answer OPTIONS with Access-Control-Allow-Methods and Access-Control-Allow-Headers."
            }
            Self::HiddenHeaders => "Name them in Access-Control-Expose-Headers.",
        }
    }
}

/// One fault, and what was found.
#[derive(Debug, Clone)]
pub(super) struct Fault {
    pub(super) kind: Kind,
    pub(super) found: String,
}

impl Fault {
    pub(super) fn new(kind: Kind, found: impl Into<String>) -> Self {
        Self {
            kind,
            found: found.into(),
        }
    }
}
