//! The layers by name, and the level that they make together.
use serde::{Deserialize, Serialize};
use std::fmt;

/// Something that keeps a submission's code in its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Layer {
    /// Limits of time, memory, files and output, and process groups that end as a whole.
    Limits,
    /// A user of its own that owns nothing, where the grader itself runs as root.
    Identity,
    /// Landlock: which files can be read, written or executed.
    Landlock,
    /// seccomp: which system calls can be made.
    Seccomp,
    /// Namespaces of its own for users, the network and interprocess communication.
    Namespaces,
    /// A control group: everything in it ends at once. No level asks for it, since few users may make one.
    Cgroup,
}

impl Layer {
    /// All, the most basic first.
    pub const ALL: [Layer; 6] = [
        Layer::Limits,
        Layer::Identity,
        Layer::Landlock,
        Layer::Seccomp,
        Layer::Namespaces,
        Layer::Cgroup,
    ];

    /// What it does, for people.
    pub fn purpose(self) -> &'static str {
        match self {
            Layer::Limits => {
                "ends what takes too much time, memory or room, with all that it started"
            }
            Layer::Identity => {
                "runs the submission as a user who owns nothing, when the grader is root"
            }
            Layer::Landlock => "hides all files that the work does not need",
            Layer::Seccomp => {
                "refuses system calls that the work does not need, such as the network's"
            }
            Layer::Namespaces => "gives the work an empty network and no processes to talk to",
            Layer::Cgroup => "ends at once all that was started, however it hides",
        }
    }
}

impl fmt::Display for Layer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Layer::Limits => "limits",
            Layer::Identity => "identity",
            Layer::Landlock => "landlock",
            Layer::Seccomp => "seccomp",
            Layer::Namespaces => "namespaces",
            Layer::Cgroup => "cgroup",
        })
    }
}

/// How much stands between a submission and the machine, the least first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Level {
    /// Nothing.
    None,
    /// Limits and process groups only.
    LimitsOnly,
    /// One of Landlock and seccomp, or both while the work is still done as root.
    Partial,
    /// Landlock, seccomp and limits, and never as root.
    Strong,
    /// All layers, but for the control group.
    Full,
}

impl Level {
    /// What these layers make together.
    pub fn of(layers: &[Layer]) -> Level {
        let has = |layer| layers.contains(&layer);
        let (files, calls) = (has(Layer::Landlock), has(Layer::Seccomp));
        match has(Layer::Limits) {
            false => Level::None,
            true if files && calls && has(Layer::Identity) => {
                if has(Layer::Namespaces) {
                    Level::Full
                } else {
                    Level::Strong
                }
            }
            true if files || calls => Level::Partial,
            true => Level::LimitsOnly,
        }
    }
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Level::None => "none",
            Level::LimitsOnly => "limits-only",
            Level::Partial => "partial",
            Level::Strong => "strong",
            Level::Full => "full",
        })
    }
}

/// Which layers stand, and which do not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Standing {
    /// What they make together: `none`, `limits-only`, `partial`, `strong` or `full`.
    pub level: Level,
    /// The layers in force.
    pub layers: Vec<Layer>,
    /// The others, each with the reason.
    pub missing: Vec<Missing>,
}

/// A layer that is not there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Missing {
    /// Which layer it is.
    pub layer: Layer,
    /// Why it is not there.
    pub reason: String,
    /// What to do, if somebody wants it.
    pub help: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_layers_are_full_and_none_is_none() {
        assert_eq!(Level::of(&Layer::ALL), Level::Full);
        assert_eq!(Level::of(&[]), Level::None);
    }

    #[test]
    fn without_namespaces_it_is_strong() {
        assert_eq!(Level::of(&Layer::ALL[..4]), Level::Strong);
    }

    #[test]
    fn as_root_it_is_partial_at_most() {
        let layers = [
            Layer::Limits,
            Layer::Landlock,
            Layer::Seccomp,
            Layer::Namespaces,
        ];
        assert_eq!(Level::of(&layers), Level::Partial);
    }

    #[test]
    fn one_of_landlock_and_seccomp_is_partial() {
        for layer in [Layer::Landlock, Layer::Seccomp] {
            assert_eq!(
                Level::of(&[Layer::Limits, Layer::Identity, layer]),
                Level::Partial
            );
        }
        assert_eq!(
            Level::of(&[Layer::Limits, Layer::Identity]),
            Level::LimitsOnly
        );
    }

    #[test]
    fn levels_are_ordered_from_the_least() {
        assert!(Level::None < Level::LimitsOnly && Level::LimitsOnly < Level::Partial);
        assert!(Level::Partial < Level::Strong && Level::Strong < Level::Full);
    }
}
