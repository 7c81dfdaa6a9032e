//! A file that the learner reads and cannot change.

use tutorbox::progress::Key;
use tutorbox::run::SourceFile;

use super::{Home, has, lesson, pack};

#[test]
fn whatever_would_change_it_says_why_it_does_not() {
    let home = Home::new();
    let given = "\n```sh exercise=a file=given.sh readonly\necho given\n```\n";
    let words = pack(&home, &(lesson("a") + given));
    let said = "line 1 echo mine\nfile given.sh\nline 1 echo theirs\ninsert 1 echo theirs\ndelete 1\nwrite\nshow\n\
                file a.sh\nwrite given.sh\nshow\n";
    let told = home.talk(&words, said);
    let why = "given.sh is read-only: it is part of each run as it is.\n";
    has(
        &told,
        &[
            "> line 1 echo mine\nSaved. Line 1 is now:",
            &format!("> line 1 echo theirs\n{why}"),
            &format!("> insert 1 echo theirs\n{why}"),
            &format!("> delete 1\n{why}"),
            &format!("> write\n{why}"),
            "> show\nFile given.sh:\n1: echo given\n",
            &format!("> write given.sh\n{why}"),
            "> show\nFile a.sh:\n1: echo mine\n",
        ],
    );
    let draft = home.store().draft(&Key::new("p", "a", "a")).unwrap();
    let own = [SourceFile::new("a.sh", "echo mine\n")];
    assert_eq!(draft.unwrap().files, own);
}
