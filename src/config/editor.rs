//! The learner's own editor, as the environment names it.

use std::process::Command;

/// `VISUAL`, else `EDITOR`; an empty name is none.
pub fn named_editor(env: impl Fn(&str) -> Option<String>) -> Option<String> {
    let names = ["VISUAL", "EDITOR"].into_iter();
    names
        .filter_map(env)
        .find(|editor| !editor.trim().is_empty())
}

/// What starts it; files are arguments. The name may have words of its own, as `code --wait`: a shell takes them apart.
pub fn editor_command(editor: &str) -> Command {
    let mut command = Command::new("sh");
    command.arg("-c").arg(format!("{editor} \"$@\"")).arg("sh");
    command
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_visual_editor_comes_first_and_an_empty_name_is_none() {
        let env = |visual: &'static str, editor: &'static str| {
            move |name: &str| match name {
                "VISUAL" => Some(visual.to_owned()),
                _ => Some(editor.to_owned()),
            }
        };
        assert_eq!(named_editor(env("hx", "vi")).as_deref(), Some("hx"));
        assert_eq!(
            named_editor(env(" ", "code --wait")).as_deref(),
            Some("code --wait")
        );
        assert_eq!(named_editor(env("", "")), None);
        assert_eq!(named_editor(|_| None), None);
    }
}
