//! The last line of the results, where something is typed: what a program reads, or what is looked for.

use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::{typed, wrap};
use crate::render::{Role, text};
use crate::tui::action::Action;
use crate::tui::canvas::Canvas;
use crate::tui::keymap::Context;
use crate::tui::model::{Model, Pane};
use crate::tui::results::Search;
use crate::tui::runs::{Phase, Run};

/// Whether there is such a line.
pub fn is_there(model: &Model) -> bool {
    model.results.search.is_some() || model.shown_run().is_some_and(reads_or_read)
}

/// What is left of a pane above it.
pub fn above(model: &Model, body: Rect) -> Rect {
    let line = u16::from(is_there(model));
    Rect {
        height: body.height.saturating_sub(line),
        ..body
    }
}

/// Draws it at the pane's foot, and puts the cursor where typing goes.
pub fn draw(model: &Model, body: Rect, canvas: &mut Canvas) {
    let Some(area) = body.rows().next_back().filter(|_| is_there(model)) else {
        return;
    };
    if let Some(search) = &model.results.search {
        draw_search(model, search, area, canvas);
    } else if let Some(run) = model.shown_run() {
        draw_input(model, run, area, canvas);
    }
}

fn reads_or_read(run: &Run) -> bool {
    let reads = run.input.is_open() || run.input.has_ended();
    run.input.is_late() || run.phase == Phase::Running && reads
}

fn draw_search(model: &Model, search: &Search, area: Rect, canvas: &mut Canvas) {
    let words = &model.words;
    let told = match search.found() {
        (Some(current), count) => {
            let args = [("current", current.into()), ("count", count.into())];
            words.say_with("editor-found", &args)
        }
        _ if search.text().is_empty() => String::new(),
        _ => words.say("editor-found-none"),
    };
    let label = words.say_with("editor-find", &[("text", "".into())]);
    let typed = Typed {
        label: label.trim_end(),
        text: search.text(),
        told: &told,
        is_active: search.is_typed && model.focus == Pane::Results,
    };
    typed.draw(model, area, canvas);
}

fn draw_input(model: &Model, run: &Run, area: Rect, canvas: &mut Canvas) {
    let words = &model.words;
    let is_active = model.focus == Pane::Results && run.input.is_open();
    let is_awaited = run.input.may_be_awaited(run.elapsed);
    let key = |context, action| model.keymap.told(context, &action);
    let to_pane = ("key", key(Context::Editor, Action::NextPane).into());
    let told = match (is_active, is_awaited) {
        _ if run.input.has_ended() => words.say("input-ended"),
        _ if run.input.is_late() => {
            let send = ("key", key(Context::Input, Action::Send).into());
            words.say_with("input-late", &[send])
        }
        (true, true) if run.input.text().is_empty() => words.say("input-awaited"),
        (true, _) => String::new(),
        (false, true) => words.say_with("input-awaited-elsewhere", &[to_pane]),
        (false, false) => words.say_with("input-elsewhere", &[to_pane]),
    };
    let label = words.say("input-label");
    let typed = Typed {
        label: &label,
        text: run.input.text(),
        told: &told,
        is_active,
    };
    typed.draw(model, area, canvas);
}

/// A line that is typed in.
struct Typed<'a> {
    label: &'a str,
    text: &'a str,
    /// What is to be said behind it.
    told: &'a str,
    /// Whether typing goes there.
    is_active: bool,
}

impl Typed<'_> {
    fn draw(&self, model: &Model, area: Rect, canvas: &mut Canvas) {
        let style = |role| model.palette.style(role);
        let label = format!(" {} ", self.label);
        let room = usize::from(area.width).saturating_sub(text::width(&label) + 1);
        // The end of what is typed is what one looks at.
        let shown = typed::end(&text::visible(self.text), room);
        let end = text::width(&label) + text::width(&shown);
        let left = usize::from(area.width).saturating_sub(end + 3);
        let told = wrap::cut(&text::visible(self.told), left);
        let label_role = if self.is_active {
            Role::Accent
        } else {
            Role::Muted
        };
        let line = Line::from(vec![
            Span::styled(label, style(label_role)),
            Span::styled(shown, style(Role::Text)),
            Span::styled(format!("  {told}"), style(Role::Muted)),
        ]);
        canvas.render_widget(line, area);
        if self.is_active
            && model.overlay.is_none()
            && let Ok(end) = u16::try_from(end)
        {
            let x = area.x + end.min(area.width.saturating_sub(1));
            canvas.set_cursor_position((x, area.y));
        }
    }
}
