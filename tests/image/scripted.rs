//! A host with an apt and a dpkg of the tests' own: no network, and failures on demand.

use std::fs::Permissions;
use std::os::unix::fs::PermissionsExt;

use tutorbox::sandbox::image::Recipe;

use crate::Toy;

/// An `apt-get` where every package is of version 1 and has the three bytes `toy`.
const APT: &str = r#"#!/bin/sh
mode=
for argument; do
	case $argument in
	Dir::Cache::archives=*) archives=${argument#*=} ;;
	update) $UPDATE ;;
	--print-uris) mode=print ;;
	--download-only) mode=download; $DOWNLOAD ;;
	--) break ;;
	esac
	shift
done
[ $mode ] && shift && for package; do
	case $mode in
	print) echo "'http://m.example/$package.deb' ${package}_1_all.deb 3 SHA256:TOY_SUM" ;;
	download) printf toy > "$archives/${package}_1_all.deb" ;;
	esac
done
:
"#;

/// The SHA-256 of `toy`.
const TOY_SUM: &str = "0f53133ce57ca8e8937bb4b1c15a33ef9594704e1c11abd58e598bb8362f7385";

/// A `dpkg-deb` that unpacks nothing.
pub const DPKG_DEB: &str = "#!/bin/sh\nmkdir -p \"$3/usr/bin\"\n";

/// An apt that does this when it updates and this when it downloads.
pub fn apt(update: &str, download: &str) -> String {
    APT.replace("TOY_SUM", TOY_SUM)
        .replace("$UPDATE", update)
        .replace("$DOWNLOAD", download)
}

/// A toy on a host with this apt and this dpkg-deb, and its recipe.
pub fn toy(apt: &str, dpkg_deb: &str, finish: &str) -> (Toy, Recipe) {
    let toy = Toy::new("toy", finish);
    let bin = toy.dir.path().join("bin");
    std::fs::create_dir(&bin).unwrap();
    for (name, text) in [("apt-get", apt), ("dpkg-deb", dpkg_deb)] {
        let file = bin.join(name);
        std::fs::write(&file, text).unwrap();
        std::fs::set_permissions(file, Permissions::from_mode(0o755)).unwrap();
    }
    let recipe = scripted(&toy);
    (toy, recipe)
}

/// The toy's recipe as its folder is now, on that host.
pub fn scripted(toy: &Toy) -> Recipe {
    let bin = toy.dir.path().join("bin");
    toy.recipe()
        .with_path(format!("{}:/usr/bin:/bin", bin.display()))
}
