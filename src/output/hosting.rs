//! The settings of hosts, in the file that each host reads: the headers of every answer, how long browsers keep the
//! assets, and the page for addresses that do not exist.

use std::collections::BTreeSet;

use super::deferred::Deferred;
use super::interface::{Listed, Memos, Output};
use crate::artifact::{Artifact, UrlPath};
use crate::config::Host;
use crate::escape::xml;
use crate::plan::claims::Maker;
use crate::plan::{Claimant, Wish};
use crate::scene::Scene;
use crate::site::Site;
use crate::source::Snapshot;
use crate::theme::policy;

/// The headers of every answer, besides the Content Security Policy.
const HEADERS: [(&str, &str); 2] =
    [("X-Content-Type-Options", "nosniff"), ("Referrer-Policy", "strict-origin-when-cross-origin")];

/// How long browsers keep assets: a year. The name of an asset contains the fingerprint of its content, so a file never
/// changes under its name.
const FOREVER: &str = "public, max-age=31536000, immutable";

pub(super) struct Hosting;

impl Claimant for Hosting {
    fn maker(&self) -> Maker {
        Maker::Output("hosting")
    }

    fn of_site(&self, site: &Site, _snapshot: &Snapshot) -> Vec<Wish> {
        // Two hosts may read the same file.
        let files: BTreeSet<&str> = site.config.hosting.iter().map(|host| host.file()).collect();
        let wish = |name: &str| Wish::new(UrlPath::new(name), format!("Homeroom's own `{name}`"));
        files.into_iter().map(wish).collect()
    }
}

impl Output for Hosting {
    fn list(&self, scene: &Scene, _memos: &Memos) -> Listed {
        let config = &scene.site.config;
        let mut files: Vec<(UrlPath, Deferred)> = Vec::new();
        for host in &config.hosting {
            let url = UrlPath::new(host.file());
            // Two hosts may read the same file.
            if files.iter().all(|(other, _)| *other != url) {
                let text = match host {
                    Host::Netlify | Host::Cloudflare => headers_file(),
                    Host::Apache => htaccess(config.base_path()),
                    Host::Iis => web_config(),
                };
                files.push((url, Deferred::ready(Artifact::text(text))));
            }
        }
        files.into()
    }
}

fn headers() -> impl Iterator<Item = (&'static str, String)> {
    let fixed = HEADERS.iter().map(|(name, value)| (*name, (*value).to_owned()));
    [("Content-Security-Policy", policy::header())].into_iter().chain(fixed)
}

/// The text of `_headers`, for Netlify and Cloudflare Pages. Both answer unknown addresses with `404.html` by
/// themselves.
fn headers_file() -> String {
    let all: String = headers().map(|(name, value)| format!("  {name}: {value}\n")).collect();
    format!("/*\n{all}/assets/*\n  Cache-Control: {FOREVER}\n")
}

/// The text of `.htaccess`, for Apache. The conditions keep it working on a server without these modules.
fn htaccess(base_path: &str) -> String {
    let all: String = headers().map(|(name, value)| format!("  Header always set {name} \"{value}\"\n")).collect();
    // Of the signs that a base URL may contain, only the dot has a meaning in a pattern.
    let pattern = base_path.replace('.', "\\.");
    format!(
        "ErrorDocument 404 {base_path}404.html\n\
         <IfModule mod_mime.c>\n  AddType font/woff2 .woff2\n  AddCharset utf-8 .css .csv .html .js .json .xml\n</IfModule>\n\
         <IfModule mod_headers.c>\n{all}  <If \"%{{REQUEST_URI}} =~ m#^{pattern}assets/#\">\n    \
         Header set Cache-Control \"{FOREVER}\"\n  </If>\n</IfModule>\n"
    )
}

/// The text of `web.config`, for IIS.
fn web_config() -> String {
    let header =
        |(name, value): (&str, String)| format!("        <add name=\"{}\" value=\"{}\" />\n", xml(name), xml(&value));
    let all: String = headers().map(header).collect();
    format!(
        r#"<?xml version="1.0" encoding="UTF-8"?>
<configuration>
  <system.webServer>
    <httpProtocol>
      <customHeaders>
{all}      </customHeaders>
    </httpProtocol>
    <httpErrors errorMode="Custom">
      <remove statusCode="404" />
      <error statusCode="404" path="404.html" responseMode="File" />
    </httpErrors>
    <staticContent>
      <remove fileExtension=".woff2" />
      <mimeMap fileExtension=".woff2" mimeType="font/woff2" />
    </staticContent>
  </system.webServer>
  <location path="assets">
    <system.webServer>
      <staticContent>
        <clientCache cacheControlMode="UseMaxAge" cacheControlMaxAge="365.00:00:00" />
      </staticContent>
    </system.webServer>
  </location>
</configuration>
"#
    )
}
