//! Which of the files that a learner names is which of an exercise's. It knows names and paths, and nothing of running.

use std::path::{Path, PathBuf};

use super::{CliError, common};
use crate::course::Exercise;
use crate::run::SourceFile;

/// The files of a run: those that are given, and the starter's for the others.
///
/// A file goes where its own name says, so that `solution/*` is right in whatever order a shell lists it. Files of other
/// names stand for the exercise's files in their order, and then none may be missing. A folder gives all files in it that
/// the exercise has; nothing at all is stdin, where the exercise has one file. What stands for a file that nobody may change is left
/// out, which is said.
///
/// # Errors
///
/// [`CliError::Files`] where it cannot be said which is which, and what reading a file says.
pub fn files(exercise: &Exercise, given: &[PathBuf]) -> Result<Vec<SourceFile>, CliError> {
    let own = exercise.own();
    let names: Vec<&str> = own.iter().map(|f| f.path.as_str()).collect();
    let given = match given {
        [] => vec![PathBuf::from("/dev/stdin")],
        [folder] if folder.is_dir() => inside(folder, &names),
        files => files.to_vec(),
    };
    let (ignored, given): (Vec<_>, Vec<_>) = given
        .into_iter()
        .partition(|path| is_readonly(exercise, path));
    for path in ignored {
        let path = path.display();
        common::complain(&format!(
            "{path} is read-only in this exercise: it is run as the pack has it"
        ));
    }
    let Some(places) = places(&names, &given) else {
        return Err(CliError::Files {
            exercise: exercise.id.clone(),
            names: names.into_iter().map(str::to_owned).collect(),
        });
    };
    let place = |path: &str| names.iter().position(|name| *name == path);
    let submitted = |starter: &SourceFile| match place(&starter.path).and_then(|at| places[at]) {
        Some(path) => common::source(path, &starter.path),
        None => Ok(starter.clone()),
    };
    exercise.starter.iter().map(submitted).collect()
}

/// Whether a path stands, by its name, for a file that nobody may change.
fn is_readonly(exercise: &Exercise, path: &Path) -> bool {
    let files = exercise.starter.iter();
    let named = files.filter(|file| path.ends_with(&file.path));
    let named = named.max_by_key(|file| file.path.len());
    named.is_some_and(|file| exercise.readonly.contains(&file.path))
}

/// The files of these names that a folder has.
fn inside(folder: &Path, names: &[&str]) -> Vec<PathBuf> {
    let paths = names.iter().map(|name| folder.join(name));
    paths.filter(|path| path.exists()).collect()
}

