//! What a learner wants: intents, without the keys that say so.

use super::editor::EditorCommand;
use super::touch::Pointed;

/// One intent.
#[derive(Debug, Clone, PartialEq)]
pub enum Action {
    /// Leave the program. Everything is saved already.
    Quit,
    /// The same by a letter: where a click has brought the keys, somebody may be typing, and it takes two.
    Leave,
    /// Show or hide the keys.
    Help,
    /// Show or hide the map of the course.
    Outline,
    /// Show or hide the list of everything that can be done.
    Commands,
    /// Show or hide the list of everything that one can go to.
    GoTo,
    /// Show the next hint of the open exercise.
    Hint,
    /// Run what is open.
    Run,
    /// In the lesson: run what is seen of it, where the editor is not seen.
    RunInSight,
    /// Stop what is under way, close what lies on top, or go back to the lesson.
    Back,
    /// Give the keys to the next pane.
    NextPane,
    /// Open the next exercise that is not passed, in this lesson or a later one.
    NextUnsolved,
    /// Show the links of the lesson, to follow one.
    Follow,
    /// Back to where one came from.
    GoBack,
    /// On to where one went back from.
    GoForward,
    /// The lesson after this one.
    NextLesson,
    /// The lesson before this one.
    PreviousLesson,
    /// Mark the place in the lesson, or take its mark away.
    Bookmark,
    /// Show what is marked.
    Bookmarks,
    /// Show the themes, to try them on.
    Themes,
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
    /// Show what is in the editor beside the starter.
    Compare,
    /// The next file of an exercise with several.
    NextFile,
    /// To the place that the compiler or a test points at.
    JumpToProblem,
    /// Hand the line that is typed to the program.
    Send,
    /// Hand the end of its input to the program.
    EndInput,
    /// In the results: to the next place that they point at.
    NextPlace,
    /// In the results: to the one before.
    PreviousPlace,
    /// Copy what the program printed.
    CopyOutput,
    /// Copy all that the results say.
    CopyResults,
    /// Show long values whole, or folded.
    Fold,
    /// Show or hide what was run before.
    History,
    /// Search in the editor or the results; in the library, in all packs.
    Find,
    /// The next place found.
    FindNext,
    /// The previous place found.
    FindPrevious,
    /// Go to a line of what is in the editor.
    GoToLine,
    /// From what is searched for to what is put in its place, and back.
    OtherField,
    /// Put the other text in the place of what is found.
    Replace,
    /// The same with everything that is found.
    ReplaceAll,
    /// Edit what is open in the learner's own editor.
    EditOutside,
    /// Have the language's formatter lay out what is in the editor.
    Format,
    /// To the scratch pad, or back from it.
    Scratch,
    /// What is in the editor beside the solution, or beside the starter again.
    OtherSide,
    /// Type into what is searched for or asked for; `None` takes a character away.
    Type(Option<char>),
    /// Take away all that is typed there.
    Clear,
    /// An edit.
    Edit(EditorCommand),
    /// Text pasted into the terminal.
    Paste(String),
    /// Agree to what is asked.
    Yes,
    /// Decline what is asked.
    No,
    /// Show or hide the library.
    Library,
    /// In the library: a pack is to come in.
    Install,
    /// In the library: another version of the selected pack is to come in.
    Update,
    /// What is selected is to go: a pack in the library, or a bookmark.
    Remove,
    /// Let the path that is typed in go on as far as there is no doubt.
    Complete,
    /// Stop preparing the image.
    CancelPreparation,
    /// What only the mouse says.
    Point(Pointed),
    /// Give the lesson so many steps more of the width.
    Widen(i32),
    /// Give the results so many steps more of the height.
    Heighten(i32),
    /// Give the terminal back to the shell for a while.
    Suspend,
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
