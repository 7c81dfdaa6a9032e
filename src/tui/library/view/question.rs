//! What the learner is asked about packs, in words.

use crate::pack::intake;
use crate::render::Role;
use crate::tui::canvas::Canvas;
use crate::tui::keymap::Context;
use crate::tui::library::Question;
use crate::tui::model::Model;
use crate::tui::panes::{dialog, wrap};
use crate::tui::touch::Touch;

/// Cells that the question would like: a key in one line of minisign's has 56.
const WIDTH: u16 = 72;

/// Draws a question, with the keys that answer it.
pub fn draw(model: &Model, question: &Question, canvas: &mut Canvas) {
    let (title, text, [yes, no]) = words(model, question);
    let width = dialog::text_width(canvas.area(), WIDTH);
    let mut lines = wrap::words(&text, width, model.palette.style(Role::Text));
    lines.push(ratatui::text::Line::default());
    // The list below it waits for the answer.
    canvas.touch(model.geometry().body, Touch::Nothing);
    dialog::ask(
        model,
        &title,
        lines,
        Context::Consent,
        [yes, no],
        WIDTH,
        canvas,
    );
}

/// The title, the question, and what its two answers are called.
fn words(model: &Model, question: &Question) -> (String, String, [&'static str; 2]) {
    let words = &model.words;
    match question {
        Question::Arrival(intake::Question::NewSigner {
            pack,
            version,
            authors,
            key,
        }) => {
            let authors = match authors.is_empty() {
                true => words.say("library-nobody"),
                false => authors.join(", "),
            };
            let args = [
                ("pack", pack.as_str().into()),
                ("version", version.to_string().into()),
                ("key", key.to_string().into()),
                ("short", key.id().into()),
                ("authors", authors.into()),
            ];
            (
                words.say("library-signer-title"),
                words.say_with("library-signer", &args),
                ["library-signer-yes", "library-signer-no"],
            )
        }
        Question::Arrival(intake::Question::Limits { pack, asks }) => {
            let asks: Vec<String> = asks
                .iter()
                .map(|(key, value)| format!("  {key} = {value}"))
                .collect();
            let args = [
                ("pack", pack.as_str().into()),
                ("asks", asks.join("\n").into()),
            ];
            (
                words.say("library-limits-title"),
                words.say_with("library-limits", &args),
                ["library-limits-yes", "library-limits-no"],
            )
        }
        Question::Remove { pack, title } => {
            let args = [
                ("pack", pack.as_str().into()),
                ("title", title.as_str().into()),
            ];
            (
                words.say("library-remove-title"),
                words.say_with("library-remove", &args),
                ["library-remove-yes", "library-remove-no"],
            )
        }
    }
}
