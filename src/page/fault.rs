//! Pages that cannot be made because their template fails.

use std::collections::BTreeMap;

use crate::artifact::UrlPath;
use crate::diagnostic::Diagnostic;
use crate::source::Span;
use crate::theme::{Fault, TEMPLATE_FAULT};

/// Why a page cannot be made.
#[derive(Debug, Clone)]
pub struct PageFault {
    /// The page.
    pub(super) url: UrlPath,
    /// The name of the template.
    pub(super) template: &'static str,
    /// What is wrong, and where.
    pub(super) fault: Fault,
}

impl PageFault {
    /// The place in the template, if it is known.
    #[must_use]
    pub fn span(&self) -> Option<&Span> {
        self.fault.span.as_ref()
    }

    /// Turns faults into findings. A template that fails at one place for many pages gives one finding, which says how
    /// many more pages fail.
    pub(crate) fn tell(faults: Vec<Self>) -> Vec<Diagnostic> {
        let mut alike: BTreeMap<(Option<Span>, String), (Self, usize)> = BTreeMap::new();
        for fault in faults {
            let Fault { message, span } = fault.fault.clone();
            alike.entry((span, message)).and_modify(|(_, others)| *others += 1).or_insert((fault, 0));
        }
        let finding = |(first, others): (Self, usize)| match others {
            0 => first.one(),
            1 => first.one().label("fails for one more page"),
            _ => first.one().label(format!("fails for {others} more pages")),
        };
        alike.into_values().map(finding).collect()
    }

    /// The message of the finding.
    pub(crate) fn message(&self) -> String {
        let Self { url, template, fault } = self;
        format!("the template `{template}` fails for the page `{url}`: {}", fault.message)
    }

    fn one(&self) -> Diagnostic {
        let diagnostic = match self.span() {
            Some(span) => TEMPLATE_FAULT.at(span.clone(), self.message()),
            None => TEMPLATE_FAULT.nowhere(self.message()),
        };
        diagnostic.help("docs/themes.md lists the fields that each template sees")
    }
}
