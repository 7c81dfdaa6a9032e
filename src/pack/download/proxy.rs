//! The proxy that the environment names, as other programs read it: `http_proxy` and `https_proxy` for addresses that begin so,
//! `all_proxy` for both, in small letters or capitals; and `no_proxy`, the hosts that are reached without.

use ureq::http::Uri;
use ureq::{Proxy, ProxyProtocol};

use super::DownloadError;

/// The one for this address.
///
/// # Errors
/// One is named that cannot be used: nobody goes round a proxy by mistake.
pub fn of(uri: &Uri) -> Result<Option<Proxy>, DownloadError> {
    let scheme = uri.scheme_str().unwrap_or_default();
    chosen(scheme, |name| std::env::var(name).ok())
}

/// Whether this address is reached through one.
pub fn is_used(uri: &Uri) -> bool {
    let proxy = of(uri).ok().flatten();
    proxy.is_some_and(|proxy| !proxy.is_no_proxy(uri))
}

fn chosen(
    scheme: &str,
    variable: impl Fn(&str) -> Option<String>,
) -> Result<Option<Proxy>, DownloadError> {
    let set = |name: &str| {
        let names = [name.to_owned(), name.to_uppercase()];
        names.into_iter().find_map(|name| {
            let value = variable(&name).filter(|value| !value.is_empty());
            Some((name, value?))
        })
    };
    let Some((name, value)) = set(&format!("{scheme}_proxy")).or_else(|| set("all_proxy")) else {
        return Ok(None);
    };
    let wrong = |why| DownloadError::Proxy(format!("{name} {why}"));
    let named = Proxy::new(&value).map_err(|_| wrong("is no address"))?;
    if !matches!(named.protocol(), ProxyProtocol::Http | ProxyProtocol::Https) {
        return Err(wrong("is not that of an HTTP proxy"));
    }
    let mut proxy = Proxy::builder(named.protocol())
        .host(named.host())
        .port(named.port());
    if let Some(user) = named.username() {
        proxy = proxy.username(user);
    }
    if let Some(password) = named.password() {
        proxy = proxy.password(password);
    }
    let without = set("no_proxy").map(|(_, value)| value).unwrap_or_default();
    for host in without.split(',').map(str::trim).filter(|h| !h.is_empty()) {
        proxy = proxy.no_proxy(host);
        // A domain means the hosts in it, too.
        if !host.starts_with(['.', '*']) {
            proxy = proxy.no_proxy(&format!(".{host}"));
        }
    }
    let proxy = proxy.build().map_err(|_| wrong("is no address"))?;
    Ok(Some(proxy))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn of(scheme: &str, set: &[(&str, &str)]) -> Result<Option<Proxy>, DownloadError> {
        chosen(scheme, |name| {
            let found = set.iter().find(|(of, _)| *of == name);
            found.map(|(_, value)| (*value).to_owned())
        })
    }

    #[test]
    fn each_scheme_has_its_own_and_both_may_share_one() {
        let set = [("http_proxy", "http://one:81"), ("ALL_PROXY", "a:b@two:82")];
        let http = of("http", &set).unwrap().unwrap();
        assert_eq!((http.host(), http.port()), ("one", 81));
        let https = of("https", &set).unwrap().unwrap();
        assert_eq!((https.host(), https.port()), ("two", 82));
        assert_eq!((https.username(), https.password()), (Some("a"), Some("b")));
        assert_eq!(of("http", &[("http_proxy", "")]).unwrap(), None);
        assert!(of("http", &[("http_proxy", "socks5://one")]).is_err());
    }

    #[test]
    fn some_hosts_are_reached_without() {
        let set = [("http_proxy", "one"), ("no_proxy", "tea.org, .rice.org")];
        let proxy = of("http", &set).unwrap().unwrap();
        let without = |url: &str| proxy.is_no_proxy(&url.parse().unwrap());
        assert!(without("http://tea.org/") && without("http://a.tea.org/"));
        assert!(without("http://a.rice.org/") && !without("http://green-tea.org/"));
    }
}