/// For each name the path that stands for it. `None` where a path would be left over, or a name that nothing tells apart.
fn places<'a>(names: &[&str], given: &'a [PathBuf]) -> Option<Vec<Option<&'a PathBuf>>> {
    let mut places = vec![None; names.len()];
    let mut others = Vec::new();
    for path in given {
        // The longest name: `lib/cart.exs` ends with `cart.exs`, too.
        let free = |i: &usize| places[*i].is_none() && path.ends_with(names[*i]);
        match (0..names.len())
            .filter(free)
            .max_by_key(|i| names[*i].len())
        {
            Some(i) => places[i] = Some(path),
            None => others.push(path),
        }
    }
    let free: Vec<usize> = (0..names.len()).filter(|i| places[*i].is_none()).collect();
    if given.is_empty() || !others.is_empty() && others.len() != free.len() {
        return None;
    }
    for (i, path) in free.into_iter().zip(others) {
        places[i] = Some(path);
    }
    Some(places)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::course::load;

    fn placed(names: &[&str], given: &[&str]) -> Option<Vec<Option<String>>> {
        let given: Vec<PathBuf> = given.iter().map(PathBuf::from).collect();
        let text = |path: &PathBuf| path.display().to_string();
        places(names, &given).map(|places| places.into_iter().map(|p| p.map(text)).collect())
    }

    fn some(paths: &[&str]) -> Option<Vec<Option<String>>> {
        let path = |p: &&str| Some((*p).to_owned()).filter(|p| !p.is_empty());
        Some(paths.iter().map(path).collect())
    }

    #[test]
    fn a_file_goes_where_its_name_says() {
        let names = ["shop.exs", "cart.exs"];
        let both = some(&["a/shop.exs", "a/cart.exs"]);
        assert_eq!(placed(&names, &["a/cart.exs", "a/shop.exs"]), both);
        assert_eq!(placed(&names, &["a/shop.exs", "a/cart.exs"]), both);
    }

    #[test]
    fn the_longest_name_wins() {
        let names = ["cart.exs", "lib/cart.exs"];
        let found = placed(&names, &["x/lib/cart.exs", "x/cart.exs"]);
        assert_eq!(found, some(&["x/cart.exs", "x/lib/cart.exs"]));
    }

    #[test]
    fn other_names_stand_in_order() {
        let names = ["shop.exs", "cart.exs"];
        assert_eq!(placed(&names, &["1", "2"]), some(&["1", "2"]));
        assert_eq!(placed(&names, &["1", "shop.exs"]), some(&["shop.exs", "1"]));
        assert_eq!(placed(&["hello.exs"], &["mine.exs"]), some(&["mine.exs"]));
    }

    #[test]
    fn a_named_file_alone_leaves_the_others_as_they_are() {
        let names = ["shop.exs", "cart.exs"];
        assert_eq!(placed(&names, &["cart.exs"]), some(&["", "cart.exs"]));
    }

    #[test]
    fn a_file_that_nobody_may_change_is_the_packs() {
        let home = tempfile::tempdir().unwrap();
        let file = |path: &str, text: &str| {
            let path = home.path().join(path);
            std::fs::write(&path, text).unwrap();
            path
        };
        let files = |readonly: &[&str]| -> BTreeMap<String, Vec<u8>> {
            let mut lesson = "# A\n```exercise=a file=a.sh\n1\n```\n".to_owned();
            for path in readonly {
                lesson += &format!("```exercise=a file={path} readonly\n2\n```\n");
            }
            lesson += "```test=a\n```\n```markdown hint=a\nh\n```\n```solution=a\n3\n```\n";
            let pack = "id = \"p\"\ntitle = \"P\"\nversion = \"1.0.0\"\nlanguage = \"sh\"\n";
            let files = [("pack.toml", pack), ("01-a.md", &lesson)];
            files
                .map(|(path, text)| (path.to_owned(), text.into()))
                .into()
        };
        let pack = load(&files(&["b.sh"]), "en").pack.unwrap();
        let exercise = pack.exercise("a").unwrap().1;
        let (own, given) = (file("a.sh", "own"), file("b.sh", "mine"));
        let run = |paths: &[&PathBuf]| {
            let paths: Vec<PathBuf> = paths.iter().copied().cloned().collect();
            let files = super::files(exercise, &paths).ok()?;
            Some(files.into_iter().map(|file| file.text).collect::<Vec<_>>())
        };
        let whole = Some(vec!["own".to_owned(), "2\n".to_owned()]);
        assert_eq!(run(&[&own, &given]), whole);
        assert_eq!(run(&[&given, &own]), whole);
        assert_eq!(run(&[&home.path().to_owned()]), whole);
        // It does not stand for the learner's file, either.
        assert_eq!(run(&[&given]), None);
    }

    #[test]
    fn what_is_not_clear_is_not_guessed() {
        let names = ["shop.exs", "cart.exs"];
        assert_eq!(placed(&names, &[]), None);
        assert_eq!(placed(&names, &["mine.exs"]), None);
        assert_eq!(placed(&names, &["shop.exs", "cart.exs", "x"]), None);
        assert_eq!(placed(&["hello.exs"], &["a", "b"]), None);
    }
}
