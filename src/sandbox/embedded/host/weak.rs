//! The parts of the policy that cannot be held, given the facts; why, and how to mend it. Pure.

use super::Scope;
use super::facts::{Facts, Lacking, Users};
use crate::sandbox::{Limit, Weak};

/// The parts.
pub fn weak(facts: &Facts) -> Vec<Weak> {
    let mut parts = groups(facts);
    if !facts.filters {
        parts.push(Weak {
            limit: Limit::SystemCalls,
            why: "the kernel filters no system calls".to_owned(),
            remedy: "use a kernel with seccomp filters, on x86_64 or aarch64".to_owned(),
        });
    }
    parts.extend(users(facts));
    parts
}

fn users(facts: &Facts) -> Option<Weak> {
    let (why, remedy) = match &facts.users {
        Users::Own(_) => return None,
        Users::None(why) => (why.clone(), remedy_for_namespaces(&facts.switches)),
        Users::Alone(_, lacking) => {
            let (why, remedy) = others(facts, lacking);
            (format!("{why}, so that code would run as you"), remedy)
        }
    };
    Some(Weak {
        limit: Limit::User,
        why,
        remedy,
    })
}

/// Why a container has no other users, and how it comes to have them.
fn others(facts: &Facts, lacking: &Lacking) -> (String, String) {
    match lacking {
        Lacking::Tools => (
            "there is no newuidmap".to_owned(),
            "as root: apt install uidmap".to_owned(),
        ),
        Lacking::Rights(why) => (
            format!("newuidmap cannot do its work ({why})"),
            "as root: apt install --reinstall uidmap".to_owned(),
        ),
        Lacking::Ids => {
            let (name, first) = (&facts.name, facts.free_ids);
            let range = format!("{first}-{}", first.saturating_add(65_535));
            (
                "/etc/subuid and /etc/subgid have no ids for you".to_owned(),
                // usermod refuses where the files are not there.
                format!(
                    "as root: touch /etc/subuid /etc/subgid; \
                     usermod --add-subuids {range} --add-subgids {range} {name}"
                ),
            )
        }
    }
}

/// How user namespaces come to be allowed, given the switches that are off.
pub fn remedy_for_namespaces(switches: &[&str]) -> String {
    match switches {
        [] => "let tutorbox have user namespaces, which a security module (AppArmor, SELinux) or a container around \
               it forbids; or use Docker"
            .to_owned(),
        off => format!("as root: sysctl -w {}", off.join(" ")),
    }
}

/// The limits that cgroups would have to hold, and why they do not.
fn groups(facts: &Facts) -> Vec<Weak> {
    const ENABLE: &str = "boot the kernel with cgroup_enable=memory swapaccount=1";
    let weak = |limit, why: String, remedy: &str| Weak {
        limit,
        why,
        remedy: remedy.to_owned(),
    };
    if facts.scope == Scope::Nobody {
        let (why, remedy) = nobody(facts);
        let limits = [Limit::Memory, Limit::Swap, Limit::Cpus, Limit::Pids];
        return limits
            .map(|limit| weak(limit, why.to_owned(), &remedy))
            .into();
    }
    let of_controllers = [
        (Limit::Memory, "memory"),
        (Limit::Cpus, "cpu"),
        (Limit::Pids, "pids"),
    ];
    let remedy = match facts.root {
        true => ENABLE.to_owned(),
        false => delegate(),
    };
    let has = |controller: &str| facts.controllers.iter().any(|c| c == controller);
    let mut missing: Vec<Weak> = of_controllers
        .into_iter()
        .filter(|(_, controller)| !has(controller))
        .map(|(limit, controller)| {
            let why = format!("there is no cgroup controller {controller} for us");
            weak(limit, why, &remedy)
        })
        .collect();
    if !facts.swap {
        let why = "the kernel does not count swap".to_owned();
        missing.push(weak(Limit::Swap, why, ENABLE));
    }
    missing
}

/// Why nobody gives an ordinary user a part of the tree of cgroups, and who would.
fn nobody(facts: &Facts) -> (&'static str, String) {
    if !facts.systemd {
        let remedy = "run tutorbox as root, or use Docker".to_owned();
        return ("no systemd runs this machine and hands cgroups on", remedy);
    }
    if !facts.systemd_run {
        let remedy = "put systemd-run, a part of systemd, on the PATH".to_owned();
        return ("there is no systemd-run to ask for cgroups", remedy);
    }
    let name = &facts.name;
    let remedy = format!(
        "log in through systemd (or, as root: loginctl enable-linger {name}), or run tutorbox as root"
    );
    ("no systemd of yours hands cgroups on", remedy)
}

