//! What is open goes to the learner's own editor, and comes back.

use crate::run::SourceFile;
use crate::tui::effect::Effect;
use crate::tui::model::Model;
use crate::tui::outside::Unedited;
use crate::tui::overlay::Overlay;

/// It is to be edited there.
pub fn ask(model: &Model) -> Vec<Effect> {
    let opened = model.desk.opened();
    let wish = opened.map(|opened| {
        let files = opened.own();
        let first = files.first().map_or("", |file| file.path.as_str());
        // A file that cannot be changed is not taken there.
        let front = if opened.is_readonly() {
            first
        } else {
            opened.path()
        };
        Effect::EditOutside {
            front: front.to_owned(),
            files,
        }
    });
    wish.into_iter().collect()
}

/// It came back, or it did not.
pub fn hear(model: &mut Model, edited: Result<Vec<SourceFile>, Unedited>) {
    match edited {
        Ok(files) => {
            let opened = model.desk.opened_mut();
            let changed = opened.map_or(0, |opened| opened.take_texts(&files));
            let id = match changed {
                0 => "outside-same",
                _ => "outside-back",
            };
            let key = ("key", "Ctrl+Z".into());
            model.notice = Some(model.words.say_with(id, &[key]));
        }
        Err(why) => {
            let (title, text) = (model.words.say("outside-title"), told(model, &why));
            model.put_on_top(Overlay::Trouble {
                title,
                text,
                scroll: 0,
            });
        }
    }
}

fn told(model: &Model, why: &Unedited) -> String {
    let words = &model.words;
    let kept = |kept: &std::path::Path| {
        let folder = ("folder", kept.display().to_string().into());
        words.say_with("outside-kept", &[folder])
    };
    match why {
        Unedited::Unnamed => words.say("outside-unnamed"),
        Unedited::NotHandedOver(why) => {
            words.say_with("outside-not-handed-over", &[("why", why.as_str().into())])
        }
        Unedited::Failed {
            editor,
            why,
            kept: folder,
        } => {
            let args = [
                ("editor", editor.as_str().into()),
                ("why", why.as_str().into()),
            ];
            let failed = words.say_with("outside-failed", &args);
            match folder {
                Some(folder) => format!("{failed} {}", kept(folder)),
                None => failed,
            }
        }
        Unedited::Unreadable { why, kept: folder } => {
            let unreadable = words.say_with("outside-unreadable", &[("why", why.as_str().into())]);
            format!("{unreadable} {}", kept(folder))
        }
    }
}
