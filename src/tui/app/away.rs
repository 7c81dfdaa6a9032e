//! The terminal while it is somebody else's: the shell's, or the learner's own editor's.

use std::io;

use super::App;
use crate::config::named_editor;
use crate::run::SourceFile;
use crate::tui::job;
use crate::tui::message::Message;
use crate::tui::outside::{self, Unedited};

impl App<'_> {
    /// Gives the terminal back to the shell, and returns when it says to go on. All is saved before: nobody knows whether it will.
    pub(super) fn suspend(&mut self) -> io::Result<()> {
        if !job::has_shell() {
            self.model.notice = Some(self.model.words.say("notice-no-shell"));
            return Ok(());
        }
        self.save();
        self.console.screen.leave();
        job::stop()?;
        self.wake()
    }

    pub(super) fn wake(&mut self) -> io::Result<()> {
        let size = self.console.screen.enter_again()?;
        self.fit(size);
        Ok(())
    }

    /// Whether to go on afterwards. Nothing is drawn or heard meanwhile, but runs go on.
    pub(super) async fn edit_outside(
        &mut self,
        files: &[SourceFile],
        front: &str,
    ) -> io::Result<bool> {
        let edited = match named_editor(|name| std::env::var(name).ok()) {
            None => Err(Unedited::Unnamed),
            Some(editor) => {
                self.save();
                self.console.let_go();
                let editing = outside::edit(&editor, files, front);
                let Some(edited) = self.console.lend(editing).await? else {
                    return Ok(false);
                };
                self.fit(self.console.screen.size());
                edited
            }
        };
        self.hear(Message::EditedOutside(edited))?;
        Ok(true)
    }
}