/// How systemd hands controllers on to users: no property of a running service says it.
fn delegate() -> String {
    "as root: mkdir -p /etc/systemd/system/user@.service.d; \
     printf '[Service]\\nDelegate=cpu memory pids\\n' > /etc/systemd/system/user@.service.d/tutorbox.conf; \
     systemctl daemon-reload; then reboot, or log out everywhere and in again; or run tutorbox as root"
        .to_owned()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::sandbox::embedded::ids::Ids;

    fn root() -> Facts {
        Facts {
            root: true,
            name: "root".to_owned(),
            version: 1,
            systemd: true,
            session: false,
            systemd_run: true,
            scope: Scope::Ours,
            controllers: ["cpu", "memory", "pids"].map(str::to_owned).into(),
            swap: true,
            filters: true,
            users: Users::Own(Ids::of_root()),
            free_ids: 165_536,
            switches: Vec::new(),
        }
    }

    fn user() -> Facts {
        Facts {
            root: false,
            name: "ann".to_owned(),
            version: 2,
            session: true,
            scope: Scope::Session,
            ..root()
        }
    }

    fn nobodys() -> Facts {
        Facts {
            scope: Scope::Nobody,
            controllers: Vec::new(),
            swap: false,
            ..user()
        }
    }

    fn alone(lacking: Lacking) -> Facts {
        Facts {
            users: Users::Alone(Ids::of_user(1000, 1000, None), lacking),
            ..user()
        }
    }

    fn limits(facts: &Facts) -> Vec<Limit> {
        weak(facts).into_iter().map(|weak| weak.limit).collect()
    }

    #[test]
    fn root_and_a_user_of_a_session_hold_everything() {
        assert_eq!(limits(&root()), []);
        assert_eq!(limits(&user()), []);
    }

    #[test]
    fn each_weak_part_is_named() {
        let without = |controller: &str| {
            let mut facts = user();
            facts.controllers.retain(|c| c != controller);
            facts
        };
        for (facts, limit) in [
            (without("memory"), Limit::Memory),
            (without("cpu"), Limit::Cpus),
            (without("pids"), Limit::Pids),
            (
                Facts {
                    swap: false,
                    ..root()
                },
                Limit::Swap,
            ),
            (
                Facts {
                    filters: false,
                    ..root()
                },
                Limit::SystemCalls,
            ),
            (
                Facts {
                    users: Users::None("EPERM".to_owned()),
                    ..root()
                },
                Limit::User,
            ),
            (alone(Lacking::Ids), Limit::User),
            (alone(Lacking::Tools), Limit::User),
            (alone(Lacking::Rights("no".to_owned())), Limit::User),
        ] {
            assert_eq!(limits(&facts), [limit], "{facts:?}");
        }
    }

    #[test]
    fn a_user_without_cgroups_is_told_what_to_do() {
        for (facts, remedy) in [
            (
                Facts {
                    systemd: false,
                    ..nobodys()
                },
                "run tutorbox as root, or use Docker",
            ),
            (
                Facts {
                    systemd_run: false,
                    ..nobodys()
                },
                "put systemd-run",
            ),
            (
                Facts {
                    session: false,
                    ..nobodys()
                },
                "loginctl enable-linger ann",
            ),
        ] {
            let all = [Limit::Memory, Limit::Swap, Limit::Cpus, Limit::Pids];
            assert_eq!(limits(&facts), all);
            assert!(weak(&facts).iter().all(|weak| weak.remedy.contains(remedy)));
        }
    }

    #[test]
    fn a_controller_comes_from_who_hands_it_on() {
        let without_cpu = |mut facts: Facts| {
            facts.controllers.retain(|c| c != "cpu");
            weak(&facts).remove(0).remedy
        };
        assert!(without_cpu(user()).contains("Delegate=cpu memory pids"));
        assert!(without_cpu(root()).contains("boot the kernel with"));
    }

    #[test]
    fn who_would_be_alone_is_told_how_to_have_others() {
        for (lacking, remedy) in [
            (
                Lacking::Ids,
                "usermod --add-subuids 165536-231071 --add-subgids 165536-231071 ann",
            ),
            (Lacking::Tools, "apt install uidmap"),
            (Lacking::Rights("no".to_owned()), "--reinstall uidmap"),
        ] {
            let weak = weak(&alone(lacking)).remove(0);
            assert!(weak.why.contains("would run as you"), "{}", weak.why);
            assert!(weak.remedy.contains(remedy), "{}", weak.remedy);
        }
    }

    #[test]
    fn the_switches_that_are_off_are_to_be_set() {
        let off = ["user.max_user_namespaces=10000", "kernel.x=1"];
        let remedy = "as root: sysctl -w user.max_user_namespaces=10000 kernel.x=1";
        assert_eq!(remedy_for_namespaces(&off), remedy);
        assert!(remedy_for_namespaces(&[]).contains("use Docker"));
    }
}
