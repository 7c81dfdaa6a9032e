//! What a new `config.toml` begins with: every setting, as a comment.

use super::table::ENTRIES;
use super::{Known, limits};

const HEAD: &str = "\
# Settings of tutorbox. Every line is optional, and the command line and the environment win.
# Take the # away before what you want to change. `tutorbox config check` finds mistakes, and
# `tutorbox config show` tells what is in force.
";

const KEYS: &str = "\
# Keys, by contexts: anywhere, lesson, editor, results and more; `tutorbox config show` lists them all with their actions.
# A key, or several: \"f5\", \"ctrl-r\", \"alt-left\", \"shift-tab\", \"?\"; none: []. Keys such as ctrl-enter and ctrl-i
# exist only in terminals with the kitty keyboard protocol.

# [keys.anywhere]
# next-unsolved = [\"ctrl-n\", \"alt-n\"]

# [keys.editor]
# run = \"ctrl-enter\"
";

/// The text.
pub fn template(known: &Known) -> String {
    let mut text = HEAD.to_owned();
    for entry in &ENTRIES {
        text += &format!(
            "\n# {}\n# {} = {}\n",
            entry.about, entry.name, entry.example
        );
    }
    text += "\n# What a run may use; a pack may ask for less, and for more only when you install it and say yes.\n# [limits]\n";
    for bound in limits::bounds(known) {
        let about = format!("{}{}", bound.about, bound.in_unit());
        text += &format!("# {} = {}  # {about}\n", bound.key, bound.default_as_toml());
    }
    text + "\n" + KEYS
}
