//! What `update` wants done outside of the model.

use super::formatting::Request;
use super::library::Wish;
use super::pictures::Painting;
use super::target::Target;
use crate::pack::Image;
use crate::progress::{Bookmark, LessonPast, Place, RunRecord, Timestamp};
use crate::run::{Job, Limits, SourceFile};

/// One wish; the worker carries it out.
#[derive(Debug, Clone, PartialEq)]
pub enum Effect {
    /// Save what was typed.
    SaveDraft {
        /// The lesson's id.
        lesson: String,
        /// The exercise's id.
        exercise: String,
        /// All its files.
        files: Vec<SourceFile>,
        /// The sum of the starter that the learner knows of; an example has none.
        starter: Option<String>,
    },
    /// Save that the learner knows of a starter.
    SaveStarter {
        /// The exercise's id.
        exercise: String,
        /// The starter's sum.
        starter: String,
    },
    /// Save where the learner is.
    SavePlace(Place),
    /// Save that the pack was opened for the first time.
    SaveOpening(Timestamp),
    /// Save that the solution of an exercise was looked at before it was passed.
    SaveRevealed {
        /// The lesson's id.
        lesson: String,
        /// The exercise's id.
        exercise: String,
    },
    /// Save how a lesson was gone through.
    SaveLesson {
        /// The lesson's id.
        lesson: String,
        /// How.
        past: LessonPast,
    },
    /// Keep a bookmark.
    SaveBookmark(Bookmark),
    /// Forget one.
    RemoveBookmark(Bookmark),
    /// Paint these pictures.
    Paint(Vec<Painting>),
    /// Read the themes there are.
    ReadThemes,
    /// Keep the choice of a theme, by its name.
    KeepTheme(String),
    /// Save what a run came to.
    RecordRun {
        /// The lesson's id.
        lesson: String,
        /// The exercise's id.
        exercise: String,
        /// What it came to.
        record: RunRecord,
    },
    /// Have a warm container wait for a run of this language.
    Park {
        /// The language's name.
        language: String,
        /// What the run may use.
        limits: Limits,
    },
    /// Fetch and build a language's image.
    Prepare {
        /// The language's name.
        language: String,
    },
    /// Stop that.
    CancelPreparation,
    /// Run this.
    Run {
        /// What the model calls it.
        run: u64,
        /// What to run.
        job: Job,
    },
    /// Stop the run that goes on.
    Stop,
    /// Give this to the program to read.
    Feed {
        /// Which run, as the model named it.
        run: u64,
        /// What was typed.
        bytes: Vec<u8>,
    },
    /// Give it nothing more.
    EndInput {
        /// Which run.
        run: u64,
    },
    /// Format this.
    Format(Request),
    /// Stop that.
    StopFormatting,
    /// Tell the earlier versions of an exercise.
    ReadHistory {
        /// The lesson's id.
        lesson: String,
        /// The exercise's id.
        exercise: String,
    },
    /// Lend the terminal to the learner's own editor, with these files.
    EditOutside {
        /// All that are open.
        files: Vec<SourceFile>,
        /// The path of the one in front.
        front: String,
    },
    /// Put this in the terminal's clipboard.
    Copy(String),
    /// Tell how many minutes of the time box are left, whenever there is one less, until this moment.
    TellTime(Timestamp),
    /// Look for an engine again.
    Connect,
    /// Do something with packs.
    Library(Wish),
    /// Have the engine forget these images.
    LetGo(Vec<Image>),
    /// Give the terminal back until the program is continued.
    Suspend,
    /// Leave this pack, and open another.
    Open(Target),
    /// Leave.
    Quit,
}
