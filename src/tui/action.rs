//! What a learner wants: intents, without the keys that say so.

use super::editor::EditorCommand;

/// One intent.
#[derive(Debug, Clone, PartialEq)]
pub enum Action {
    /// Leave the program. Everything is saved already.
    Quit,
    /// Show or hide the keys.
    Help,
    /// Show or hide the map of the course.
    Outline,
    /// Show the next hint of the open exercise.
    Hint,
    /// Run what is open.
    Run,
    /// Stop what is under way, close what lies on top, or go back to the lesson.
    Back,
    /// Give the keys to the next pane.
    NextPane,
    /// Open the next exercise that is not passed, in this lesson or a later one.
    NextUnsolved,
    /// The lesson after this one.
    NextLesson,
    /// The lesson before this one.
    PreviousLesson,
    /// Select the next card of the lesson.
    NextCard,
    /// Select the previous card of the lesson.
    PreviousCard,
    /// Open what is selected.
    Open,
    /// Scroll by so many lines.
    Scroll(i32),
    /// Scroll by so many half screens.
    ScrollPage(i32),
    /// To the first line.
    Top,
    /// To the last line.
    Bottom,
    /// Put the starter back. It can be undone.
    Reset,
    /// The next file of an exercise with several.
    NextFile,
    /// To the place that the compiler or a test points at.
    JumpToProblem,
    /// Search in the editor.
    Find,
    /// The next place found.
    FindNext,
    /// The previous place found.
    FindPrevious,
    /// Type into what is searched for; `None` takes a character away.
    FindType(Option<char>),
    /// An edit.
    Edit(EditorCommand),
    /// Text pasted into the terminal.
    Paste(String),
    /// Agree to what is asked.
    Yes,
    /// Decline what is asked.
    No,
    /// Stop preparing the image.
    CancelPreparation,
    /// Of a preview: put the solution in the editor, or the starter back.
    Solution,
    /// Of a preview: the prose in its next language.
    NextLanguage,
    /// Of a preview: a terminal of the next width.
    NextWidth,
    /// Of a preview: show or hide what learners do not see.
    Reveal,
    /// Of a preview: to the next thing that is wrong with the pack.
    NextProblem,
    /// Of a preview: to what the author changed last.
    ToChange,
}
