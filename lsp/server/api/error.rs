//! Why the API gave no answer that is one. No message holds a secret, nor a record.

/// A request that came to nothing.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ApiError {
    /// The address is none that can be asked.
    #[error("`NANGO_HOSTPORT` is no address of an API: `{host}` (it is like `http://localhost:3003`)")]
    BadAddress {
        /// As it is set.
        host: String,
    },
    /// The secret key cannot be sent: it holds a line end or the like.
    #[error("the secret key holds a character that cannot be sent")]
    BadKey,
    /// The certificates that are named cannot be used.
    #[error("`NANGO_CLI_TLS_CA` is of no use: {reason}")]
    BadAuthority {
        /// What is wrong with the file.
        reason: String,
    },
    /// The proxy of the environment is none.
    #[error("the proxy of `HTTPS_PROXY` or `HTTP_PROXY` cannot be used")]
    BadProxy,
    /// Nobody answers there.
    #[error("Nango's API at `{host}` cannot be reached: {reason}")]
    Unreachable {
        /// The address.
        host: String,
        /// What the network says.
        reason: String,
    },
    /// It took too long.
    #[error("Nango's API at `{host}` has not answered in {seconds} s")]
    TimedOut {
        /// The address.
        host: String,
        /// How long was waited.
        seconds: u64,
    },
    /// The host is not who it says it is.
    #[error("`{host}` is not trusted: {reason} (`NANGO_CLI_TLS_CA` names the certificates of a company's own)")]
    Untrusted {
        /// The address.
        host: String,
        /// What is wrong with its certificate.
        reason: String,
    },
    /// 401.
    #[error("the secret key is refused by Nango at `{host}`: {message}")]
    KeyRefused {
        /// The address.
        host: String,
        /// Nango's own sentence.
        message: String,
    },
    /// 403: keys can be made that may not do everything.
    #[error("the secret key may not ask this: {message}")]
    Forbidden {
        /// Nango's own sentence.
        message: String,
    },
    /// 404, or a page where JSON was asked for.
    #[error("there is no Nango API at `{host}`: is it the address of the dashboard?")]
    NoApi {
        /// The address.
        host: String,
    },
    /// A redirection. The key is for the host that it was set for, so it is not followed.
    #[error("`{host}` sends on to {to}: if that is right, set `NANGO_HOSTPORT` to it")]
    Redirected {
        /// The address.
        host: String,
        /// Scheme and host of the other one, in backquotes.
        to: String,
    },
    /// 429.
    #[error("Nango's API was asked too often: try again in a minute")]
    TooMany,
    /// Any other status.
    #[error("Nango's API answered {status}: {message}")]
    Status {
        /// The HTTP status.
        status: u16,
        /// Nango's own sentence.
        message: String,
    },
    /// More than a listing can be.
    #[error("the answer of Nango's API is larger than {megabytes} MB")]
    TooLarge {
        /// How much is read.
        megabytes: u64,
    },
    /// Something else than was asked for.
    #[error("`{host}` answers, but not as Nango's API does: {reason}")]
    Unexpected {
        /// The address.
        host: String,
        /// What is wrong with the answer; nothing of what is in it.
        reason: String,
    },
    /// The user has cancelled it.
    #[error("cancelled")]
    Cancelled,
}
