//! The first line: the course, and how far the learner is in it.

use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::wrap;
use crate::render::{Role, text};
use crate::tui::canvas::Canvas;
use crate::tui::model::Model;

/// Cells of the progress bar, where there is room for it.
const BAR: usize = 16;

/// Draws the line.
pub fn draw(model: &Model, area: Rect, canvas: &mut Canvas) {
    let (passed, total) = model.progress();
    let style = |role| model.palette.style(role);
    let counts = [("passed", passed.into()), ("total", total.into())];
    let count = model.words.say_with("progress", &counts);
    let filled = (passed * BAR).div_ceil(total.max(1));
    // The reason is a notice, and goes with the next key; that nothing is saved must stay in sight.
    let unsaved = if model.is_unsaved {
        format!("{}   ", model.words.say("header-unsaved"))
    } else {
        String::new()
    };
    let right = Line::from(vec![
        Span::styled(unsaved, style(Role::Warning)),
        Span::styled(format!("{count}  "), style(Role::Muted)),
        Span::styled("━".repeat(filled), style(Role::Accent)),
        Span::styled("━".repeat(BAR - filled), style(Role::Border)),
        Span::raw(" "),
    ])
    .right_aligned();
    let title = text::visible(&model.reading.pack().title).into_owned();
    let room = usize::from(area.width).saturating_sub(right.width() + 14);
    let left = Line::from(vec![
        Span::styled(" tutorbox", style(Role::Accent)),
        Span::styled(
            format!("  {}", wrap::cut(&title, room)),
            style(Role::Strong),
        ),
    ]);
    if usize::from(area.width) > left.width() + right.width() {
        canvas.render_widget(right, area);
    }
    canvas.render_widget(left, area);
}
