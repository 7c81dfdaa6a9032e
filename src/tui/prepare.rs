//! What is in sight: made for the screen as it is, before it is drawn.

use ratatui::layout::{Rect, Size};

use super::editor::Editor;
use super::geometry::titled;
use super::model::{Model, Pane};
use super::panes::{results, results_foot};
use crate::render::shows_pictures;

impl Model {
    /// Sets what is visible for the screen as it is. To be called after updates and before drawing.
    pub fn prepare(&mut self) {
        self.runs.judge();
        // How the desk is parted depends on how many lines the results have.
        for _ in 0..2 {
            if let Some(area) = self.geometry().results {
                let (_, body) = titled(area);
                let height = results_foot::above(self, body).height;
                results::prepare(self, body.width, height);
            }
        }
        let geometry = self.geometry();
        self.prepare_lesson(geometry.lesson);
        if let Some((editor, size)) = self.editor_in(geometry.editor) {
            editor.prepare(size.width, size.height);
        }
    }

    /// Sets what is visible of the pane that has the keys, and does nothing that may take long: for the part of a frame that
    /// somebody waits for.
    pub fn prepare_focused(&mut self) {
        if self.library.is_open {
            return;
        }
        let geometry = self.geometry();
        match self.focus {
            Pane::Editor => {
                if let Some((editor, size)) = self.editor_in(geometry.editor) {
                    editor.bring_into_view(size.width, size.height);
                }
            }
            Pane::Lesson => self.prepare_lesson(geometry.lesson),
            Pane::Results => {}
        }
    }

    fn prepare_lesson(&mut self, pane: Option<Rect>) {
        if let Some(area) = pane {
            let (_, body) = titled(area);
            let allowed = shows_pictures(self.palette.depth());
            self.reading.allow_pictures(allowed);
            self.reading.prepare(body.width, body.height);
        }
    }

    /// The editor in its pane, with the room that it has there.
    fn editor_in(&mut self, pane: Option<Rect>) -> Option<(&mut Editor, Size)> {
        let (_, body) = titled(pane?);
        let opened = self.desk.opened_mut()?;
        let below = u16::from(opened.foot.is_some());
        let size = Size::new(body.width, body.height.saturating_sub(below));
        Some((opened.editor_mut()?, size))
    }
}
